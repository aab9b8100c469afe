// What uses any page of s2s for browsers as a reader does, behind the functions of its kind, of which `use`
// tries that page: it writes what it found into an element of its own, or tells it to the page that frames
// it: a line 'ok: …' or 'failed: …' for each check. `.ci/pages` puts all of it into copies of pages, with
// `kind`, which says what page it is, `width`, and `hostile`, what names of files begin with that have markup.
const found = [];
const check = (label, holds) => found.push(`${holds ? "ok" : "failed"}: ${label}`);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const over = target => target.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
const leave = target => target.dispatchEvent(new PointerEvent("pointerleave"));
// Points at a place of an element, as shares of its width and height.
const point = (target, x, y) => {
  const box = target.getBoundingClientRect();
  target.dispatchEvent(new PointerEvent("pointermove", {
    bubbles: true, clientX: box.left + x * box.width, clientY: box.top + y * box.height,
  }));
};
// Says whether the page has taken the key for itself.
const press = (key, held = {}, target = document.activeElement || document.body) =>
  !target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held }));
const type = (field, text) => {
  one(field).value = text;
  one(field).dispatchEvent(new InputEvent("input", { bubbles: true }));
};
const select = (field, value) => {
  one(field).value = value;
  one(field).dispatchEvent(new Event("change", { bubbles: true }));
};
const modifiers = ["altKey", "ctrlKey", "metaKey"];
// Whether a field gets the keys that are typed in it.
const leavesKeys = field =>
  ["j", "k", "/", "Home", "ArrowDown"].every(key => !press(key, {}, one(field)));
const markup = "Write <b>&amp;</b> <script>window.ran = 1<\/script> & \"go\" 'now' .";
const until = async holds => {
  for (let tries = 0; tries < 60; tries += 1) {
    await new Promise(done => setTimeout(done, 50));
    if (holds()) return;
  }
};

use().then(async () => {
  await new Promise(done => setTimeout(done, 300));  // for what the page does a moment later
  check(`the window is ${width} wide, not ${innerWidth}, and no part is wider`,
    innerWidth === width && document.documentElement.scrollWidth <= width);
  check("no markup in a text made an element or ran",
    all("b, img, i").length === 0 && document.scripts.length === 4 && window.ran === undefined);
  check("nothing is loaded", performance.getEntriesByType("resource").length === 0);
}).catch(error => mistakes.push(`${error}`)).finally(() => {
  check(`no mistake, no violation of the policy: ${mistakes.join("; ")}`, mistakes.length === 0);
  const text = found.join("\n") + "\n";
  if (parent !== window) return parent.postMessage(text, "*");
  const told = document.createElement("pre");
  told.id = "found";
  told.textContent = text;
  document.body.append(told);
});
