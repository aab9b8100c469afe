/// Numbers between 0 and 1, or a little above, shaded and in per cent, for a terminal: words down,
/// gates across, with as many groups of gates side by side as the width allows, and the gates of one
/// group in several parts where they do not fit.
///
///            encoder →
///               i    f    o  |g|  |c|
///       The  = 52 + 61 - 33 = 48 : 21
///
/// No line is wider than `width`, whatever the words hold. Color changes only the color.
package struct GateTable: Sendable {
  /// The least width; a smaller one counts as this.
  package static let leastWidth = 30

  /// The gates of one layer over its words.
  package struct Group: Sendable {
    package let name: String
    package let words: [String]
    package let gates: [(name: String, values: [Float])]

    /// - Parameter gates: a value for each word.
    package init(name: String, words: [String], gates: [(name: String, values: [Float])]) {
      self.name = name
      self.words = words
      self.gates = gates
    }
  }

  private static let cell = 5
  private static let leastLabel = 4
  private let groups: [Group]
  private let width: Int
  private let style: HeatmapStyle

  package init(_ groups: [Group], width: Int, style: HeatmapStyle = .ascii) {
    let width = max(width, Self.leastWidth)
    let most = (width - Self.leastLabel - 1) / Self.cell
    self.groups = groups.flatMap { group in
      group.gates.chunks(of: most).map {
        Group(name: group.name, words: group.words, gates: Array($0))
      }
    }
    self.width = width
    self.style = style
  }

  /// Groups over the same words are drawn side by side, others one below another.
  package var lines: [String] {
    var lines: [String] = []
    var rest = groups[...]
    while let first = rest.first {
      let labels = min(
        first.words.map { displayWidth($0) }.max() ?? 0,
        max(width - Self.cell * first.gates.count - 2, Self.leastLabel), 20)
      var used = labels, count = 0
      for group in rest.prefix(while: { $0.words == first.words }) {
        let needed = 1 + Self.cell * group.gates.count
        if count > 0, used + needed > width { break }
        used += needed
        count += 1
      }
      if !lines.isEmpty { lines.append("") }
      lines += block(Array(rest.prefix(count)), labels)
      rest = rest.dropFirst(count)
    }
    return lines
  }

  private func block(_ groups: [Group], _ labels: Int) -> [String] {
    let margin = spaces(labels)
    var names = HeatmapLine(), heads = HeatmapLine()
    names.append(margin)
    heads.append(margin)
    for group in groups {
      let size = Self.cell * group.gates.count
      let name = clipped(group.name, to: size)
      names.append("  " + name + spaces(size - displayWidth(name) - 1))
      heads.append(" ")
      for gate in group.gates {
        let name = clipped(gate.name, to: Self.cell - 1)
        heads.append(spaces(Self.cell - displayWidth(name)) + name)
      }
    }
    var lines = [names.finished(), heads.finished()].map { clipped($0, to: width) }
    for (w, word) in (groups.first?.words ?? []).enumerated() {
      var line = HeatmapLine(color: style == .color)
      let label = clipped(word, to: labels)
      line.append(spaces(labels - displayWidth(label)) + keptInPlace(label))
      for group in groups {
        line.append(" ")
        for gate in group.gates {
          let value = w < gate.values.count ? gate.values[w] : 0, shade = HeatmapShade(value)
          line.append(" ")
          line.append(
            String(shade.symbol(style)) + Self.number(value), on: style == .color ? shade : nil)
          line.append("", on: nil)
        }
      }
      lines.append(line.finished())
    }
    return lines
  }

  /// A character for each value; of more than `limit` the first ones and `…`.
  package static func shades(
    _ values: some Collection<Float>, _ style: HeatmapStyle, limit: Int
  ) -> String {
    let shown = values.count > limit ? values.prefix(max(limit - 1, 0)) : values.prefix(limit)
    return String(shown.map { HeatmapShade($0).symbol(style) })
      + (values.count > limit ? "…" : "")
  }

  /// Per cent in three characters; `+++` for a number that needs more.
  static func number(_ value: Float) -> String {
    guard value.isFinite, value < 9.995 else { return "+++" }
    let text = "\(Int((max(value, 0) * 100).rounded()))"
    return spaces(3 - text.count) + text
  }
}

private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
