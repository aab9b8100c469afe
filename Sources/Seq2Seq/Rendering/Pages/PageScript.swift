/// Parts of scripts and styles that several pages share.
enum PageScript {
  /// Makes elements; text is always text.
  static let elements = """
    function fill(element, attributes, parent, text) {
      for (const name in attributes) element.setAttribute(name, attributes[name]);
      if (text !== undefined) element.textContent = text;
      if (parent) parent.append(element);
      return element;
    }
    const make = (tag, attributes, parent, text) =>
      fill(document.createElement(tag), attributes, parent, text);
    const makeSVG = (tag, attributes, parent, text) =>
      fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, parent, text);
    // Draws now, and again where an element has another width: not at once, since what is drawn may change
    // the height that is being observed.
    function drawToFit(element, draw) {
      let width = element.clientWidth;
      new ResizeObserver(() => {
        if (element.clientWidth === width) return;
        width = element.clientWidth;
        requestAnimationFrame(draw);
      }).observe(element);
      draw();
    }

    """

  /// `Chart`: curves over one axis in SVG, with a cursor that a pointer and the arrow keys move.
  static let chart =
    elements + """
      const curveClass = i => "curve c" + i % 8 + (i >= 8 ? " d" + Math.min(Math.floor(i / 8), 3) : "");
      function shortNumber(value) {
        if (value === 0) return "0";
        const size = Math.abs(value);
        if (size >= 1e5 || size < 1e-3) return value.toExponential(1).replace("e+", "e").replace(".0e", "e");
        return size >= 1000 ? Math.round(value).toLocaleString("en") : String(+value.toPrecision(4));
      }
      function linearTicks(low, high, count) {
        const raw = (high - low) / count || 1, power = 10 ** Math.floor(Math.log10(raw));
        const step = [1, 2, 5, 10].find(x => x * power >= raw) * power, ticks = [];
        for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) ticks.push(i * step);
        return ticks;
      }
      function logTicks(low, high, count) {
        let ticks = [];
        for (const steps of [[1, 2, 5], [1]]) {
          ticks = [];
          for (let p = Math.floor(Math.log10(low)); p <= Math.log10(high); p++)
            for (const x of steps) if (x * 10 ** p >= low && x * 10 ** p <= high) ticks.push(x * 10 ** p);
          if (ticks.length <= count + 2) break;
        }
        return ticks.length >= 2 ? ticks : linearTicks(low, high, count).filter(x => x >= low);
      }
      class Chart {
        constructor(box, title, axis, curves) {
          Object.assign(this, { box, title, axis, curves, isLog: false, at: null });
          this.svg = makeSVG("svg", { role: "img", tabindex: 0, class: "plot" }, box);
          this.told = make("p", { class: "told faint", "aria-live": "polite" }, box);
          this.svg.addEventListener("pointermove", event => this.point(event));
          this.svg.addEventListener("pointerdown", event => this.point(event));
          this.svg.addEventListener("pointerleave", () => this.move(null));
          this.svg.addEventListener("blur", () => this.move(null));
          this.svg.addEventListener("keydown", event => this.press(event));
        }
        draw() {
          const width = Math.max(Math.round(this.box.clientWidth), 200), height = 240;
          Object.assign(this, { width, height, left: 52, right: width - 10, top: 8, bottom: height - 36 });
          const drawn = this.visible = this.curves().map(curve => ({ ...curve,
            points: curve.points.filter(([, y]) => !this.isLog || y > 0) })).filter(curve => curve.points.length);
          const ys = drawn.flatMap(curve => curve.points.map(point => point[1]));
          this.last = Math.max(1, ...drawn.map(curve => curve.points[curve.points.length - 1][0]));
          let low = ys.reduce((a, b) => Math.min(a, b), Infinity), high = ys.reduce((a, b) => Math.max(a, b), -Infinity);
          if (!ys.length) [low, high] = [this.isLog ? 1 : 0, 10];
          if (!this.isLog) low = Math.min(low, 0);
          if (high <= low) high = this.isLog ? low * 1.1 : low + 1;
          Object.assign(this, { low, high });
          const svg = this.svg;
          svg.replaceChildren();
          fill(svg, { viewBox: `0 0 ${width} ${height}`, "aria-label": this.title + " by " + this.axis });
          for (const tick of (this.isLog ? logTicks : linearTicks)(low, high, 5)) {
            const y = this.y(tick);
            makeSVG("line", { x1: this.left, x2: this.right, y1: y, y2: y, class: "grid" }, svg);
            makeSVG("text", { x: this.left - 6, y: y + 4, "text-anchor": "end" }, svg, shortNumber(tick));
          }
          for (const tick of linearTicks(0, this.last, Math.max(3, Math.floor(width / 100)))) {
            const x = this.x(tick);
            makeSVG("line", { x1: x, x2: x, y1: this.bottom, y2: this.bottom + 4, class: "grid" }, svg);
            makeSVG("text", { x, y: this.bottom + 18, "text-anchor": x > width - 24 ? "end" : "middle" }, svg,
              tick.toLocaleString("en"));
          }
          makeSVG("text", { x: (this.left + this.right) / 2, y: height - 2, "text-anchor": "middle" }, svg, this.axis);
          for (const curve of drawn) {
            const path = curve.points.map(([x, y], i) =>
              (i ? "L" : "M") + this.x(x).toFixed(1) + " " + this.y(y).toFixed(1)).join("");
            makeSVG("path", { d: path, class: curveClass(curve.color) + (curve.dots ? " strong" : "") }, svg);
            if (curve.dots || curve.points.length === 1) for (const [x, y] of curve.points)
              makeSVG("circle", { cx: this.x(x), cy: this.y(y), r: curve.points.length > 60 ? 1.6 : 2.6,
                class: "c" + curve.color % 8 }, svg);
          }
          this.cursor = makeSVG("g", {}, svg);
          this.move(this.at);
        }
        x(value) { return this.left + value / this.last * (this.right - this.left); }
        y(value) {
          const share = this.isLog
            ? Math.log(value / this.low) / Math.log(this.high / this.low)
            : (value - this.low) / (this.high - this.low);
          return this.bottom - share * (this.bottom - this.top);
        }
        point(event) {
          const box = this.svg.getBoundingClientRect();
          const x = (event.clientX - box.left) / box.width * this.width;
          this.move(Math.min(Math.max((x - this.left) / (this.right - this.left), 0), 1) * this.last);
        }
        press(event) {
          if (event.ctrlKey || event.altKey || event.metaKey) return;
          const places = [...new Set(this.visible.flatMap(curve => curve.points.map(point => point[0])))].sort((a, b) => a - b);
          if (!places.length) return;
          const now = this.at === null ? -1 : places.findIndex(x => x >= this.at - 1e-9);
          const next = { ArrowRight: now + 1, ArrowLeft: now < 0 ? places.length - 1 : now - 1, Home: 0,
            End: places.length - 1 }[event.key];
          if (event.key === "Escape") this.move(null);
          if (next === undefined) return;
          event.preventDefault();
          this.move(places[Math.min(Math.max(next, 0), places.length - 1)]);
        }
        move(at) {
          this.at = at;
          this.cursor.replaceChildren();
          if (at === null) { this.told.textContent = "\\u00a0"; return; }
          const read = [];
          let place = null;
          for (const curve of this.visible) {
            const slack = this.last / 100;
            if (at < curve.points[0][0] - slack || at > curve.points[curve.points.length - 1][0] + slack) continue;
            const near = curve.points.reduce((a, b) => Math.abs(b[0] - at) < Math.abs(a[0] - at) ? b : a);
            read.push(curve.name + " " + shortNumber(near[1]));
            if (place === null || Math.abs(near[0] - at) < Math.abs(place - at)) place = near[0];
            makeSVG("circle", { cx: this.x(near[0]), cy: this.y(near[1]), r: 4, class: "c" + curve.color % 8 }, this.cursor);
          }
          makeSVG("line", { x1: this.x(at), x2: this.x(at), y1: this.top, y2: this.bottom, class: "cursor" }, this.cursor);
          this.told.textContent = place === null ? "\\u00a0"
            : this.axis + " " + place.toLocaleString("en") + ": " + read.join(", ");
        }
      }

      """

  static let chartStyle: String = {
    let light = [
      "#1f5fb4", "#c2410c", "#15803d", "#7e22ce", "#b91c6b", "#0e7490", "#854d0e", "#4b5563",
    ]
    let dark = [
      "#7db4ff", "#ffa066", "#6fd68f", "#cf9bff", "#ff8dc0", "#5fd4e6", "#e0b84f", "#b6bcc6",
    ]
    func variables(_ colors: [String]) -> String {
      colors.enumerated().map { "--c\($0): \($1)" }.joined(separator: "; ")
    }
    let classes = light.indices.map { ".c\($0) { stroke: var(--c\($0)); fill: var(--c\($0)) }" }
    return """
      :root { \(variables(light)) }
      @media (prefers-color-scheme: dark) { :root { \(variables(dark)) } }
      @media print { :root { \(variables(light)) } }
      \(classes.joined(separator: "\n"))
      svg.plot { display: block; width: 100%; height: auto; touch-action: pan-y }
      svg text { fill: var(--faint); font: 12px sans-serif }
      .grid { stroke: var(--line) } .cursor { stroke: var(--faint); stroke-dasharray: 3 3 }
      .curve { fill: none; stroke-width: 1.4 } .curve.strong { stroke-width: 2.4 }
      .d1 { stroke-dasharray: 6 3 } .d2 { stroke-dasharray: 2 3 } .d3 { stroke-dasharray: 9 3 2 3 }
      .told { margin: 0; min-height: 1.5em; font-size: 0.9rem; font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere }
      """
  }()
}
