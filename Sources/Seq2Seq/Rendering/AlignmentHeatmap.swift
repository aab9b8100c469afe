/// An alignment drawn as text for a terminal: source words across, target words down, each cell
/// shaded by its weight, with brackets around the greatest of each row.
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
/// blocks of source words, one below another. Clipped words are listed below it in full. The
/// source's end symbol has a column if a target word attends to it noticeably or most. Gold links
/// have a mark in their cell, which shows whether the alignment has them. Color changes only the
/// color: without escape sequences and trailing spaces, the lines are the same.
public struct AlignmentHeatmap: Sendable {
  /// The least width; a smaller one counts as this.
  public static let leastWidth = 20
  /// The heading of the end symbol's column.
  static let endSymbol = "</s>"
  /// A map with more rows has its headings at the bottom as well.
  static let mostRowsBelowHeadings = 24

  private let matrix: AlignmentMatrix
  private let width: Int
  private let style: HeatmapStyle
  private let gold: GoldLinks?

  /// - Parameters:
  ///   - matrix: the alignment to draw.
  ///   - width: columns of the terminal.
  ///   - color: whether cells are painted with the 256 colors of xterm.
  public init(_ matrix: AlignmentMatrix, width: Int = 80, color: Bool = false) {
    self.init(matrix, width: width, style: color ? .color : .ascii)
  }

  package init(
    _ matrix: AlignmentMatrix, width: Int = 80, style: HeatmapStyle, gold: GoldLinks? = nil
  ) {
    self.matrix = matrix
    self.width = max(width, Self.leastWidth)
    self.style = style
    self.gold = gold
  }

  /// The lines, without line ends; empty where both sentences are empty.
  public var lines: [String] {
    let strongest = matrix.weights.map { argmax($0) }
    let count = matrix.source.count
    let showsEnd = zip(matrix.weights, strongest).contains { row, best in
      best == count || HeatmapShade(row[count]) != .ground
    }
    let headings = matrix.source + (showsEnd ? [Self.endSymbol] : [])
    if headings.isEmpty { return [] }
    // There is room for the weight beside a mark.
    let layout = HeatmapLayout(
      headings: headings, labels: matrix.target, width: width, leastCell: gold == nil ? 1 : 2)
    var lines: [String] = []
    for block in layout.blocks {
      if layout.blocks.count > 1 { lines.append(title(of: block)) }
      lines += layout.headings(of: block)
      for (t, row) in matrix.weights.enumerated() {
        lines.append(line(t, row, layout, block, strongest: strongest[t]))
      }
      if matrix.target.count > Self.mostRowsBelowHeadings {
        lines += layout.headings(of: block, below: true)
      }
      lines.append("")
    }
    let whole = wholeWords(layout, headings)
    return lines + whole + (whole.isEmpty ? [] : [""]) + legend
  }

  private func title(of block: Range<Int>) -> String {
    let count = matrix.source.count
    let words = "\(block.lowerBound + 1)-\(min(block.upperBound, count)) of \(count)"
    let titles = ["source words \(words)", "words \(words)"]
    return titles.first { $0.count <= width } ?? clipped(words, to: width)
  }

  /// The words that are clipped in the map.
  private func wholeWords(_ layout: HeatmapLayout, _ headings: [String]) -> [String] {
    func entry(_ side: String, _ place: Int, _ word: String) -> [String] {
      wrapped("\(side) \(place + 1): \(word)", to: width)
    }
    return layout.clippedHeadings.flatMap { entry("source", $0, headings[$0]) }
      + layout.clippedLabels.flatMap { entry("target", $0, matrix.target[$0]) }
  }

  private func line(
    _ t: Int, _ weights: [Float], _ layout: HeatmapLayout, _ block: Range<Int>, strongest: Int
  ) -> String {
    var line = HeatmapLine(color: style == .color)
    line.append(layout.labels[t] + " ")
    for j in block {
      // A column begins where the one before it ends, so both share a place for brackets.
      let closesAnother = j > block.lowerBound && j == strongest + 1
      line.append(j == strongest ? "[" : closesAnother ? "]" : " ", on: .ground)
      let shade = HeatmapShade(weights[j])
      var cell = [Character](repeating: shade.symbol(style), count: layout.cellWidths[j])
      if let link = gold?[j, t] { cell[cell.count / 2] = style.mark(link) }
      line.append(String(cell), on: shade)
    }
    line.append(block.last == strongest ? "]" : " ", on: .ground)
    return line.finished()
  }

  /// The legend, in one line if there is room.
  private var legend: [String] {
    var scale = HeatmapLine(color: style == .color)
    scale.append("weight 0")
    var last: Character?
    var columns = "weight 0".count + " 1".count
    for shade in HeatmapShade.all where shade.symbol(style) != last {
      last = shade.symbol(style)
      columns += 1
      scale.append(String(shade.symbol(style)), on: shade)
    }
    scale.append(" 1")
    let greatest = "[ ] the greatest of its row"
    let hasRoom = columns + 2 + greatest.count <= width
    if hasRoom { scale.append("  " + greatest) }
    var lines = [scale.finished()]
    if !hasRoom { lines += greatest.count <= width ? [greatest] : ["[ ] greatest of row"] }
    if gold != nil {
      lines += filled(
        ["gold:"] + GoldLinks.Link.all.map { "\(style.mark($0)) \($0.description)" }, to: width)
    }
    return lines
  }
}
