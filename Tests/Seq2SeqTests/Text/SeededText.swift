/// Strings drawn from a seed, rich in characters that break text code.
struct SeededText {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int {
    Int(next() % UInt64(bound))
  }

  mutating func string(pieces: Int) -> String {
    var text = ""
    for _ in 0..<below(pieces + 1) {
      switch below(4) {
      case 0: text.unicodeScalars.append(anyScalar())
      case 1: text.unicodeScalars.append(contentsOf: letters().unicodeScalars)
      default:
        text.unicodeScalars.append(contentsOf: Self.hard[below(Self.hard.count)].unicodeScalars)
      }
    }
    return text
  }

  private mutating func letters() -> String {
    String((0...below(4)).map { _ in Character(["a", "B", "é", "ß", "7"][below(5)]) })
  }

  private mutating func anyScalar() -> Unicode.Scalar {
    while true {
      let limit = [0x80, 0x3000, 0x11_0000][below(3)]
      if let scalar = Unicode.Scalar(UInt32(below(limit))) { return scalar }
    }
  }

  static let hard: [String] = [
    "￭", "￮", "▁", "￮0", "￭￮1", "<s>", "</s>", "<unk>", "0", "1", "2",
    " ", "  ", "\t", "\r\n", "\n", "\u{A0}", "\u{85}", "\u{2028}", "\u{3000}", "\u{C}",
    ".", ",", "'", "’", "\"", "(", ")", "...", "-", "<", "=", "/", "\\", "\0",
    "\u{301}", "\u{338}", "\u{327}", "\u{345}", "\u{20E3}", "\u{F73}", "\u{F81}", "\u{3099}",
    "e\u{301}", "<\u{338}", "H\u{331}", "İ", "Σ", "ǅ", "Å", "\u{212B}", "\u{1100}", "\u{1161}",
    "\u{11A8}", "か", "中文", "हिन्दी", "ไทย", "עִבְרִית", "\u{1F468}\u{200D}\u{1F469}", "❤\u{FE0F}",
    "\u{1F44D}\u{1F3FD}", "\u{1F1EB}\u{1F1F7}", "\u{1D15E}", "\u{200C}", "\u{200D}", "\u{FEFF}",
    "\u{FFFE}", "\u{10FFFF}", "\u{AD}", "½", "²", "Ⅷ", "_",
  ]
}

/// Texts by their scalars, since `String ==` takes canonically equivalent ones for equal.
func scalars(_ text: String) -> [UInt32] {
  text.unicodeScalars.map(\.value)
}

func scalars(_ texts: [String]) -> [[UInt32]] {
  texts.map { scalars($0) }
}
