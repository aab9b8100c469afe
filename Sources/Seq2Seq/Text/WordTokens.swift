/// Words and punctuation, made reversible by joiner marks.
///
/// A word is a maximal run of letters, numbers and marks. Every other scalar is a symbol, a token
/// with only the marks that follow it. So a mark is always in the token of the scalar that it could
/// compose with. Where two tokens meet without a space, the symbol carries the joiner `￭`: at its
/// front if it follows something, at its end if a word follows. Of two symbols the right one
/// carries it. Two words never meet.
///
///     don't stop (now)...   →   don ￭'￭ t stop (￭ now ￭) ￭. ￭. ￭.
struct WordTokens: Segmentation {
  static let keepsWhiteSpace = false

  func split(_ text: String) -> [String] {
    var reader = Reader(text: text.unicodeScalars)
    for index in text.unicodeScalars.indices { reader.read(at: index) }
    reader.endToken(at: text.unicodeScalars.endIndex, joinsRight: false)
    return reader.tokens
  }

  func joiner() -> any TokenJoiner { Joiner() }

  func wordStarts(_ tokens: [String]) -> [Bool] {
    var glued = true
    return tokens.map { token in
      let marked = MarkedToken(token)
      defer { glued = marked.joinsRight }
      return !glued && !marked.joinsLeft
    }
  }

  private struct Joiner: TokenJoiner {
    private var isEmpty = true
    private var glued = false

    mutating func append(_ token: String) -> String {
      let marked = MarkedToken(token)
      if marked.core.isEmpty && !marked.isMarked { return "" }
      var text = ""
      if !isEmpty && !glued && !marked.joinsLeft { text.unicodeScalars.append(" ") }
      TokenMarks.append(unescaping: marked.core, to: &text)
      if !text.isEmpty { isEmpty = false }
      glued = marked.joinsRight
      return text
    }
  }

  /// Where the token being read starts, what it is, and the tokens before it.
  private struct Reader {
    private enum State {
      case outside, inWord
      case inSymbol(joinsLeft: Bool)
    }

    let text: String.UnicodeScalarView
    private(set) var tokens: [String] = []
    private var state = State.outside
    private var start: String.Index

    init(text: String.UnicodeScalarView) {
      self.text = text
      start = text.startIndex
    }

    mutating func read(at index: String.Index) {
      switch (ScalarClass(text[index]), state) {
      case (.letter, .inWord), (.continuing, .inWord), (.continuing, .inSymbol):
        break
      case (.letter, .outside), (.continuing, .outside):
        begin(.inWord, at: index)
      case (.letter, .inSymbol):
        endToken(at: index, joinsRight: true)
        begin(.inWord, at: index)
      case (.symbol, .outside):
        begin(.inSymbol(joinsLeft: false), at: index)
      case (.symbol, _):
        endToken(at: index, joinsRight: false)
        begin(.inSymbol(joinsLeft: true), at: index)
      case (.space, _):
        endToken(at: index, joinsRight: false)
      }
    }

    private mutating func begin(_ state: State, at index: String.Index) {
      self.state = state
      start = index
    }

    mutating func endToken(at end: String.Index, joinsRight: Bool) {
      switch state {
      case .outside:
        return
      case .inWord:
        tokens.append(String(text[start..<end]))
      case .inSymbol(let joinsLeft):
        var token = String.UnicodeScalarView()
        if joinsLeft { token.append(TokenMarks.joiner) }
        for scalar in text[start..<end] { TokenMarks.append(escaping: scalar, to: &token) }
        if joinsRight { token.append(TokenMarks.joiner) }
        tokens.append(String(token))
      }
      state = .outside
    }
  }
}
