extension AlignmentPage {
  /// The two lines of words with curves between them, and the panel that holds everything that is
  /// shown of a reading.
  static let linksScript = #"""
    const leastDrawn = 0.05, mostDrawn = 3000;

    /// A box with the words; `draw` adds the curves once the box has its size.
    function linksOf(panel) {
      const { columns, alternative } = panel;
      const words = (texts, key, lang) => element(
        "div", { class: "words", dir: direction(texts), lang }, ...texts.map((word, i) => element(
          "span", {
            [key]: i, class: key === "data-j" && i === panel.source.length ? "end" : null, dir: "auto",
          }, word)));
      const above = words(columns, "data-j", sourceLanguage);
      const below = words(alternative.target, "data-t", targetLanguage);
      const lines = document.createElementNS(drawing, "svg");
      const box = element("div", { class: "links", "aria-hidden": "true" }, above, lines, below);
      box.addEventListener("pointerover", event => {
        const found = event.target.closest("[data-t],[data-j]");
        panel.choose(found ? place(found) : null);
      });
      box.addEventListener("pointerleave", () => panel.choose(null));
      const draw = () => {
        fit(box);
        fit(panel.table);
        const height = lines.clientHeight || 96;
        const middle = span => span.offsetLeft + span.offsetWidth / 2;
        const from = [...above.children].map(middle), to = [...below.children].map(middle);
        const curves = [];
        alternative.rows.forEach(({ weights }, t) => weights.forEach((weight, j) => {
          if (weight < leastDrawn || j >= from.length) return;
          const made = curve(
            { x: from[j], y: 0 }, { x: to[t], y: height }, "link", 0.8 + 2.4 * weight, weight);
          made.dataset.t = t;
          made.dataset.j = j;
          curves.push({ made, weight });
        }));
        curves.sort((one, other) => other.weight - one.weight);
        const gold = (panel.gold || []).filter(({ t, j }) => j < from.length && t < to.length);
        lines.replaceChildren(
          ...curves.slice(0, mostDrawn).reverse().map(({ made }) => made),
          ...gold.map(({ t, j, sure }) => curve(
            { x: from[j], y: 0 }, { x: to[t], y: height }, sure ? "gold" : "gold possible")));
      };
      new ResizeObserver(draw).observe(box);
      return box;
    }

    /// Everything of one alternative of a reading.
    function panelOf(reading, alternative, gold) {
      const source = reading.source, end = source.length;
      const showsEnd = alternative.rows.some(
        ({ weights, greatest }) => greatest === end || weights[end] >= 0.1);
      const panel = {
        source, alternative, gold, columns: showsEnd ? [...source, endSymbol] : source,
        root: element("div", { class: "panel" }), detail: element("p", { class: "detail", role: "status" }),
        goldAt: (t, j) => gold ? gold.find(link => link.t === t && link.j === j) : undefined,
        choose: chosen => {
          mark(panel, chosen);
          panel.detail.textContent = chosen ? told(panel, chosen) : "";
        },
      };
      panel.links = linksOf(panel);
      const map = mapOf(panel);
      panel.root.append(element("h3", {}, "Links"), scrolled(
        panel.links, direction(source) === direction(alternative.target) ? direction(source) : "ltr"));
      if (gold) panel.root.append(element("p", { class: "faint" }, judged(panel)));
      panel.root.append(element("h3", {}, "Weights"), map, panel.detail);
      return panel.root;
    }

    /// How far the links are from gold ones (Och and Ney 2003).
    function judged({ source, alternative, gold }) {
      let found = 0, allowed = 0, right = 0;
      alternative.rows.forEach(({ greatest }, t) => {
        if (greatest >= source.length) return;
        found += 1;
        const link = gold.find(one => one.t === t && one.j === greatest);
        if (link) allowed += 1;
        if (link && link.sure) right += 1;
      });
      const sure = gold.filter(link => link.sure).length, all = found + sure;
      const rate = all === 0 ? 0 : 1 - (allowed + right) / all;
      return `Gold: ${counted(sure, "sure link")}, ${gold.length - sure} possible; of `
        + `${counted(found, "link")} found ${allowed} allowed, ${right} of the sure ones; `
        + `AER ${fixed(rate)}`;
    }

    /// The reading of a model: its alternatives to choose from, the panel of the chosen one, the beam.
    function showReading(reading, name, gold, like) {
      const root = element("section", { class: "reading", "aria-label": name || "Alignment" });
      if (name) root.append(element("h2", {}, name));
      if (!reading || reading.alternatives.length === 0) {
        root.append(element("p", { class: "faint" }, reading
          ? "Nothing to align." : "Too long a pair for this model."));
        return root;
      }
      let panel = element("div");
      const list = element("ol", {
        class: "alternatives", lang: targetLanguage, "aria-label": reading.given ? "Target" : "Translations",
      });
      const beams = reading.beams.map((text, part) =>
        beamOf(text, reading.beams.length > 1 ? ` of part ${part + 1}` : ""));
      const choose = number => {
        [...list.children].forEach((item, i) =>
          item.firstChild.setAttribute("aria-pressed", i === number));
        const next = panelOf(reading, reading.alternatives[number], gold);
        panel.replaceWith(next);
        panel = next;
        for (const beam of beams) beam.follow(number);
      };
      reading.alternatives.forEach((one, number) => {
        const differs = others(one.target, number > 0 ? reading.alternatives[0].target : like || one.target);
        const text = element("span", { dir: "auto" }), before = gaps(one.target);
        one.target.forEach((word, t) => text.append(
          before[t], element("span", { class: differs[t] ? "other" : null }, word)));
        list.append(element("li", {}, element(
          "button", { "aria-pressed": false, click: () => choose(number) },
          element("span", { class: "score" }, fixed(one.score, 3)), text)));
      });
      root.append(list, panel, ...beams.map(beam => beam.root));
      choose(0);
      return root;
    }

    """#
}
