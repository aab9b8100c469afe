// `s2s align --html`: list, filter, translations, map, links and beam, by pointer and keyboard.
// Waits for the lines, which are laid once the boxes have their sizes.
const drawn = () => until(() => all(".links, .beam").every(box => one("path", box)));
const current = () => one("#list [aria-current]").textContent;

function checkMap(root) {
  const cell = one(".map td.greatest", root), detail = one(".detail", root);
  const row = cell.closest("tr").querySelector("th"), column = all("thead th", root)[cell.cellIndex - 1];
  over(cell);
  check("hovering tells weight, both words and the score", [
    `weight ${cell.getAttribute("aria-label")}`, row.textContent, column.textContent, "log p",
  ].every(part => detail.textContent.includes(part)));
  check("hovering marks row, column and links", row.classList.contains("on")
    && column.classList.contains("on") && one(".links path.on", root) !== null);
  leave(one(".map", root));
  check("leaving clears", detail.textContent === "" && one(".map .on", root) === null);
  over(one(".links [data-j]", root));
  check("hovering a word tells of it", detail.textContent.includes("weight"));
  leave(one(".links", root));
  check("what is told is a live region", detail.getAttribute("role") === "status");
  const heads = all(".map th", root), cells = all(".map td.cell", root);
  check("the map is a table with headers",
    heads.every(head => ["row", "col"].includes(head.getAttribute("scope"))));
  check("cells have names",
    cells.length > 0 && cells.every(one => /^[01]\.\d\d$/.test(one.getAttribute("aria-label"))));
  check("one cell is reached by Tab", cells.filter(one => one.tabIndex === 0).length === 1);
  check("links are drawn", all(".links path", root).length > 0
    && all(".links path", root).every(path => !path.getAttribute("d").includes("NaN")));
}

function checkKeys() {
  document.body.focus();
  press("Enter");
  const first = document.activeElement;
  check("Enter goes into the map", first.matches(".map td.cell"));
  press("ArrowRight");
  const second = document.activeElement;
  check("arrows go through the map", second !== first && second.dataset.j === "1");
  check("the chosen cell is told", one(".detail").textContent.includes("weight"));
  check("but not those that go to another page", !press("ArrowLeft", { altKey: true })
    && !press("Home", { ctrlKey: true }) && document.activeElement === second);
  press("ArrowDown");
  check("and down", document.activeElement.dataset.t === "1");
  press("Home");
  check("and home", document.activeElement.dataset.j === "0");
  press("Escape");
  check("Escape leaves the map", !document.activeElement.matches(".map td"));
}

function checkBeam(beam) {
  const nodes = all("td.node", beam), detail = beam.closest("details").lastChild;
  check("the beam is drawn", nodes.length > 1 && all("path", beam).length > 0);
  check("finished hypotheses have scores",
    all("td.finished", beam).some(node => node.textContent.includes("score")));
  check("dropped ones are told", nodes.filter(node => node.matches(".dropped")).length > 0);
  over(nodes.find(node => node.matches(".dropped") && node.cellIndex > 1));
  check("hovering tells when one was dropped", /dropped at step \d+: .* it comes to/.test(detail.textContent));
  check("hovering marks its way", all("td.on", beam).length > 0 && all("path.on", beam).length > 0);
  nodes[0].focus();
  press("ArrowRight");
  check("arrows follow the tree",
    document.activeElement !== nodes[0] && document.activeElement.matches("td.node"));
  check("what stood second is told", /most probable there: .*, /.test(detail.textContent));
  press("Escape");
}

function checkList(count) {
  check("all sentences are listed", all("#list button").length === count);
  const first = current();
  press("j");
  const second = current();
  press("j");
  check("j is the next sentence", second !== first && current() !== second);
  press("k");
  press("ArrowUp");
  check("k and up are those before", current() === first);
  press("ArrowDown");
  check("down is the next", current() === second);
  check("keys with Ctrl, Alt or Meta are left alone",
    modifiers.every(held => !press("k", { [held]: true }))
    && !press("/", { ctrlKey: true }) && current() === second);
  for (const target of [document, document.documentElement]) press("k", {}, target);
  check("keys work where no element has the focus", current() === first);
  press("j", {}, document.body.firstChild);
  check("and from a text", current() === second);
  press("/");
  check("/ goes to the filter", document.activeElement === one("#filter"));
  check("keys in the filter choose nothing", leavesKeys("#filter") && current() === second);
  type("#filter", "CROW");
  press("Enter", { isComposing: true });
  check("Enter that ends a composition is left alone", document.activeElement === one("#filter"));
  const listed = all("#list li").filter(item => !item.hidden);
  check("the filter keeps what holds its text", listed.length > 0 && listed.length < count);
  check("and counts it",
    one("#count").textContent === `${listed.length} of ${count} sentences`);
  press("Escape");
  check("Escape empties the filter", all("#list li").every(item => !item.hidden));
  type("#filter", "<script>");
  check("the filter takes markup for text", all("#list li").filter(item => !item.hidden).length === 1);
  type("#filter", "");
  select("#order", "score");
  check("the lowest score can stand first", all("#list button")[0].textContent !== first);
  select("#order", "number");
}

function checkText() {
  all("#list button").at(-2).click();
  check("markup in a source is text", one("#source").textContent === markup);
  all("#list button").at(-1).click();
  check("markup in a target is text",
    one(".alternatives").textContent.includes("<img src=x onerror=window.ran=1>"));
  check("markup in words makes no elements", all("#page b, #page img, #page script").length === 0);
  check("a given target has no beam", one(".beam") === null);
}

function checkScripts() {
  all("#list button").at(-4).click();
  check("emoji and Hangul stand upright over the map, letters are turned",
    all(".map thead [data-j] span").slice(0, 5)
      .map(head => head.className === "upright").join() === "false,false,true,true,false");
  all("#list button").at(-3).click();
  const box = one(".panel table").closest(".scroll").getBoundingClientRect();
  const head = one(".map tbody th").getBoundingClientRect();
  check("a map from the right is seen from the right", one(".map").dir === "rtl"
    && head.right <= box.right + 1 && head.left >= box.left);
}

function checkAlternatives() {
  const buttons = all(".alternatives button"), shown = () => one(".panel .links").textContent;
  const before = shown();
  buttons[1].click();
  check("another translation is shown", shown() !== before
    && buttons[1].getAttribute("aria-pressed") === "true"
    && buttons[0].getAttribute("aria-pressed") === "false");
  check("words that differ are marked", all(".other", buttons[1]).length > 0);
  buttons[0].click();
}

function checkGold() {
  const reading = readingOf(data.sentences[0].readings[0]);
  const gold = [{ t: 0, j: 0, sure: true }, { t: 1, j: 1, sure: false }];
  const root = panelOf(reading, reading.alternatives[0], gold);
  check("gold links lie over the map", all("td.gold", root).length === 2
    && all("td.gold.possible", root).length === 1 && root.textContent.includes("AER"));
  over(one("td.gold", root));
  check("a gold link is told", one(".detail", root).textContent.includes("gold link, sure"));
}

async function use() {
  await drawn();
  if (kind === "many") {
    checkList(data.sentences.length);
    checkText();
    checkScripts();
    all("#list button")[0].click();
    await drawn();
    checkAlternatives();
    checkGold();
  } else if (kind === "beside") {
    check("two models stand side by side",
      [".reading", ".reading h2", ".map", ".beam"].every(part => all(part).length === 2));
    const [left, right] = all(".reading").map(reading => reading.getBoundingClientRect());
    check("where there is room for it", width < 1280 || left.top === right.top && left.right <= right.left);
    check("markup in a model's name is text", all(".reading h2")[1].textContent === hostile + ".safetensors");
    checkMap(all(".reading")[1]);
  } else {
    check("one sentence has no list", one("#sentences").hidden);
    const caption = one("summary .faint").textContent;
    check("a wide beam is shown in part, and told", kind === "wide"
      ? /^\d+ of \d+ hypotheses in \d+ steps$/.test(caption) : /^\d+ hypotheses in/.test(caption));
  }
  await drawn();
  if (document.activeElement) document.activeElement.blur();
  checkMap(one(".reading"));
  checkKeys();
  checkBeam(one(".beam"));
}
