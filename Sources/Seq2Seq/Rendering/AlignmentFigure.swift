/// An alignment as an SVG picture: source words across, target words down, each cell in the color
/// of its weight, the greatest of each row framed. A gold link is a ring in its cell, dashed if it
/// is only possible, and filled if the alignment has it.
///
/// Browsers, LaTeX and rsvg-convert can read it. It names only the generic font, and has colors for
/// light and dark surroundings. Words are escaped, control characters as by `displayable`.
package struct AlignmentFigure: Sendable {
  /// The number of colors that weights are rounded to.
  private static let steps = 20
  private static let cell = 24.0
  private static let fontSize = 14.0
  /// The width of a column that `displayWidth` counts, rather too wide than too narrow.
  private static let columnWidth = 8.2
  private static let margin = 8.0
  /// Columns beyond which a word is clipped.
  private static let longestWord = 24

  private let matrix: AlignmentMatrix
  private let gold: GoldLinks?

  package init(_ matrix: AlignmentMatrix, gold: GoldLinks? = nil) {
    self.matrix = matrix
    self.gold = gold
  }

  /// The file's contents.
  package var svg: String {
    let columns = headings
    let labels = matrix.target.map { clipped($0, to: Self.longestWord) }
    func extent(_ words: [String]) -> Double {
      Self.columnWidth * Double(words.map { displayWidth($0) }.max() ?? 0)
    }
    // Headings rise to the right at 45 degrees.
    let slope = 0.7072 * (extent(columns) + Self.fontSize)
    let left = Self.margin + extent(labels) + Self.margin
    let top = Self.margin + slope + Self.margin
    let grid = (width: Self.cell * Double(columns.count), height: Self.cell * Double(labels.count))
    let key = gold == nil ? [] : GoldLinks.Link.all
    let width = max(
      left + grid.width + max(slope, Self.margin) + Self.margin,
      key.isEmpty ? 0 : 3 * Self.margin + Self.cell + extent(key.map(meaning)))
    let height =
      top + grid.height + Self.margin
      + (key.isEmpty ? 0 : Self.cell * Double(key.count) + Self.margin)
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" width="\(number(width))" \
      height="\(number(height))" viewBox="0 0 \(number(width)) \(number(height))">
      <title>\(escaped(matrix.source.joined(separator: " "))) → \
      \(escaped(matrix.target.joined(separator: " ")))</title>
      <style>
      \(Self.style)\(gold == nil ? "" : Self.goldStyle)</style>
      <rect class="ground" width="100%" height="100%"/>

      """
    for (j, word) in columns.enumerated() {
      let x = number(left + Self.cell * (Double(j) + 0.6)), y = number(top - Self.margin / 2)
      text +=
        "<text x=\"\(x)\" y=\"\(y)\" transform=\"rotate(-45 \(x) \(y))\">\(escaped(word))</text>\n"
    }
    for (t, label) in labels.enumerated() {
      let y = top + Self.cell * (Double(t) + 0.5) + 0.35 * Self.fontSize
      text += """
        <text x="\(number(left - Self.margin))" y="\(number(y))" text-anchor="end">\(escaped(label))</text>

        """
      text += row(t, columns, x: left, y: top + Self.cell * Double(t))
    }
    for (place, link) in key.enumerated() {
      let y = top + grid.height + Self.margin + Self.cell * (Double(place) + 0.5)
      text += ring(link, x: Self.margin + Self.cell / 2, y: y)
      text += """
        <text x="\(number(2 * Self.margin + Self.cell))" y="\(number(y + 0.35 * Self.fontSize))">\
        \(meaning(link))</text>

        """
    }
    return text + "</svg>\n"
  }

  private func meaning(_ link: GoldLinks.Link) -> String { "gold: \(link.description)" }

  private func ring(_ link: GoldLinks.Link, x: Double, y: Double) -> String {
    let kind = "gold \(link.isSure ? "sure" : "possible") \(link.isFound ? "found" : "missed")"
    return """
      <circle class="\(kind)" cx="\(number(x))" cy="\(number(y))" r="\(number(Self.cell / 4))"/>

      """
  }

  /// The words of the columns; the end symbol has a column if a word attends to it noticeably or
  /// most.
  private var headings: [String] {
    let count = matrix.source.count
    let showsEnd = matrix.weights.contains { argmax($0) == count || $0[count] >= 0.1 }
    return matrix.source.map { clipped($0, to: Self.longestWord) }
      + (showsEnd ? [AlignmentHeatmap.endSymbol] : [])
  }

  private func row(_ t: Int, _ columns: [String], x: Double, y: Double) -> String {
    let weights = matrix.weights[t], greatest = argmax(weights)
    return columns.indices.map { j in
      let share = weights[j] > 0 ? Double(min(weights[j], 1)) : 0
      let step = Int((share * Double(Self.steps)).rounded())
      let place = "x=\"\(number(x + Self.cell * Double(j) + 1))\" y=\"\(number(y + 1))\""
      let size = number(Self.cell - 2)
      let link = gold?[j, t]
      let title =
        "\(isolated(escaped(matrix.target[t]))) ← \(isolated(escaped(columns[j]))) \(number(share))"
        + (link.map { ", \(meaning($0))" } ?? "")
      let rectangle = """
        <rect class="w\(step)\(j == greatest ? " greatest" : "")" \(place) width="\(size)" \
        height="\(size)"><title>\(title)</title></rect>

        """
      let middle = (x: x + Self.cell * (Double(j) + 0.5), y: y + Self.cell / 2)
      return rectangle + (link.map { ring($0, x: middle.x, y: middle.y) } ?? "")
    }.joined()
  }

  private static let style: String = {
    func rules(_ scale: ColorScale, _ indent: String) -> String {
      var text = "\(indent).ground { fill: \(scale.hex(0)) }\n"
      text += "\(indent)text { fill: \(scale.hex(1)); font: \(Int(fontSize))px sans-serif }\n"
      text += "\(indent).greatest { stroke: \(scale.hex(1)); stroke-width: 1.5 }\n"
      for step in 0...steps {
        // The background is tinted, so that cells without weight are visible.
        let share = 0.05 + 0.9 * Double(step) / Double(steps)
        text += "\(indent).w\(step) { fill: \(scale.hex(share)) }\n"
      }
      return text
    }
    return rules(.light, "") + "@media (prefers-color-scheme: dark) {\n" + rules(.dark, "  ")
      + "}\n"
  }()

  /// A color that no weight has; a ring lets the pointer through to its cell's title.
  private static let goldStyle = """
    .gold { fill: none; stroke: #d9480f; stroke-width: 2.5; pointer-events: none }
    .found { fill: #d9480f }
    .possible { stroke-dasharray: 3 2 }

    """

  /// A number with at most two decimals.
  private func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, part) = (hundredths / 100, hundredths % 100)
    if part == 0 { return "\(whole)" }
    return part % 10 == 0 ? "\(whole).\(part / 10)" : "\(whole).\(part < 10 ? "0" : "")\(part)"
  }
}

/// A text inside an element or an attribute of XML. Control characters, and scalars that XML lacks, are
/// written as `\u{1b}`.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in displayable(text).unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\u{FFFE}", "\u{FFFF}": result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
