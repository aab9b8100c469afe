/// Lines in a terminal: several series over 0, 1, 2, … on a logarithmic scale, each with a letter.
package struct LinePlot: Sendable {
  package struct Series: Sendable {
    package let name: String
    package let mark: Character
    package let values: [Double]

    package init(name: String, mark: Character, values: [Double]) {
      self.name = name
      self.mark = mark
      self.values = values
    }
  }

  /// Powers of ten that are shown at most; what is smaller lies on the lowest line.
  private static let mostDecades = 12.0

  package let lines: [String]

  /// - Parameters:
  ///   - width: columns in all; at least 30 are used.
  ///   - height: lines of the plot itself.
  package init(_ series: [Series], axis: String, width: Int, height: Int = 16) {
    let columns = max(width, 30) - 8, height = max(height, 2)
    let values = series.flatMap(\.values).filter { $0 > 0 && $0.isFinite }
    let top = (values.max().map(Self.log10) ?? 0).rounded(.up)
    let lowest = values.min().map(Self.log10) ?? -1
    let bottom = min(max(lowest.rounded(.down), top - Self.mostDecades), top - 1)
    let count = series.map(\.values.count).max() ?? 0
    var grid = Array(repeating: Array(repeating: Character(" "), count: columns), count: height)
    for x in 0..<columns where count > 1 {
      let place = Int((Double(x) * Double(count - 1) / Double(max(columns - 1, 1))).rounded())
      // Where lines lie on each other, each shows in turn.
      for one in series.indices.map({ series[($0 + x) % series.count] })
      where place < one.values.count {
        let value = one.values[place]
        guard value.isFinite else { continue }
        let level = value > 0 ? max(Self.log10(value), bottom) : bottom
        let y = Int(((top - level) / (top - bottom) * Double(height - 1)).rounded())
        grid[min(max(y, 0), height - 1)][x] = one.mark
      }
    }
    var lines: [String] = []
    for (y, row) in grid.enumerated() {
      let level = top - (top - bottom) * Double(y) / Double(height - 1)
      let isMarked = y == 0 || y == height - 1 || y == height / 2
      let label = isMarked ? "1e\(Int(level.rounded()))" : ""
      var text = String(repeating: " ", count: max(6 - label.count, 0)) + label + " |"
      text += String(row)
      while text.last == " " { text.removeLast() }
      lines.append(text)
    }
    let end = String(max(count - 1, 0))
    lines.append("       +" + String(repeating: "-", count: columns))
    let space = max(columns - axis.count - end.count - 1, 1)
    lines.append(
      "        0" + String(repeating: " ", count: space / 2) + axis
        + String(repeating: " ", count: space - space / 2) + end)
    lines.append("")
    lines.append(series.map { "\($0.mark) \($0.name)" }.joined(separator: "   "))
    self.lines = lines
  }

  private static func log10(_ x: Double) -> Double { log(x) / log(10) }
}
