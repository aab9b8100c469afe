extension AlignmentPage {
  /// The list of sentences, its filter and order, the keyboard, and the start of the script.
  static let choosingScript = #"""
    const view = document.getElementById("view"), list = document.getElementById("list");
    const filter = document.getElementById("filter"), order = document.getElementById("order");
    const hasList = data.sentences.length > 1;
    let current = -1;

    const lineOf = packed => line(wordsOf(packed));
    const entries = data.sentences.map((sentence, index) => {
      const readings = sentence.readings.filter(Boolean);
      const source = readings.length > 0 ? lineOf(readings[0].source) : "";
      const best = readings.flatMap(reading => reading.alternatives.slice(0, 1));
      return {
        index, sentence, source,
        score: Math.min(...best.map(one => -unpacked(one.score)[0])),
        text: simplified([source, ...best.map(one => lineOf(one.target))].join("\n")),
      };
    });

    function fillList() {
      const sorted = [...entries];
      if (order.value === "score") sorted.sort((one, other) => one.score - other.score);
      list.replaceChildren(...sorted.map(entry => {
        entry.button ||= element(
          "button", { click: () => show(entry.index) },
          element("span", { class: "number" }, `${entry.sentence.number}`),
          element("span", { class: "text", dir: "auto", lang: sourceLanguage }, entry.source));
        entry.item ||= element("li", { "data-index": entry.index }, entry.button);
        return entry.item;
      }));
      narrow();
    }

    function narrow() {
      const wanted = simplified(filter.value.trim());
      let count = 0;
      for (const entry of entries) {
        entry.item.hidden = !entry.text.includes(wanted);
        if (!entry.item.hidden) count += 1;
      }
      document.getElementById("count").textContent = wanted
        ? `${count} of ${counted(entries.length, "sentence")}` : counted(entries.length, "sentence");
    }

    function show(index) {
      current = index;
      const { sentence, source } = entries[index];
      for (const entry of entries) {
        if (!entry.button) continue;
        if (entry.index === index) entry.button.setAttribute("aria-current", "true");
        else entry.button.removeAttribute("aria-current");
      }
      const gold = goldOf(sentence), readings = sentence.readings.map(one => one && readingOf(one));
      const first = readings.find(one => one && one.alternatives.length > 0);
      view.replaceChildren(
        element("p", { id: "source", dir: "auto", lang: sourceLanguage }, source),
        element("div", { class: "readings" }, ...readings.map((reading, i) => showReading(
          reading, data.models[i], reading && reading.given ? gold : null,
          first && first !== reading ? first.alternatives[0].target : null))));
      if (hasList) {
        keepInSight(entries[index].button);
        try { history.replaceState(null, "", `#${sentence.number}`); } catch { /* not in a frame */ }
      }
    }

    /// Scrolls the list without scrolling the page.
    function keepInSight(button) {
      const top = button.offsetTop - list.offsetTop, bottom = top + button.offsetHeight;
      if (top < list.scrollTop) list.scrollTop = top;
      if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
    }

    /// The sentence that is this many places after the current one among those listed.
    function step(by) {
      const listed = [...list.children].filter(item => !item.hidden)
        .map(item => Number(item.dataset.index));
      if (listed.length === 0) return;
      const at = listed.indexOf(current);
      const next = listed[at < 0 ? 0 : Math.min(Math.max(at + by, 0), listed.length - 1)];
      show(next);
      if (list.contains(document.activeElement) || document.activeElement === document.body) {
        entries[next].button.focus({ preventScroll: true });
      }
    }

    const enterMap = () => {
      const cell = view.querySelector(".map td[tabindex='0']");
      if (cell) cell.focus();
    };

    document.addEventListener("keydown", event => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      // Where nothing has the focus, the target may be the document or its root.
      const isElement = event.target instanceof Element && document.body.contains(event.target);
      const at = isElement ? event.target : document.body;
      const isField = at.matches("input, select, textarea");
      if (event.key === "Escape") {
        if (at === filter && filter.value) {
          filter.value = "";
          narrow();
          event.preventDefault();
        } else if (hasList && at !== document.body) {
          entries[current].button.focus();
        } else if (at !== document.body) {
          at.blur();
        }
        return;
      }
      if (at === filter && event.key === "Enter") {
        const first = [...list.children].find(item => !item.hidden);
        if (first) first.firstChild.click(), first.firstChild.focus();
        return;
      }
      if (isField) return;
      const isFree = at === document.body || list.contains(at);
      if (event.key === "Enter" && isFree && (at === document.body || at.matches("[aria-current]"))) {
        event.preventDefault();
        enterMap();
      } else if (hasList && event.key === "/") {
        event.preventDefault();
        filter.focus();
      } else if (hasList && (event.key === "j" || isFree && event.key === "ArrowDown")) {
        event.preventDefault();
        step(1);
      } else if (hasList && (event.key === "k" || isFree && event.key === "ArrowUp")) {
        event.preventDefault();
        step(-1);
      }
    });
    filter.addEventListener("input", narrow);
    order.addEventListener("change", fillList);

    if (hasList) {
      document.getElementById("page").classList.add("list");
      document.getElementById("sentences").hidden = false;
      fillList();
    } else {
      for (const one of document.querySelectorAll(".many")) one.hidden = true;
    }
    const asked = entries.find(entry => `#${entry.sentence.number}` === location.hash);
    if (entries.length > 0) show(asked ? asked.index : 0);
    else view.append(element("p", { class: "faint" }, "No sentence to align."));

    """#
}
