/// How a line is cut into tokens.
///
/// A further kind, such as subwords from byte-pair encoding, is one case here, one file beside
/// `WordTokens`, and one line in each of `Tokenizer`'s four switches.
public enum TokenizerKind: String, Codable, CaseIterable, Sendable {
  /// Words, and each punctuation scalar by itself; `￭` remembers where no space stood.
  case words
  /// Every scalar; `▁` is a space.
  case characters
  /// What white space separates, for text that another program has tokenized.
  case none
}

/// Cuts a line into tokens and puts tokens back together.
///
/// `detokenize(tokenize(x))` is x in normal form (see `TextNormalizer`), scalar for scalar, for every
/// string x: with `characters` exactly, unless it is white space alone; with the others its runs of
/// white space are one space and its ends trimmed. No token is empty. Only with `characters` does a
/// token hold white space: a scalar other than U+0020 by itself.
package struct Tokenizer: Sendable, Equatable {
  package let kind: TokenizerKind
  package let lowercase: Bool
  package let normalForm: NormalForm

  package init(kind: TokenizerKind, lowercase: Bool = false, normalForm: NormalForm = .nfc) {
    self.kind = kind
    self.lowercase = lowercase
    self.normalForm = normalForm
  }

  var normalizer: TextNormalizer { TextNormalizer(form: normalForm, lowercase: lowercase) }

  /// What the tokens of a line of single letters take above the line, for each byte of it.
  private static let memoryPerByte = 32

  /// Normalizes the line, then cuts it. A line of white space gives no tokens.
  package func tokenize(_ line: String) -> [String] {
    requireMemory(Self.memoryPerByte * line.utf8.count)
    let text = normalizer.normalize(line)
    return switch kind {
    case .words: WordTokens.split(text)
    case .characters: SpacedTokens.isEmpty(text) ? [] : CharacterTokens.split(text)
    case .none: SpacedTokens.split(text)
    }
  }

  /// The words that white space separates, in normal form, each with its tokens. All tokens in
  /// order are those of `tokenize`; tokens of white space belong to the word after them, at the end
  /// of the line to the last one.
  func tokenizedWords(_ line: String) -> [TokenizedWord] {
    if kind == .characters { return joinedWords(tokenize(line)) }
    return SpacedTokens.split(normalizer.normalize(line)).map { word in
      TokenizedWord(word: word, tokens: kind == .words ? WordTokens.split(word) : [word])
    }
  }

  /// The words of `detokenize(tokens)`, in order, each with its tokens. White space without a word
  /// after it belongs to the last one.
  func joinedWords(_ tokens: [String]) -> [TokenizedWord] {
    var words: [TokenizedWord] = []
    var open: [String] = []
    var isOpen = false  // whether `open` holds more than white space
    func close() {
      let word = SpacedTokens.join(SpacedTokens.split(detokenize(open)))
      if !word.isEmpty {
        words.append(TokenizedWord(word: word, tokens: open))
      } else if let last = words.popLast() {
        words.append(TokenizedWord(word: last.word, tokens: last.tokens + open))
      }
      open = []
      isOpen = false
    }
    var glued = true
    for token in tokens {
      switch kind {
      case .words:
        let marked = MarkedToken(token)
        if !glued, !marked.joinsLeft { close() }
        glued = marked.joinsRight
      case .characters:
        let isSpace = CharacterTokens.isWhiteSpace(token)
        if isSpace, isOpen { close() }
        if !isSpace { isOpen = true }
      case .none: if !open.isEmpty { close() }
      }
      open.append(token)
    }
    close()
    return words
  }

  /// Accepts any tokens, also those that `tokenize` would not give, as a model may write them.
  package func detokenize(_ tokens: [String]) -> String {
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

extension Tokenizer: Codable {
  private enum CodingKeys: CodingKey { case kind, lowercase, normalForm }

  /// Files from before there was a choice have no normal form: it was C.
  package init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      kind: try container.decode(TokenizerKind.self, forKey: .kind),
      lowercase: try container.decode(Bool.self, forKey: .lowercase),
      normalForm: try container.decodeIfPresent(NormalForm.self, forKey: .normalForm) ?? .nfc)
  }

  package func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(lowercase, forKey: .lowercase)
    if normalForm != .nfc { try container.encode(normalForm, forKey: .normalForm) }
  }
}
