/// How many columns a terminal gives to `displayable(text)`.
///
/// A scalar takes 2 if it is wide or fullwidth (UAX #11, Unicode 16) or an emoji, 0 if it is a
/// nonspacing or enclosing mark, a joiner or the vowel or final of a Hangul syllable, else 1,
/// ambiguous width and spacing marks included. A character (grapheme cluster) takes the sum of its
/// scalars, but joined emoji take no more than 2.
///
/// Terminals differ in joined emoji, which terminals without grapheme clusters draw side by side,
/// and in the conjuncts of Indic scripts, which some terminals with clusters draw in one column.
package func displayWidth(_ text: String) -> Int {
  displayable(text).reduce(0) { $0 + columns(of: $1) }
}

/// `displayable(text)` in at most this many columns. A text that does not fit is cut between
/// characters and ends in `…`.
package func clipped(_ text: String, to limit: Int) -> String {
  let text = displayable(text)
  var width = 0
  var end = text.startIndex  // the end of what leaves room for the ellipsis
  for index in text.indices {
    width += columns(of: text[index])
    if width > limit { return limit > 0 ? text[..<end] + "…" : "" }
    if width < limit { end = text.index(after: index) }
  }
  return text
}

/// Columns of a character of displayable text.
func columns(of character: Character) -> Int {
  var width = 0
  var isEmoji = false, holdsEmoji = false
  for scalar in character.unicodeScalars {
    if scalar == "\u{FE0F}", isEmoji { width = 2 }
    width += columns(of: scalar)
    isEmoji = scalar.properties.isEmoji
    holdsEmoji = holdsEmoji || isEmoji
  }
  return holdsEmoji ? min(width, 2) : width
}

private func columns(of scalar: Unicode.Scalar) -> Int {
  if scalar.isASCII { return 1 }
  let properties = scalar.properties
  switch properties.generalCategory {
  case .nonspacingMark, .enclosingMark: return 0
  case .format: return enclosesDigits(scalar) ? 1 : 0
  default: break
  }
  switch scalar {
  case "\u{1160}"..."\u{11FF}", "\u{D7B0}"..."\u{D7FF}": return 0  // they join the syllable before
  default: return properties.isEmojiPresentation || isWide(scalar) ? 2 : 1
  }
}

/// East_Asian_Width Wide or Fullwidth, for scalars that are neither emoji nor marks.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F,  // leading Hangul letters
    0x2329...0x232A,  // angle brackets
    0x2630...0x2637, 0x268A...0x268F, 0x4DC0...0x4DFF,  // Yijing, wide since Unicode 16
    0x2E80...0x303E, 0x3040...0x3247, 0x3250...0x4DBF,  // CJK, kana, bopomofo, Hangul letters
    0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,  // CJK, Yi, Hangul
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,  // CJK compatibility, small forms
    0xFF01...0xFF60, 0xFFE0...0xFFE6,  // fullwidth forms
    0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,  // Tangut, Khitan, kana, Nüshu
    0x1D300...0x1D356, 0x1D360...0x1D376,  // Tai Xuan Jing, counting rods
    0x1F200...0x1F265,  // enclosed ideographs
    0x20000...0x2FFFD, 0x30000...0x3FFFD:  // CJK extensions
    true
  default: false
  }
}
