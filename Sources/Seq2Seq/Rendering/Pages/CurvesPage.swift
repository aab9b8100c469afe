/// The curves of a run over its updates.
package struct RunCurves: Sendable {
  package let loss: [LinePlot.Point]
  /// Perplexities.
  package let training: [LinePlot.Point]
  package let validation: [LinePlot.Point]
  package let rate: [LinePlot.Point]
  /// The norm of the gradient.
  package let norm: [LinePlot.Point]

  package init(
    loss: [LinePlot.Point], training: [LinePlot.Point], validation: [LinePlot.Point],
    rate: [LinePlot.Point], norm: [LinePlot.Point]
  ) {
    self.loss = loss
    self.training = training
    self.validation = validation
    self.rate = rate
    self.norm = norm
  }
}

/// A page that shows how runs went: their curves, on which a pointer or the arrow keys read values, and
/// their epochs in tables. Runs are switched on and off, and each axis is logarithmic or not.
package struct CurvesPage: Sendable {
  package struct Run: Sendable {
    let name: String
    let curves: RunCurves
    let table: TextTable

    package init(name: String, curves: RunCurves, table: TextTable) {
      self.name = name
      self.curves = curves
      self.table = table
    }
  }

  /// The most points of a curve.
  static let mostPoints = 1_500

  /// The file.
  package let text: String

  /// - Throws: `JSONTextError`.
  package init(_ runs: [Run]) throws {
    let names = runs.map(\.name).joined(separator: ", ")
    var body = "<h1>\(runs.count == 1 ? "Training run" : "Training runs")</h1>\n"
    body += """
      <p class="faint" id="hint">Point at a curve, or focus it and press the arrow keys, to read values. In \
      perplexity the thin line is training, the one with dots validation.</p>
      <div id="runs" role="group" aria-label="Runs to show"></div>
      <div id="charts"></div>

      """
    for run in runs {
      body += "<section class=\"epochs\"><h2>\(escaped(run.name))</h2>\n"
      body += "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
      body += "aria-label=\"Epochs of \(escaped(run.name))\">\n\(run.table.html)</div></section>\n"
    }
    let data = Content(
      runs: runs.map { run in
        func points(_ values: [LinePlot.Point]) -> [[Double]] {
          Self.thinned(values, to: Self.mostPoints).map { [$0.x, $0.y] }
        }
        return Content.Run(
          name: displayable(run.name),
          curves: [
            "loss": points(run.curves.loss), "training": points(run.curves.training),
            "validation": points(run.curves.validation), "rate": points(run.curves.rate),
            "norm": points(run.curves.norm),
          ])
      })
    let page = try HTMLPage(
      title: "\(names) – training", style: Self.style, body: body, data: data,
      script: PageScript.chart + Self.script)
    text = page.text
  }

  private struct Content: Encodable {
    struct Run: Encodable {
      let name: String
      let curves: [String: [[Double]]]
    }
    let runs: [Run]
  }

  /// About this many of the points: the least and the greatest of each group of neighbors, so that
  /// no peak is lost.
  static func thinned(_ points: [LinePlot.Point], to most: Int) -> [LinePlot.Point] {
    guard points.count > most, most > 1 else { return points }
    let size = (2 * points.count + most - 1) / most
    return stride(from: 0, to: points.count, by: size).flatMap { start in
      let range = start..<min(start + size, points.count)
      guard let least = range.min(by: { (points[$0].y, $0) < (points[$1].y, $1) }),
        let greatest = range.max(by: { (points[$0].y, $1) < (points[$1].y, $0) })
      else { return [LinePlot.Point]() }
      return (least == greatest ? [least] : [min(least, greatest), max(least, greatest)])
        .map { points[$0] }
    }
  }

  private static let style = """
    #runs { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0.5rem 0 }
    #runs button { display: flex; align-items: center; gap: 0.5rem; cursor: pointer;
      overflow-wrap: anywhere; text-align: start }
    #runs button[aria-pressed=false] { color: var(--faint); text-decoration: line-through }
    #runs svg { flex: none }
    #charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
      gap: 1rem 1.5rem }
    .chart { min-width: 0 } .chart h2 { margin: 0; display: flex; justify-content: space-between;
      align-items: baseline; flex-wrap: wrap }
    .chart label { font-size: 0.85rem; font-weight: normal }
    .wide { overflow-x: auto }
    \(PageScript.chartStyle)
    @media print { #runs button[aria-pressed=false], #hint, .chart label { display: none }
      .chart, tr { break-inside: avoid } #charts { grid-template-columns: 1fr 1fr } }

    """

  private static let script = """
    const shown = data.runs.map(() => true);
    const kinds = [
      ["Loss", [["loss", "training"]], false],
      ["Perplexity", [["training", "training"], ["validation", "validation"]], true],
      ["Learning rate", [["rate", "rate"]], false],
      ["Gradient norm", [["norm", "norm"]], true],
    ];
    const charts = [];
    for (const [title, curves, isLog] of kinds) {
      if (!data.runs.some(run => curves.some(([key]) => run.curves[key].length))) continue;
      const box = make("div", { class: "chart" }, document.getElementById("charts"));
      const heading = make("h2", {}, box, title);
      const label = make("label", {}, heading);
      const check = make("input", { type: "checkbox" }, label);
      check.checked = isLog;
      label.append(" logarithmic axis");
      const chart = new Chart(box, title, "update", () => data.runs.flatMap((run, i) => shown[i]
        ? curves.map(([key, name]) => ({ color: i, points: run.curves[key], dots: key === "validation",
          name: (data.runs.length > 1 ? run.name + " " : "") + name })) : []));
      chart.isLog = isLog;
      check.addEventListener("change", () => { chart.isLog = check.checked; chart.draw(); });
      charts.push(chart);
    }
    if (data.runs.length > 1) data.runs.forEach((run, i) => {
      const button = make("button", { type: "button", "aria-pressed": "true" },
        document.getElementById("runs"));
      const swatch = makeSVG("svg", { width: 24, height: 8, "aria-hidden": "true" }, button);
      makeSVG("line", { x1: 0, y1: 4, x2: 24, y2: 4, class: curveClass(i) }, swatch);
      make("span", {}, button, run.name);
      button.addEventListener("click", () => {
        shown[i] = !shown[i];
        button.setAttribute("aria-pressed", String(shown[i]));
        charts.forEach(chart => chart.draw());
      });
    });
    drawToFit(document.getElementById("charts"), () => charts.forEach(chart => chart.draw()));

    """
}
