/// How a line is cut into tokens: what `--tokenizer` names.
///
/// A further kind, such as subwords from byte-pair encoding, is one case here, one file beside
/// `WordTokens`, and one line in each of `Tokenizer`'s four switches.
public enum TokenizerKind: String, Codable, CaseIterable, Sendable {
  /// Words, and each punctuation scalar by itself; `￭` remembers where no space stood.
  case words
  /// Every scalar; `▁` is a space.
  case characters
  /// What white space separates, for text that another program has tokenised.
  case none
}

/// Cuts a line into tokens and puts tokens back together.
///
/// `detokenize(tokenize(x))` is x in normal form (see `TextNormalizer`), its runs of white space
/// made one space and its ends trimmed, scalar for scalar, for every string x. No token is empty
/// or holds white space.
public struct Tokenizer: Sendable, Equatable, Codable {
  public let kind: TokenizerKind
  public let lowercase: Bool

  public init(kind: TokenizerKind, lowercase: Bool = false) {
    self.kind = kind
    self.lowercase = lowercase
  }

  /// Normalises the line, then cuts it. A line of white space gives no tokens.
  public func tokenize(_ line: String) -> [String] {
    let text = TextNormalizer(lowercase: lowercase).normalize(line)
    return switch kind {
    case .words: WordTokens.split(text)
    case .characters: CharacterTokens.split(text)
    case .none: SpacedTokens.split(text)
    }
  }

  /// The words that white space separates, in normal form, each with its tokens. All tokens in
  /// order are those of `tokenize`; a token for a space belongs to the word after it.
  func tokenizedWords(_ line: String) -> [TokenizedWord] {
    let text = TextNormalizer(lowercase: lowercase).normalize(line)
    return SpacedTokens.split(text).enumerated().map { place, word in
      let tokens =
        switch kind {
        case .words: WordTokens.split(word)
        case .characters:
          (place > 0 ? [String(TokenMarks.space)] : []) + CharacterTokens.split(word)
        case .none: [word]
        }
      return TokenizedWord(word: word, tokens: tokens)
    }
  }

  /// The words of `detokenize(tokens)`, in order, each with its tokens. Spaces without a word after
  /// them are left out.
  func joinedWords(_ tokens: [String]) -> [TokenizedWord] {
    var words: [TokenizedWord] = []
    var open: [String] = []
    func close() {
      let word = detokenize(open)
      if !word.isEmpty { words.append(TokenizedWord(word: word, tokens: open)) }
      open = []
    }
    var glued = true
    for token in tokens {
      switch kind {
      case .words:
        let marked = MarkedToken(token)
        if !glued, !marked.joinsLeft { close() }
        glued = marked.joinsRight
      case .characters:
        if CharacterTokens.isSpace(token), open.contains(where: { !CharacterTokens.isSpace($0) }) {
          close()
        }
      case .none: if !open.isEmpty { close() }
      }
      open.append(token)
    }
    close()
    return words
  }

  /// Accepts any tokens, also those that `tokenize` would not give, as a model may write them.
  public func detokenize(_ tokens: [String]) -> String {
    switch kind {
    case .words: WordTokens.join(tokens)
    case .characters: CharacterTokens.join(tokens)
    case .none: SpacedTokens.join(tokens)
    }
  }
}

/// What stands between white space, and the tokens that it was cut into, at least one.
struct TokenizedWord: Sendable, Equatable {
  let word: String
  let tokens: [String]
}
