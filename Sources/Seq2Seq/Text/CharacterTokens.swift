/// Every scalar a token, `▁` for U+0020; other white space stands for itself.
enum CharacterTokens {
  static func split(_ text: String) -> [String] {
    text.unicodeScalars.map { scalar in
      if scalar == " " { return String(TokenMarks.space) }
      var token = String.UnicodeScalarView()
      TokenMarks.append(escaping: scalar, to: &token)
      return String(token)
    }
  }

  static func join(_ tokens: [String]) -> String {
    tokens.reduce(into: "") { append($1, to: &$0) }
  }

  static func append(_ token: String, to text: inout String) {
    if isSpace(token) {
      text.unicodeScalars.append(" ")
    } else {
      TokenMarks.append(unescaping: token[...].unicodeScalars, to: &text)
    }
  }

  /// Whether the token is the one for U+0020.
  static func isSpace(_ token: String) -> Bool {
    token.unicodeScalars.elementsEqual(CollectionOfOne(TokenMarks.space))
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
