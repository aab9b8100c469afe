/// Line plots in a terminal: several series, each with a letter, over one axis.
///
///     perplexity
///        403 |t
///            | ttv
///       2.17 |    ttvttttvtt
///            +--------------
///             0   update  90
///
/// A column shows all points that fall into it, or the nearest one if there are none, so that no
/// peak is lost. Values beyond the axis are drawn at its end, and lines below the plot count them.
/// No line is wider than `width`, whatever the names hold.
package struct LinePlot: Sendable {
  package struct Point: Sendable, Equatable {
    package let x: Double
    package let y: Double

    package init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  package struct Series: Sendable {
    package let name: String
    package let mark: Character
    /// The points by ascending x. Points that are not finite are left out.
    package let points: [Point]

    package init(name: String, mark: Character, points: [Point]) {
      self.name = name
      self.mark = mark
      self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
    }

    /// A series over 0, 1, 2, …
    package init(name: String, mark: Character, values: [Double]) {
      self.init(
        name: name, mark: mark, points: values.enumerated().map { Point(Double($0), $1) })
    }

    package var values: [Double] { points.map(\.y) }
  }

  /// How values become heights.
  package enum Scale: Sendable {
    /// Logarithmic, between powers of ten.
    case decades
    /// Logarithmic, between the least and the greatest value.
    case logarithmic
    /// From zero, or from the least value if it is below zero, to the greatest value.
    case linear
  }

  /// The least width; a smaller one counts as this.
  package static let leastWidth = 30

  package let lines: [String]

  /// - Parameters:
  ///   - title: a line above, which also names a single series.
  ///   - end: the end of the axis; nil: the last point.
  ///   - width: the total number of columns.
  ///   - height: the number of lines of the plot itself.
  package init(
    _ series: [Series], title: String? = nil, axis: String, end: Double? = nil,
    scale: Scale = .decades, width: Int, height: Int = 16
  ) {
    let width = max(width, Self.leastWidth), columns = width - 8, height = max(height, 2)
    let levels = PlotLevels(series.flatMap(\.values), scale)
    let last = max(end ?? 0, series.compactMap(\.points.last?.x).max() ?? 0)
    var grid = Array(repeating: Array(repeating: Character(" "), count: columns), count: height)
    let drawn = series.map { Self.columns($0.points, last: last, count: columns) }
    for x in 0..<columns where last > 0 {
      // Where lines overlap, they are shown in turn.
      for one in series.indices.map({ ($0 + x) % series.count }) {
        for y in drawn[one][x] {
          let place = (levels.top - levels.level(y)) / (levels.top - levels.bottom)
          let line = Int((place * Double(height - 1)).rounded())
          grid[min(max(line, 0), height - 1)][x] = series[one].mark
        }
      }
    }
    var lines = title.map { wrapped($0, to: width, isList: false) } ?? []
    let labels = levels.labels(height: height)
    for (y, row) in grid.enumerated() {
      let label = labels[y]
      var text = String(repeating: " ", count: max(6 - label.count, 0)) + label
      text += text.count < 7 ? " |" : "|"
      text += String(row)
      while text.last == " " { text.removeLast() }
      lines.append(text)
    }
    lines.append("       +" + String(repeating: "-", count: columns))
    lines += Self.axis(axis, last: last, columns: columns).map { padding(8) + $0 }
    lines += series.flatMap { levels.beyond($0) }.flatMap {
      wrapped($0, to: width, isList: false)
    }
    if title == nil || series.count > 1 { lines += [""] + Self.legend(series, width) }
    self.lines = lines
  }

  /// The values that each column shows for points over 0…last.
  private static func columns(_ points: [Point], last: Double, count: Int) -> [[Double]] {
    var result = [[Double]](repeating: [], count: count)
    guard last > 0, !points.isEmpty else { return result }
    let scale = Double(max(count - 1, 1)) / last
    for point in points {
      result[min(max(Int((point.x * scale).rounded()), 0), count - 1)].append(point.y)
    }
    var near = 0
    for x in 0..<count where result[x].isEmpty {
      let place = Double(x) / scale
      while near + 1 < points.count,
        (points[near + 1].x - place).magnitude <= (points[near].x - place).magnitude
      {
        near += 1
      }
      // There is no line before the first point and after the last one.
      if place >= points[0].x, place <= points[points.count - 1].x { result[x] = [points[near].y] }
    }
    return result
  }

  /// Zero, the name of the axis, and its end; the name is below them if there is no room between
  /// them.
  private static func axis(_ name: String, last: Double, columns: Int) -> [String] {
    let end = last <= 0 ? "" : last < 1e15 ? grouped(Int(last)) : plotNumber(last)
    let free = columns - 1 - displayWidth(name) - end.count
    if free >= 2 {
      return ["0" + padding(free / 2) + displayable(name) + padding(free - free / 2) + end]
    }
    return ["0" + padding(columns - 1 - end.count) + end]
      + wrapped(name, to: columns, isList: false).map {
        padding((columns - displayWidth($0)) / 2) + $0
      }
  }

  /// The legend: letters and names, on as many lines as they need.
  private static func legend(_ series: [Series], _ width: Int) -> [String] {
    var lines: [String] = []
    var isOpen = false  // whether the last line has room for another entry
    for one in series {
      let name = wrapped(one.name, to: width - 2, isList: false)
      let entry = "\(one.mark) " + (name.first ?? "")
      if isOpen, name.count < 2, let last = lines.last,
        displayWidth(last) + 3 + displayWidth(entry) <= width
      {
        lines[lines.count - 1] = last + "   " + entry
      } else {
        lines += [entry] + name.dropFirst().map { padding(2) + $0 }
        isOpen = name.count < 2
      }
    }
    return lines.isEmpty ? [""] : lines
  }

  /// Plots two in a row where the width has room for them, else one below another, with a blank
  /// line between rows.
  package static func arranged(_ plots: [(_ width: Int) -> LinePlot], width: Int) -> [String] {
    let inRow = width >= 2 * 48 + 2 ? 2 : 1
    let each = (max(width, leastWidth) - 2 * (inRow - 1)) / inRow
    var lines: [String] = []
    for start in stride(from: 0, to: plots.count, by: inRow) {
      let row = plots[start..<min(start + inRow, plots.count)].map { $0(each).lines }
      if start > 0 { lines.append("") }
      for i in 0..<(row.map(\.count).max() ?? 0) {
        var text = ""
        for (place, plot) in row.enumerated() where i < plot.count {
          let used = displayWidth(text)
          text += String(repeating: " ", count: max(place * (each + 2) - used, 0)) + plot[i]
        }
        while text.last == " " { text.removeLast() }
        lines.append(text)
      }
    }
    return lines
  }
}

/// From the bottom of a plot to its top.
private struct PlotLevels {
  /// The most powers of ten that are shown.
  private static let mostDecades = 12.0

  let top: Double
  let bottom: Double
  private let scale: LinePlot.Scale

  init(_ values: [Double], _ scale: LinePlot.Scale) {
    self.scale = scale
    if scale == .linear {
      // The difference of greater values would overflow.
      bottom = max(min(values.min() ?? 0, 0), -1e300)
      let top = min(values.max() ?? 1, 1e300)
      self.top = top > bottom ? top : bottom + max(1, bottom.magnitude / 10)
      return
    }
    let positive = values.filter { $0 > 0 }
    let greatest = positive.max().map(log10) ?? 0, least = positive.min().map(log10) ?? -1
    if scale == .decades {
      top = greatest.rounded(.up)
      bottom = min(max(least.rounded(.down), top - Self.mostDecades), top - 1)
    } else {
      top = greatest
      bottom = min(max(least, greatest - Self.mostDecades), greatest - 0.05)
    }
  }

  /// The height of a value.
  func level(_ value: Double) -> Double {
    if isLinear { return min(max(value, bottom), top) }
    return value > 0 ? max(log10(value), bottom) : bottom
  }

  /// What stands beside each line: numbers at the top, the bottom and the middle, each once.
  func labels(height: Int) -> [String] {
    var labels = [String](repeating: "", count: height)
    for y in [0, height - 1, height / 2] {
      let label = label(top - (top - bottom) * Double(y) / Double(height - 1))
      if !labels.contains(label) { labels[y] = label }
    }
    return labels
  }

  /// How many values of a series are drawn at an end of the axis, though they lie beyond it.
  func beyond(_ series: LinePlot.Series) -> [String] {
    let above = series.values.filter { isLinear && $0 > top }
    let below = series.values.filter { isLinear ? $0 < bottom : $0 <= 0 || log10($0) < bottom }
    return [
      above.max().map {
        "\(counted(above.count, "value")) above \(label(top)), up to \(plotNumber($0))"
      },
      below.min().map {
        "\(counted(below.count, "value")) below \(label(bottom)), down to \(plotNumber($0))"
      },
    ].compactMap { $0.map { "\(series.mark): \($0)" } }
  }

  private var isLinear: Bool { scale == .linear }

  private func label(_ level: Double) -> String {
    switch scale {
    case .decades where level == level.rounded(): "1e\(Int(level))"
    case .decades, .logarithmic: plotNumber(exp(level * log(10)))
    case .linear: plotNumber(level)
    }
  }
}

private func log10(_ x: Double) -> Double { log(x) / log(10) }
