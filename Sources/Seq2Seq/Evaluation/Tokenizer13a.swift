/// The words of `mteval-v13a.pl`, by which WMT and most papers count BLEU: ASCII punctuation is
/// separate, except apostrophes, hyphens that do not follow a digit, and full stops and commas
/// between digits.
///
/// Source: sacreBLEU's tokenizer `13a` (Post 2018), with its rules in the same order.
enum Tokenizer13a {
  private typealias Text = [Unicode.Scalar]

  /// The segment with white space between its words, and around them.
  static func separate(_ segment: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text: Text = [" "] + segment
    while let last = text.last, PythonString.isSpace(last) { text.removeLast() }
    text.append(" ")
    for (old, new) in replacements { replace(old, by: new, in: &text) }
    return separatePunctuation(text)
  }

  /// Makes words of punctuation marks, in this order.
  static func separatePunctuation(_ segment: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text = separateEach(isSymbol, in: segment)
    text = separateNeighbors(.second, of: { !isDigit($0) }, { $0 == "." || $0 == "," }, in: text)
    text = separateNeighbors(.first, of: { $0 == "." || $0 == "," }, { !isDigit($0) }, in: text)
    return separateNeighbors(.second, of: isDigit, { $0 == "-" }, in: text)
  }

  /// In this order, so that `&amp;lt;` becomes `<`.
  private static let replacements: [(old: Text, new: Unicode.Scalar?)] = [
    (Text("<skipped>".unicodeScalars), nil), (["-", "\n"], nil), (["\n"], " "),
    (Text("&quot;".unicodeScalars), "\""), (Text("&amp;".unicodeScalars), "&"),
    (Text("&lt;".unicodeScalars), "<"), (Text("&gt;".unicodeScalars), ">"),
  ]

  private static func replace(_ old: Text, by new: Unicode.Scalar?, in text: inout Text) {
    guard var read = text.firstIndex(of: old[0]) else { return }
    var written = read
    while read < text.count {
      if text[read...].starts(with: old) {
        read += old.count
        guard let new else { continue }
        text[written] = new
      } else {
        text[written] = text[read]
        read += 1
      }
      written += 1
    }
    text.removeSubrange(written...)
  }

  private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "!"..."&", "("..."+", "/", ":"..."@", "["..."`", "{"..."~": true
    default: false
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    "0"..."9" ~= scalar
  }
}
