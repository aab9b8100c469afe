/// Every scalar is a token, `▁` for U+0020; other white space is its own token.
struct CharacterTokens: Segmentation {
  static let keepsWhiteSpace = true

  func split(_ text: String) -> [String] {
    text.unicodeScalars.map { scalar in
      if scalar == " " { return String(TokenMarks.space) }
      var token = String.UnicodeScalarView()
      TokenMarks.append(escaping: scalar, to: &token)
      return String(token)
    }
  }

  func joiner() -> any TokenJoiner { Joiner() }

  /// White space after a word begins the next one.
  func wordStarts(_ tokens: [String]) -> [Bool] {
    var isInWord = false
    return tokens.map { token in
      let isSpace = Self.isWhiteSpace(token)
      defer { isInWord = !isSpace }
      return isSpace && isInWord
    }
  }

  private struct Joiner: TokenJoiner {
    func append(_ token: String) -> String {
      if token.unicodeScalars.elementsEqual(CollectionOfOne(TokenMarks.space)) { return " " }
      var text = ""
      TokenMarks.append(unescaping: token[...].unicodeScalars, to: &text)
      return text
    }
  }

  /// Whether the token stands for a scalar that separates words.
  static func isWhiteSpace(_ token: String) -> Bool {
    var scalars = token.unicodeScalars[...]
    switch scalars.popFirst() {
    case TokenMarks.space: return scalars.isEmpty
    case TokenMarks.escape: return TokenMarks.isEscapedLineFeed(token)
    case let first?: return scalars.isEmpty && ScalarClass(first) == .space
    case nil: return false
    }
  }
}
