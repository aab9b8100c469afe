/// The scalars that have a meaning inside tokens, and how a text that holds them is escaped.
///
/// An escape is U+FFEE and a digit, so a mark that is found in a token is never from the text: `￭`
/// is written `￮0`, `￮` is `￮1`, `▁` is `￮2`. A line feed, which would end the token's line in a
/// vocabulary, is `￮3`.
enum TokenMarks {
  /// `￭`: no space between this token and its neighbor on that side.
  static let joiner: Unicode.Scalar = "\u{FFED}"
  /// `￮`: the next scalar says which mark the text held.
  static let escape: Unicode.Scalar = "\u{FFEE}"
  /// `▁`: a space, where every scalar is a token.
  static let space: Unicode.Scalar = "\u{2581}"

  static func append(escaping scalar: Unicode.Scalar, to token: inout String.UnicodeScalarView) {
    guard let place = escaped.firstIndex(of: scalar) else { return token.append(scalar) }
    token.append(escape)
    token.append(digits[place])
  }

  /// Undoes `append(escaping:to:)`. An escape without a known digit, which only a foreign
  /// vocabulary can hold, stands for itself.
  static func append(unescaping core: Substring.UnicodeScalarView, to text: inout String) {
    var rest = core[...]
    while let scalar = rest.popFirst() {
      if scalar == escape, let digit = rest.first, let place = digits.firstIndex(of: digit) {
        rest.removeFirst()
        text.unicodeScalars.append(escaped[place])
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  static func isEscapedLineFeed(_ token: String) -> Bool {
    token.unicodeScalars.elementsEqual([escape, "3"])
  }

  private static let escaped: [Unicode.Scalar] = [joiner, escape, space, "\n"]
  private static let digits: [Unicode.Scalar] = ["0", "1", "2", "3"]
}

/// A token without its marks, and the sides on which it joins its neighbors.
struct MarkedToken {
  let joinsLeft: Bool
  let joinsRight: Bool
  /// Still escaped. Empty for a token of marks alone.
  let core: Substring.UnicodeScalarView

  init(_ token: String) {
    var core = token[...].unicodeScalars
    joinsLeft = core.first == TokenMarks.joiner
    joinsRight = core.last == TokenMarks.joiner  // a joiner alone joins both of its neighbors
    if joinsLeft { core.removeFirst() }
    if joinsRight { _ = core.popLast() }
    self.core = core
  }

  var isMarked: Bool { joinsLeft || joinsRight }
}
