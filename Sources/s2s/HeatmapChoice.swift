import Seq2Seq

/// How heatmaps are drawn, according to the options.
enum HeatmapChoice {
  static let style = Option.choice(
    "style", "KIND", HeatmapStyle.allCases, default: "color on a terminal that has it, else ascii"
  ) { "how the heatmap is drawn: \($0)" }
  static let width = Options.width("columns of the heatmap", AlignmentHeatmap.leastWidth)

  static func width(_ arguments: Arguments) -> Int { arguments[width] ?? Stream.output.width }

  /// A heatmap for `Stream.draw`: it has escape sequences of its own, and its words are
  /// displayable.
  static func text(
    _ matrix: AlignmentMatrix, gold: GoldLinks? = nil, _ arguments: Arguments
  ) -> String {
    let style = arguments[style] ?? (Stream.output.hasColor ? .color : .ascii)
    return AlignmentHeatmap(matrix, width: width(arguments), style: style, gold: gold)
      .lines.map { $0 + "\n" }.joined()
  }
}
