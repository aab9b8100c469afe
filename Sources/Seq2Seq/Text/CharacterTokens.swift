/// Every scalar a token, `▁` for a space.
enum CharacterTokens {
  static func split(_ text: String) -> [String] {
    var tokens: [String] = []
    var spaceBefore = false
    for scalar in text.unicodeScalars {
      if ScalarClass(scalar) == .space {
        spaceBefore = !tokens.isEmpty
        continue
      }
      if spaceBefore { tokens.append(String(TokenMarks.space)) }
      spaceBefore = false
      var token = String.UnicodeScalarView()
      TokenMarks.append(escaping: scalar, to: &token)
      tokens.append(String(token))
    }
    return tokens
  }

  /// Every scalar a token, spaces at the ends and doubled ones among them; other white space is a
  /// space.
  static func splitExactly(_ text: String) -> [String] {
    text.unicodeScalars.map { scalar in
      if ScalarClass(scalar) == .space { return String(TokenMarks.space) }
      var token = String.UnicodeScalarView()
      TokenMarks.append(escaping: scalar, to: &token)
      return String(token)
    }
  }

  /// Spaces at the ends and doubled ones, which only a model writes, are dropped.
  static func join(_ tokens: [String]) -> String {
    var text = ""
    var spaceBefore = false
    for token in tokens {
      if isSpace(token) {
        spaceBefore = !text.isEmpty
        continue
      }
      if spaceBefore { text.unicodeScalars.append(" ") }
      spaceBefore = false
      TokenMarks.append(unescaping: token[...].unicodeScalars, to: &text)
    }
    return text
  }

  static func isSpace(_ token: String) -> Bool {
    token.unicodeScalars.elementsEqual(CollectionOfOne(TokenMarks.space))
  }
}
