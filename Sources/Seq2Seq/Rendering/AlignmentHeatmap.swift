/// An alignment drawn as text for a terminal: source words across, target words down, each cell
/// shaded by its weight, brackets about the greatest of each row.
///
///              The crow was
///          Le [%%%]....
///     corbeau     [@@@@]
///       était      ::::[###]
///
///     weight 0 .:-=+*#%@ 1  [ ] the greatest of its row
///
/// No line is wider than `width` (as `displayWidth` measures), whatever the words hold. Words that
/// do not fit side by side are written downwards, and a map that does not fit at all is drawn in
/// blocks of source words, one under another. The source's end symbol has a column where a target
/// word looks at it noticeably or most. Color changes nothing but color: without escape sequences
/// and spaces at their ends, the lines are the same.
public struct AlignmentHeatmap: Sendable {
  /// A smaller width counts as this one.
  public static let leastWidth = 20
  /// What the end symbol's column is called.
  static let endSymbol = "</s>"
  /// A map with more rows has its headings at its foot as well.
  static let mostRowsBelowHeadings = 24

  private let matrix: AlignmentMatrix
  private let width: Int
  private let style: HeatmapStyle

  /// - Parameters:
  ///   - matrix: what is drawn.
  ///   - width: columns of the terminal.
  ///   - color: paints the cells with the 256 colors of xterm.
  public init(_ matrix: AlignmentMatrix, width: Int = 80, color: Bool = false) {
    self.init(matrix, width: width, style: color ? .color : .ascii)
  }

  package init(_ matrix: AlignmentMatrix, width: Int = 80, style: HeatmapStyle) {
    self.matrix = matrix
    self.width = max(width, Self.leastWidth)
    self.style = style
  }

  /// Without line ends; empty where both sentences are.
  public var lines: [String] {
    let strongest = matrix.weights.map { argmax($0) }
    let count = matrix.source.count
    let showsEnd = zip(matrix.weights, strongest).contains { row, best in
      best == count || HeatmapShade(row[count]) != .ground
    }
    let headings = matrix.source + (showsEnd ? [Self.endSymbol] : [])
    if headings.isEmpty { return [] }
    let layout = HeatmapLayout(headings: headings, labels: matrix.target, width: width)
    var lines: [String] = []
    for block in layout.blocks {
      if layout.blocks.count > 1 {
        let words = "\(block.lowerBound + 1)-\(min(block.upperBound, count)) of \(count)"
        lines.append(clipped("source words \(words)", to: width))
      }
      lines += layout.headings(of: block)
      for (t, row) in matrix.weights.enumerated() {
        lines.append(line(layout.labels[t], row, layout, block, strongest: strongest[t]))
      }
      if matrix.target.count > Self.mostRowsBelowHeadings {
        lines += layout.headings(of: block, below: true)
      }
      lines.append("")
    }
    return lines + [legend]
  }

  private func line(
    _ label: String, _ weights: [Float], _ layout: HeatmapLayout, _ block: Range<Int>,
    strongest: Int
  ) -> String {
    var line = HeatmapLine(color: style == .color)
    line.append(label + " ")
    for j in block {
      // A column begins where the one before it ends, so both share a place for brackets.
      let closesAnother = j > block.lowerBound && j == strongest + 1
      line.append(j == strongest ? "[" : closesAnother ? "]" : " ", on: .ground)
      let shade = HeatmapShade(weights[j])
      line.append(String(repeating: shade.symbol(style), count: layout.cellWidths[j]), on: shade)
    }
    line.append(block.last == strongest ? "]" : " ", on: .ground)
    return line.finished()
  }

  private var legend: String {
    var line = HeatmapLine(color: style == .color)
    let (name, note) = ("weight ", "  [ ] the greatest of its row")
    let hasRoom = name.count + HeatmapShade.all.count + 3 + note.count <= width
    line.append(hasRoom ? name + "0" : "0")
    var last: Character?
    for shade in HeatmapShade.all where shade.symbol(style) != last {
      last = shade.symbol(style)
      line.append(String(shade.symbol(style)), on: shade)
    }
    line.append(hasRoom ? " 1" + note : " 1")
    return line.finished()
  }
}
