/// How a heatmap is drawn.
package enum HeatmapStyle: String, CaseIterable, Sendable {
  /// Characters that every terminal and every font has.
  case ascii
  /// Unicode's shaded blocks, one for each two steps.
  case blocks
  /// The characters of `ascii` on the 256 colors of xterm.
  case color

  /// The mark in the cell of a gold link, one column wide.
  func mark(_ link: GoldLinks.Link) -> Character {
    switch (link.isSure, link.isFound) {
    case (true, true): self == .blocks ? "●" : "O"
    case (true, false): self == .blocks ? "○" : "X"
    case (false, true): self == .blocks ? "◆" : "o"
    case (false, false): self == .blocks ? "◇" : "x"
    }
  }
}

/// One of ten steps from no weight to all of it, each a tenth wide.
///
/// The symbols show the step without color. The colors rise in lightness from dark blue to yellow
/// on a dark background of their own, so they look alike on dark and light terminals.
struct HeatmapShade: Equatable {
  /// Less than a tenth.
  static let ground = HeatmapShade(step: 0)
  static let all = symbols.indices.map { HeatmapShade(step: $0) }
  private static let symbols = Array(" .:-=+*#%@")
  private static let blocks = Array(" ·░░▒▒▓▓██")
  private static let colors = [234, 17, 18, 24, 30, 36, 71, 107, 149, 226]

  let step: Int

  private init(step: Int) {
    self.step = step
  }

  init(_ weight: Float) {
    step = weight > 0 ? min(Int(min(weight, 1) * 10), 9) : 0
  }

  func symbol(_ style: HeatmapStyle) -> Character {
    style == .blocks ? Self.blocks[step] : Self.symbols[step]
  }

  /// The escape sequence for text on this shade, in xterm's 256 colors.
  var escapeSequence: String {
    "\u{1B}[38;5;\(step < 5 ? 231 : 16);48;5;\(Self.colors[step])m"
  }
}
