// Uses a page of `s2s align --html` as a reader does, and writes what it found into an element of its
// own, or tells it to the page that frames it: a line 'ok: …' or 'failed: …' for each check. `.ci/pages`
// puts it into copies of pages, behind `kind`, which says what page it is, and `width`.
(() => {
const found = [];
const check = (label, holds) => found.push(`${holds ? "ok" : "failed"}: ${label}`);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const over = target => target.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
const leave = target => target.dispatchEvent(new PointerEvent("pointerleave"));
const press = key => (document.activeElement || document.body)
  .dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const type = text => {
  one("#filter").value = text;
  one("#filter").dispatchEvent(new InputEvent("input", { bubbles: true }));
};
const current = () => one("#list [aria-current]").textContent;
// Waits for the lines, which are laid once the boxes have their sizes.
const drawn = async () => {
  for (let tries = 0; tries < 60; tries += 1) {
    await new Promise(done => setTimeout(done, 50));
    if (all(".links, .beam").every(box => one("path", box))) return;
  }
};

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
  press("ArrowDown");
  check("and down", document.activeElement.dataset.t === "1");
  press("Home");
  check("and home", document.activeElement.dataset.j === "0");
  press("Escape");
  check("Escape leaves the map", !document.activeElement.matches(".map td"));
}

function checkBeam() {
  const beam = one(".beam"), nodes = all("td.node", beam), detail = beam.closest("details").lastChild;
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
  press("/");
  check("/ goes to the filter", document.activeElement === one("#filter"));
  press("j");
  check("letters in the filter choose nothing", current() === second);
  type("CROW");
  const listed = all("#list li").filter(item => !item.hidden);
  check("the filter keeps what holds its text", listed.length > 0 && listed.length < count);
  check("and counts it",
    one("#count").textContent === `${listed.length} of ${count} sentences`);
  press("Escape");
  check("Escape empties the filter", all("#list li").every(item => !item.hidden));
  type("<script>");
  check("the filter takes markup for text", all("#list li").filter(item => !item.hidden).length === 1);
  type("");
  one("#order").value = "score";
  one("#order").dispatchEvent(new Event("change"));
  check("the lowest score can stand first", all("#list button")[0].textContent !== first);
  one("#order").value = "number";
  one("#order").dispatchEvent(new Event("change"));
}

function checkText() {
  all("#list button").at(-2).click();
  const source = "Write <b>&amp;</b> <script>window.ran = 1<\/script> & go .";
  check("markup in a source is text", one("#source").textContent === source);
  all("#list button").at(-1).click();
  check("markup in a target is text",
    one(".alternatives").textContent.includes("<img src=x onerror=window.ran=1>"));
  check("markup in words makes no elements", all("#page b, #page img, #page script").length === 0
    && window.ran === undefined && document.scripts.length === 4);
  check("a given target has no beam", one(".beam") === null);
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
    all("#list button")[0].click();
    await drawn();
    checkAlternatives();
    checkGold();
  } else if (kind === "beside") {
    check("two models stand side by side", all(".reading").length === 2 && all(".map").length === 2
      && all(".reading h2").length === 2);
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
  checkBeam();
  check(`the window is ${width} wide, not ${innerWidth}, and no part is wider`,
    innerWidth === width && document.documentElement.scrollWidth <= width);
  check("nothing is loaded", performance.getEntriesByType("resource").length === 0);
}

use().catch(error => mistakes.push(`${error}`)).finally(() => {
  check(`no mistake, no violation of the policy: ${mistakes.join("; ")}`, mistakes.length === 0);
  const text = found.join("\n") + "\n";
  if (parent !== window) return parent.postMessage(text, "*");
  const told = document.createElement("pre");
  told.id = "found";
  told.textContent = text;
  document.body.append(told);
});
})();
