/// A page with maps of words: each word is a point that can be read with a pointer or the arrow
/// keys, and found by its letters.
package struct WordMapPage: Sendable {
  package struct Side: Sendable {
    let name: String
    let words: [String]
    let places: [[Double]]
    let shares: [Double]

    /// - Parameters:
    ///   - places: x and y of each word.
    ///   - shares: each axis's share of the words' variance.
    package init(name: String, words: [String], places: [[Double]], shares: [Double]) {
      self.name = name
      self.words = words
      self.places = places
      self.shares = shares
    }
  }

  /// The file.
  package let text: String

  /// - Throws: `JSONTextError`.
  package init(model: String, _ sides: [Side]) throws {
    var body = "<h1>Word vectors of \(escaped(model))</h1>\n"
    body += """
      <p class="faint" id="hint">The most frequent words, at the two principal components of their vectors: \
      words that are used alike lie near each other. Point at a word, or focus a map and press the arrow \
      keys, which go from word to word by frequency.</p>
      <p><label>Find words: <input type="search" id="find" dir="auto" autocomplete="off" \
      spellcheck="false"></label> \
      <span id="found" class="faint" aria-live="polite"></span></p>
      <div id="maps"></div>

      """
    let data = Content(
      sides: sides.map { side in
        Content.Side(
          name: displayable(side.name), words: side.words.map { displayable($0) },
          places: side.places, shares: side.shares)
      })
    let page = try HTMLPage(
      title: "\(model) – word vectors", style: Self.style, body: body, data: data,
      script: PageScript.elements + Self.script)
    text = page.text
  }

  private struct Content: Encodable {
    struct Side: Encodable {
      let name: String
      let words: [String]
      let places: [[Double]]
      let shares: [Double]
    }
    let sides: [Side]
  }

  private static let style = """
    #find { min-width: 10rem; max-width: 100% }
    svg.map { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 4px;
      touch-action: pan-y }
    .map text { fill: var(--text); font: 12px sans-serif; pointer-events: none }
    .map circle { fill: var(--faint) } .map .axis { stroke: var(--line) }
    .map circle.hit { fill: var(--mark) } .map text.hit { fill: var(--mark); font-weight: 600 }
    .map rect { fill: var(--ground); opacity: 0.85 }
    .told { min-height: 1.5em; margin: 0.2rem 0 1rem; overflow-wrap: anywhere }
    @media print { #hint, label, #found { display: none } .map { break-inside: avoid } }

    """

  private static let script = """
    const isolated = word => "\\u2068" + word + "\\u2069";
    const percent = share => (100 * share).toFixed(1) + "%";
    class WordMap {
      constructor(side) {
        this.side = side;
        this.box = make("section", {}, document.getElementById("maps"));
        make("h2", {}, this.box, side.name);
        this.svg = makeSVG("svg", { role: "img", tabindex: 0, class: "map" }, this.box);
        this.told = make("p", { class: "told faint", "aria-live": "polite" }, this.box);
        this.at = null;
        this.wanted = "";
        this.svg.addEventListener("pointermove", event => this.point(event));
        this.svg.addEventListener("pointerdown", event => this.point(event));
        this.svg.addEventListener("pointerleave", () => this.move(null));
        this.svg.addEventListener("blur", () => this.move(null));
        this.svg.addEventListener("keydown", event => this.press(event));
      }
      draw() {
        const { words, places, shares } = this.side;
        const width = Math.max(Math.round(this.box.clientWidth), 200);
        const height = Math.round(Math.min(Math.max(width * 0.7, 320), 640)), margin = 24;
        const range = axis => places.reduce(([low, high], p) => [Math.min(low, p[axis]), Math.max(high, p[axis])],
          [Infinity, -Infinity]);
        const scale = ([low, high], start, end) => value =>
          high > low ? start + (value - low) / (high - low) * (end - start) : (start + end) / 2;
        const x = scale(range(0), margin, width - margin - 30), y = scale(range(1), height - margin, margin);
        Object.assign(this, { width, height, spots: places.map(p => [x(p[0]), y(p[1])]) });
        const svg = this.svg;
        svg.replaceChildren();
        this.sizes ??= this.measured();
        fill(svg, { viewBox: `0 0 ${width} ${height}`,
          "aria-label": `${words.length} words by their vectors, ${this.side.name}` });
        makeSVG("line", { x1: x(0), x2: x(0), y1: 0, y2: height, class: "axis" }, svg);
        makeSVG("line", { x1: 0, x2: width, y1: y(0), y2: y(0), class: "axis" }, svg);
        const hits = words.map(word => this.wanted !== "" && simplified(word).includes(this.wanted));
        this.hits = hits.filter(hit => hit).length;
        words.forEach((word, i) => makeSVG("circle", { cx: this.spots[i][0], cy: this.spots[i][1],
          r: hits[i] ? 4 : 2, class: hits[i] ? "hit" : "" }, svg));
        // Labels that do not cover each other: words that are looked for first, then by frequency.
        const taken = [];
        const order = [...words.keys()].sort((a, b) => hits[b] - hits[a] || a - b);
        for (const i of order) {
          if (this.wanted !== "" && !hits[i]) break;
          const [px, py] = this.spots[i], size = this.sizes[i] + 2;
          const box = [px + 4, py - 9, px + 4 + size, py + 5];
          if (box[2] > width || taken.some(t => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3]))
            continue;
          taken.push(box);
          makeSVG("text", { x: px + 5, y: py + 4, class: hits[i] ? "hit" : "" }, svg, words[i]);
        }
        this.cursor = makeSVG("g", {}, svg);
        this.move(this.at);
        this.about = `${words.length} words; across ${percent(shares[0])}, down ${percent(shares[1])} of their variance`;
        if (this.at === null) this.told.textContent = this.about;
      }
      /// Widths of the words, in bold.
      measured() {
        const texts = this.side.words.map(word => makeSVG("text", { class: "hit" }, this.svg, word));
        const widths = texts.map(text => text.getComputedTextLength());
        this.svg.replaceChildren();
        return widths;
      }
      point(event) {
        const box = this.svg.getBoundingClientRect();
        const px = (event.clientX - box.left) / box.width * this.width;
        const py = (event.clientY - box.top) / box.height * this.height;
        const far = i => (this.spots[i][0] - px) ** 2 + (this.spots[i][1] - py) ** 2;
        const near = this.spots.reduce((best, _, i) => best === null || far(i) < far(best) ? i : best, null);
        this.move(near !== null && far(near) < 900 ? near : null);
      }
      press(event) {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const last = this.spots.length - 1, now = this.at ?? -1;
        const next = { ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1, ArrowUp: now - 1, Home: 0,
          End: last }[event.key];
        if (event.key === "Escape") this.move(null);
        if (next === undefined || last < 0) return;
        event.preventDefault();
        this.move(Math.min(Math.max(next, 0), last));
      }
      move(at) {
        this.at = at;
        this.cursor.replaceChildren();
        if (at === null) { this.told.textContent = this.about ?? ""; return; }
        const [px, py] = this.spots[at], word = this.side.words[at];
        const distance = i => Math.hypot(this.spots[i][0] - px, this.spots[i][1] - py);
        const near = [...this.spots.keys()].filter(i => i !== at).sort((a, b) => distance(a) - distance(b)).slice(0, 6);
        const size = this.sizes[at] + 4, left = Math.max(Math.min(px + 6, this.width - size), 4);
        makeSVG("rect", { x: left - 2, y: py - 12, width: size, height: 20 }, this.cursor);
        makeSVG("circle", { cx: px, cy: py, r: 5, class: "hit" }, this.cursor);
        makeSVG("text", { x: left, y: py + 4, class: "hit" }, this.cursor, word);
        this.told.textContent = `${isolated(word)}, number ${at + 1}; beside it: `
          + near.map(i => isolated(this.side.words[i])).join(", ");
      }
    }
    const drawings = data.sides.map(side => new WordMap(side));
    const draw = () => drawings.forEach(map => map.draw());
    document.getElementById("find").addEventListener("input", event => {
      for (const map of drawings) map.wanted = simplified(event.target.value.trim());
      draw();
      document.getElementById("found").textContent = drawings[0].wanted === "" ? ""
        : drawings.map(map => `${map.side.name}: ${map.hits}`).join(", ");
    });
    drawToFit(document.getElementById("maps"), draw);

    """
}
