// `s2s inspect --log --html`: curves that a pointer and the keyboard read, and runs to switch.
const told = chart => one(".told", chart).textContent;
const paths = chart => all("path", chart).map(path => path.getAttribute("d"));

async function use() {
  const charts = all(".chart"), runs = data.runs.length;
  check("four charts are drawn", charts.length === 4
    && charts.every(chart => paths(chart).length >= runs && !paths(chart).join().includes("NaN")));
  check("charts have names",
    all("svg.plot").every(svg => / by update$/.test(svg.getAttribute("aria-label"))));
  for (const chart of charts) {
    const svg = one("svg.plot", chart), name = one("h2", chart).textContent.trim();
    point(svg, 0.6, 0.5);
    check(`a pointer reads values, ${name}`, /^update [\d,]+: .*\d/.test(told(chart)));
    leave(svg);
    check(`and leaves them, ${name}`, told(chart).trim() === "" && !one(".cursor", chart));
    svg.focus();
    press("Home");
    const first = told(chart);
    press("ArrowRight");
    const second = told(chart);
    check(`arrows read values, ${name}`, /^update/.test(first) && first !== second && one(".cursor", chart));
    check(`keys with Alt, Ctrl or Meta are left alone, ${name}`,
      modifiers.every(held => !press("ArrowLeft", { [held]: true })) && told(chart) === second);
    press("Escape");
    check(`Escape leaves, ${name}`, told(chart).trim() === "");
    svg.blur();
    const before = paths(chart).join();
    one("input", chart).click();
    check(`the axis can be logarithmic or not, ${name}`,
      paths(chart).join() !== before && !paths(chart).join().includes("NaN"));
    one("input", chart).click();
    check(`and again, ${name}`, paths(chart).join() === before);
  }
  const buttons = all("#runs button");
  check("several runs can be switched, one cannot", buttons.length === (runs > 1 ? runs : 0));
  check("markup in a name is text", all(".epochs h2")[0].textContent === hostile
    && (runs === 1 || buttons[0].textContent === hostile));
  if (runs > 1) {
    const before = paths(charts[0]);
    buttons[0].click();
    check("a run is switched off", paths(charts[0]).length === before.length - 1
      && buttons[0].getAttribute("aria-pressed") === "false");
    buttons[1].click();
    point(one("svg.plot", charts[0]), 0.5, 0.5);
    check("without any run nothing is read", told(charts[0]).trim() === "");
    buttons.forEach(button => button.click());
    check("and on", paths(charts[0]).join() === before.join());
  }
  check("epochs stand in a table for each run", all(".epochs table").length === runs);
}
