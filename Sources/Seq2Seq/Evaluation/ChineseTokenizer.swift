/// Chinese characters as words, and between them the words of `mteval-v13a.pl`.
///
/// Source: sacreBLEU's tokenizer `zh` (Post 2018). Its list is meant to hold the ideographs beyond
/// U+FFFF, but the bounds that it compares with admit U+2001 to U+2A6D instead, among them dashes,
/// quotation marks and arrows; equal scores need the same bounds.
enum ChineseTokenizer {
  /// The segment with white space between its words.
  static func separate(_ segment: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text = segment[...]
    while let first = text.first, PythonString.isSpace(first) { text.removeFirst() }
    while let last = text.last, PythonString.isSpace(last) { text.removeLast() }
    return Tokenizer13a.separatePunctuation(separateEach(isChinese, in: Array(text)))
  }

  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2001...0x2A6D, 0x2E80...0x2FDF, 0x2FF0...0x303F, 0x3100...0x312F, 0x31A0...0x31BF,
      0x31C0...0x31EF, 0x3200...0x33FF, 0x3400...0x4DB5, 0x4E00...0x9FBB, 0xF900...0xFA2D,
      0xFA30...0xFA6A, 0xFA70...0xFAD9, 0xFE10...0xFE1F, 0xFE30...0xFE4F, 0xFF00...0xFFEF:
      true
    default: false
    }
  }
}
