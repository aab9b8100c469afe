/// Words and punctuation, reversible by joiner marks.
///
/// A word is a maximal run of letters, numbers and marks. Every other scalar is a symbol, a token
/// with only the marks that follow it. A mark thus always stands in the token of the scalar it
/// could compose with. Where two tokens meet without a space, the joiner `￭` stands on the symbol:
/// at its front if it follows something, at its end if a word follows. Of two symbols the right
/// one bears it. Two words never meet.
///
///     don't stop (now)...   →   don ￭'￭ t stop (￭ now ￭) ￭. ￭. ￭.
enum WordTokens {
  static func split(_ text: String) -> [String] {
    var reader = Reader()
    for scalar in text.unicodeScalars { reader.read(scalar) }
    reader.endToken()
    return reader.tokens
  }

  static func join(_ tokens: [String]) -> String {
    var text = ""
    var glued = false
    for token in tokens {
      let marked = MarkedToken(token)
      if marked.core.isEmpty && !marked.isMarked { continue }
      if !text.isEmpty && !glued && !marked.joinsLeft { text.unicodeScalars.append(" ") }
      TokenMarks.append(unescaping: marked.core, to: &text)
      glued = marked.joinsRight
    }
    return text
  }

  /// The token being read and those before it.
  private struct Reader {
    private enum State { case outside, inWord, inSymbol }

    private(set) var tokens: [String] = []
    private var current = String.UnicodeScalarView()
    private var state = State.outside

    mutating func read(_ scalar: Unicode.Scalar) {
      switch (ScalarClass(scalar), state) {
      case (.space, _):
        endToken()
      case (.letter, .inSymbol):
        current.append(TokenMarks.joiner)
        endToken()
        begin(.inWord, with: scalar)
      case (.letter, .outside), (.continuing, .outside):
        begin(.inWord, with: scalar)
      case (.letter, .inWord), (.continuing, _):
        current.append(scalar)
      case (.symbol, .outside):
        begin(.inSymbol, with: scalar)
      case (.symbol, _):
        endToken()
        current.append(TokenMarks.joiner)
        begin(.inSymbol, with: scalar)
      }
    }

    private mutating func begin(_ state: State, with scalar: Unicode.Scalar) {
      self.state = state
      TokenMarks.append(escaping: scalar, to: &current)
    }

    mutating func endToken() {
      if state != .outside { tokens.append(String(current)) }
      current.removeAll()
      state = .outside
    }
  }
}
