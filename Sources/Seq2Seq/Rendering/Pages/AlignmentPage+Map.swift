extension AlignmentPage {
  /// The heatmap: a table that is a grid for the keyboard. With the pointer or the keyboard one
  /// chooses a cell (t, j), a target word t, or a source word j; `panel.choose` describes and marks
  /// it.
  static let mapScript = #"""
    const mostCells = 10000;

    /// The heatmap of a panel, or a part of its rows if there are too many cells.
    function mapOf(panel) {
      const { columns, alternative } = panel;
      const most = Math.max(1, Math.floor(mostCells / Math.max(columns.length, 1)));
      const box = element("div");
      const fill = start => {
        const end = Math.min(start + most, alternative.target.length);
        const table = tableOf(panel, start, end);
        box.replaceChildren(scrolled(table, table.dir));
        panel.table = table;
        if (alternative.target.length > most) {
          box.append(element(
            "p", { class: "more" }, `words ${start + 1} to ${end} of ${alternative.target.length} `,
            element("button", { click: () => fill(Math.max(0, start - most)) }, "before"), " ",
            element(
              "button", { click: () => fill(end < alternative.target.length ? end : start) }, "after")));
        }
      };
      fill(0);
      return box;
    }

    function tableOf(panel, start, end) {
      const { columns, alternative } = panel;
      const head = element("tr", {}, element("td"));
      columns.forEach((word, j) => {
        const name = element("span", { class: isUpright(word) ? "upright" : null }, word);
        head.append(element("th", { scope: "col", title: word, "data-j": j, lang: sourceLanguage }, name));
      });
      head.append(element("th", { scope: "col", class: "number" }, "log p"));
      const body = element("tbody");
      for (let t = start; t < end; t += 1) {
        const row = element("tr", {}, element(
          "th", { scope: "row", title: alternative.target[t], "data-t": t, lang: targetLanguage },
          element("bdi", {}, alternative.target[t])));
        const { weights, greatest } = alternative.rows[t];
        columns.forEach((_, j) => {
          const gold = panel.goldAt(t, j);
          const kinds = [
            "cell", "w" + Math.round(weights[j] * 20), greatest === j ? "greatest" : "",
            gold ? (gold.sure ? "gold" : "gold possible") : "",
          ];
          row.append(element("td", {
            class: kinds.filter(Boolean).join(" "), "data-t": t, "data-j": j, tabindex: -1,
            "aria-label": fixed(weights[j]),
          }));
        });
        row.append(element("td", { class: "number", dir: "ltr" }, fixed(alternative.scores[t])));
        body.append(row);
      }
      const table = element(
        "table", {
          class: "map", role: "grid", dir: direction(columns),
          "aria-label": "Weights: source words across, target words down",
        }, element("thead", {}, head), body);
      const first = table.querySelector("td.cell");
      if (first) first.tabIndex = 0;
      const placeOf = event => {
        const found = event.target.closest("[data-t],[data-j]");
        return found && table.contains(found) ? place(found) : null;
      };
      table.addEventListener("pointerover", event => panel.choose(placeOf(event)));
      table.addEventListener("pointerleave", () => {
        const kept = document.activeElement;
        panel.choose(table.contains(kept) && kept.matches("td.cell") ? place(kept) : null);
      });
      table.addEventListener("focusin", event => {
        for (const cell of table.querySelectorAll("td[tabindex='0']")) cell.tabIndex = -1;
        event.target.tabIndex = 0;
        panel.choose(place(event.target));
      });
      table.addEventListener("focusout", () => panel.choose(null));
      table.addEventListener("keydown", event => moveInMap(event, table));
      return table;
    }

    function place(found) {
      const number = name => found.dataset[name] === undefined ? null : Number(found.dataset[name]);
      return { t: number("t"), j: number("j") };
    }

    function moveInMap(event, table) {
      const cell = event.target.closest("td.cell");
      if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
      const forth = table.dir === "rtl" ? -1 : 1;
      const steps = {
        ArrowRight: [0, forth], ArrowLeft: [0, -forth], ArrowDown: [1, 0], ArrowUp: [-1, 0],
        Home: [0, -Infinity], End: [0, Infinity], PageUp: [-Infinity, 0], PageDown: [Infinity, 0],
      };
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const rows = [...table.tBodies[0].rows], row = rows.indexOf(cell.parentElement);
      const within = (number, count) => Math.min(Math.max(number, 0), count - 1);
      const cells = rows[within(row + step[0], rows.length)].querySelectorAll("td.cell");
      cells[within(cell.cellIndex - 1 + step[1], cells.length)].focus();
    }

    /// The description of a place in words.
    function told(panel, { t, j }) {
      const { columns, alternative } = panel, quoted = word => `\u2068\u201c${word}\u201d\u2069`;
      if (t === null) {
        const sum = alternative.rows.reduce((sum, row) => sum + row.weights[j], 0);
        return `${quoted(columns[j])}: weight ${fixed(sum)} from all target words together`;
      }
      const target = quoted(alternative.target[t]), score = `log p ${scored(alternative.scores[t])}`;
      if (j === null) return `${target}: ${score}`;
      const gold = panel.goldAt(t, j);
      const judged = gold ? `; gold link, ${gold.sure ? "sure" : "possible"}` : "";
      const weight = fixed(alternative.rows[t].weights[j]);
      return `${target} \u2190 ${quoted(columns[j])}: weight ${weight}${judged}; ${target}: ${score}`;
    }

    /// Marks a place everywhere in a panel.
    function mark(panel, chosen) {
      const { t, j } = chosen || { t: null, j: null };
      for (const old of panel.root.querySelectorAll(".map .chosen, .map .on, .links .on")) {
        old.classList.remove("chosen", "on");
      }
      panel.table.querySelectorAll("th[data-t],th[data-j]").forEach(head => {
        const at = place(head);
        if (at.t !== null && at.t === t || at.j !== null && at.j === j) head.classList.add("on");
      });
      if (t !== null && j !== null) {
        const cell = panel.table.querySelector(`td[data-t="${t}"][data-j="${j}"]`);
        if (cell) cell.classList.add("chosen");
      }
      panel.links.classList.toggle("chosen", chosen !== null);
      if (chosen) {
        panel.links.querySelectorAll("[data-t],[data-j]").forEach(one => {
          const at = place(one);
          const isOn = one.tagName === "path"
            ? t !== null ? at.t === t : at.j === j
            : at.t !== null ? at.t === t : at.j === j;
          if (isOn) one.classList.add("on");
        });
      }
    }

    """#
}
