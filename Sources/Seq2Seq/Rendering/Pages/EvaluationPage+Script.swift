extension EvaluationPage {
  /// Sorts, filters and shows the sentences, one page at a time.
  static let script = #"""
    const byId = (id) => document.getElementById(id);
    const sentences = data.sentences.map((sentence, line) => ({ ...sentence, line }));
    const score = (sentence) => sentence.c[0];
    const lead = (sentence) => sentence.c[0] - sentence.c[1];

    // Each falls back on the order of the lines, since sorting is stable.
    const orders = {
      gap: (a, b) => Math.abs(lead(b)) - Math.abs(lead(a)),
      ahead: (a, b) => lead(b) - lead(a),
      behind: (a, b) => lead(a) - lead(b),
      worst: (a, b) => score(a) - score(b),
      best: (a, b) => score(b) - score(a),
      line: (a, b) => a.line - b.line,
      long: (a, b) => b.n - a.n,
    };

    // A text is a list of marks and words in turn.
    const plain = (pieces) => pieces.filter((_, place) => place % 2 === 1).join("");
    const searched = (sentence) =>
      (sentence.lower ??= simplified(
        [sentence.s ?? "", ...sentence.o.map(plain), ...sentence.r.map(plain)].join("\n")));
    const isMarked = (pieces) => pieces.some((mark, place) => place % 2 === 0 && mark);
    const isDifferent = (sentence) => sentence.o.length > 1
      ? plain(sentence.o[0]) !== plain(sentence.o[1]) : [...sentence.o, ...sentence.r].some(isMarked);

    let chosen = [];
    let page = 0;
    const size = () => Number(byId("size").value);
    const pages = () => Math.max(1, Math.ceil(chosen.length / size()));

    function choose() {
      const words = simplified(byId("search").value);
      const [first, last] = byId("length").value.split("-");
      const inLength = (sentence) => first === "" || (sentence.n >= Number(first)
        && (last === "" || sentence.n <= Number(last)));
      const all = !byId("different").checked;
      chosen = sentences.filter((sentence) => inLength(sentence) && (all || isDifferent(sentence))
        && (words === "" || searched(sentence).includes(words)));
      chosen.sort(orders[byId("order").value]);
      show(0);
    }

    function add(parent, name, text, settings = {}) {
      const element = document.createElement(name);
      if (text !== undefined) element.textContent = text;
      Object.assign(element, settings);
      parent.append(element);
      return element;
    }

    function addText(table, name, pieces, side, language) {
      const row = table.insertRow();
      add(row, "th", name, { scope: "row" });
      const cell = add(row, "td", undefined, { dir: "auto" });
      if (language) cell.lang = language;
      if (plain(pieces).trim() === "") {
        cell.className = "empty";
        cell.textContent = "(empty)";
      }
      for (let place = 0; place < pieces.length; place += 2) {
        const [mark, text] = [pieces[place], pieces[place + 1]];
        if (mark) add(cell, "mark", text, { className: side + mark });
        else cell.append(document.createTextNode(text));
      }
    }

    const count = (number) => number.toLocaleString("en");
    const signed = (number) =>
      (number > 0 ? "+" : number < 0 ? "−" : "") + Math.abs(number).toFixed(2);

    function sentenceTable(sentence) {
      const table = document.createElement("table");
      table.className = "sentence";
      const caption = table.createCaption();
      caption.textContent = `Line ${sentence.line + 1} `;
      const scores = sentence.c.length > 1
        ? sentence.c.map((score, place) => `${data.labels[place].toLowerCase()} ${score.toFixed(2)}`)
          .join(", ") + ` (${signed(lead(sentence))})`
        : score(sentence).toFixed(2);
      add(caption, "span", `· chrF ${scores} · ${sentence.n} word${sentence.n === 1 ? "" : "s"}`);
      const [source, target] = data.languages;
      if (sentence.s !== undefined) {
        addText(table, "Source", [0, sentence.s], "", source);
      }
      sentence.o.forEach((pieces, place) => addText(table, data.labels[place], pieces, "o", target));
      sentence.r.forEach((pieces, place) => addText(
        table, sentence.r.length > 1 ? `Reference ${place + 1}` : "Reference", pieces, "r", target));
      return table;
    }

    function show(number) {
      page = Math.min(Math.max(Math.trunc(number), 0), pages() - 1);
      const start = page * size();
      const part = chosen.slice(start, start + size());
      byId("list").replaceChildren(...part.map(sentenceTable));
      byId("status").textContent = part.length === 0
        ? "No sentence matches."
        : `${count(start + 1)} to ${count(start + part.length)} of ${count(chosen.length)} sentences`;
      byId("page").value = page + 1;
      byId("page").max = pages();
      byId("pages").textContent = `of ${pages()}`;
      byId("previous").disabled = page === 0;
      byId("next").disabled = page + 1 >= pages();
    }

    function turn(number) {
      show(number);
      byId("sentences").focus({ preventScroll: true });
      byId("status").scrollIntoView();
    }

    let wait;
    byId("search").addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(choose, 150);
    });
    for (const id of ["order", "length", "different"]) byId(id).addEventListener("change", choose);
    byId("size").addEventListener("change", () => show(0));
    byId("page").addEventListener("change", () => turn(Number(byId("page").value) - 1));
    byId("previous").addEventListener("click", () => turn(page - 1));
    byId("next").addEventListener("click", () => turn(page + 1));
    byId("choice").addEventListener("submit", (event) => event.preventDefault());
    choose();

    """#
}
