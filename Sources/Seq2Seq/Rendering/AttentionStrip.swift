/// How attention appears in training, for a terminal: a row for each validation, a column for each
/// target word, and in it the source word that it attended to most, after the shade of its weight.
///
///             Le    corbeau avait soif     .
///         50  .</s> .</s>   .</s> .</s>    .</s>
///        200  -The  =crow   :crow .</s>    =</s>
///      1,000  #The  @crow   +was  %thirsty @.
///
/// No line is wider than `width`, whatever the words hold. Source words that do not fit are
/// clipped, or else shown by their numbers; if even those do not fit, the strip is drawn in blocks
/// of target words. Color changes only the color.
package struct AttentionStrip: Sendable {
  /// The least width; a smaller one counts as this.
  package static let leastWidth = 30

  package struct Row: Sendable {
    package let label: String
    package let matrix: AlignmentMatrix

    package init(label: String, _ matrix: AlignmentMatrix) {
      self.label = label
      self.matrix = matrix
    }
  }

  private let rows: [Row]
  private let width: Int
  private let style: HeatmapStyle

  /// - Parameter most: the most rows that are shown; of more rows, this many are shown, spread
  ///   evenly, with the first and the last.
  package init(_ rows: [Row], width: Int, style: HeatmapStyle = .ascii, most: Int = .max) {
    let most = max(most, 2)
    self.rows =
      rows.count <= most
      ? rows : (0..<most).map { rows[$0 * (rows.count - 1) / (most - 1)] }
    self.width = max(width, Self.leastWidth)
    self.style = style
  }

  /// The lines, without line ends; empty without rows.
  package var lines: [String] {
    guard !rows.isEmpty else { return [] }
    let labelWidth = min(rows.map { displayWidth($0.label) }.max() ?? 0, width / 3)
    let layout = Layout(rows, room: width - labelWidth - 1)
    var lines: [String] = []
    for block in layout.blocks {
      lines.append(heading(layout, block, margin: labelWidth))
      for row in rows { lines.append(line(row, layout, block, labelWidth)) }
    }
    if layout.isNumbered {
      let names = sourceNames(rows[rows.count - 1].matrix)
      let told = names.enumerated().map { number, name in
        clipped("\(number == 0 ? "source words: " : "")\(number + 1) \(name)", to: width)
      }
      lines += filled(told, to: width).map { text in
        var line = HeatmapLine()
        line.append(text)
        return line.finished()
      }
    }
    let scale = String(HeatmapShade.all.map { $0.symbol(style) })
    let legend = "weight 0\(scale)1, of the source word attended to most"
    return lines + (displayWidth(legend) <= width ? [legend] : wrapped(legend, to: width))
  }

  private func heading(_ layout: Layout, _ block: Range<Int>, margin: Int) -> String {
    var line = HeatmapLine()
    line.append(String(repeating: " ", count: margin))
    for t in block { line.append(" " + keptInPlace(padded(layout.headings[t], layout.widths[t]))) }
    return line.finished()
  }

  private func line(_ row: Row, _ layout: Layout, _ block: Range<Int>, _ margin: Int) -> String {
    var line = HeatmapLine(color: style == .color)
    let label = clipped(row.label, to: margin)
    line.append(String(repeating: " ", count: margin - displayWidth(label)) + keptInPlace(label))
    for t in block where t < row.matrix.target.count {
      let weights = row.matrix.weights[t], best = argmax(weights)
      let shade = HeatmapShade(weights[best])
      let name = layout.isNumbered ? "\(best + 1)" : sourceNames(row.matrix)[best]
      line.append(" ")
      line.append(
        keptInPlace(padded(String(shade.symbol(style)) + displayable(name), layout.widths[t])),
        on: style == .color ? shade : nil)
      line.append("", on: nil)
    }
    return line.finished()
  }

  private func padded(_ text: String, _ width: Int) -> String {
    let text = clipped(text, to: width)
    return text + String(repeating: " ", count: max(width - displayWidth(text), 0))
  }

  /// The layout of the columns.
  private struct Layout {
    /// The headings: the target words if all rows have the same, else their numbers.
    let headings: [String]
    let widths: [Int]
    /// Whether source words are shown by their numbers.
    let isNumbered: Bool
    let blocks: [Range<Int>]

    /// Columns beyond which a source word is clipped.
    private static let limits = 6...20

    init(_ rows: [Row], room: Int) {
      let count = rows.map(\.matrix.target.count).max() ?? 0
      let first = rows[0].matrix.target
      let isFixed = rows.allSatisfy { row in
        row.matrix.target.count == first.count
          && zip(row.matrix.target, first).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
      }
      let headings = (0..<count).map { isFixed ? first[$0] : "\($0 + 1)" }
      let natural = (0..<count).map { t in
        rows.reduce(displayWidth(headings[t])) { widest, row in
          guard t < row.matrix.target.count else { return widest }
          let name = sourceNames(row.matrix)[argmax(row.matrix.weights[t])]
          return max(widest, 1 + displayWidth(name))
        }
      }
      let limit = Self.limits.last { limit in
        natural.reduce(0) { $0 + 1 + min($1, limit) } <= room
      }
      self.headings = headings
      isNumbered = limit == nil
      let source = rows.map(\.matrix.source.count).max() ?? 0
      let numbers = "\(source + 1)".utf8.count + 1
      let cell = limit ?? min(max(numbers, 3), room - 1)
      widths =
        limit.map { limit in natural.map { min($0, limit) } }
        ?? natural.map { _ in cell }
      let inBlock = max(limit == nil ? room / (cell + 1) : count, 1)
      let parts = max((count + inBlock - 1) / inBlock, 1)
      blocks = (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
    }
  }
}

/// The source's words, and its end symbol.
private func sourceNames(_ matrix: AlignmentMatrix) -> [String] {
  matrix.source + [AlignmentHeatmap.endSymbol]
}
