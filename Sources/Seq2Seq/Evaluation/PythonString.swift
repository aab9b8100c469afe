/// What Python's `str` treats as white space and as lower case: sacreBLEU's scores depend on both.
enum PythonString {
  /// `str.isspace`: White_Space, and also the separators U+001C to U+001F.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "!"..."~": false
    case "\t"..."\r", "\u{1C}"..." ", "\u{85}", "\u{A0}", "\u{1680}", "\u{2000}"..."\u{200A}",
      "\u{2028}", "\u{2029}", "\u{202F}", "\u{205F}", "\u{3000}":
      true
    default: false
    }
  }

  /// `str.lower`: the full mapping of each scalar, and ς for a Σ at the end of a word.
  ///
  /// This follows the runtime's version of Unicode; Python's may be older and not change newer
  /// letters.
  /// Source: The Unicode Standard, §3.13, R2 and Table 3-17 (Final_Sigma).
  static func lowercased(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for (place, scalar) in text.enumerated() {
      if scalar == "Σ", endsWord(text, at: place) {
        result.append("ς")
      } else {
        scalar.appendLowercased(to: &result)
      }
    }
    return result
  }

  private static func endsWord(_ text: [Unicode.Scalar], at sigma: Int) -> Bool {
    func isCased(_ scalar: Unicode.Scalar?) -> Bool { scalar?.properties.isCased ?? false }
    let before = text[..<sigma].last { !$0.properties.isCaseIgnorable }
    let after = text[(sigma + 1)...].first { !$0.properties.isCaseIgnorable }
    return isCased(before) && !isCased(after)
  }
}
