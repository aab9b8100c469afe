/// How a line is cut into tokens. To add a kind, write a file with its segmentation and add two
/// lines here.
public enum TokenizerKind: String, Codable, CaseIterable, Sendable {
  /// Words, and each punctuation scalar by itself; `￭` marks where there was no space.
  case words
  /// Every scalar by itself; `▁` is a space.
  case characters
  /// Words cut into subwords that were learned by byte-pair encoding (Sennrich et al. 2016); `@@`
  /// means that the word continues.
  case bpe
  /// Tokens separated by white space, for text that another program has tokenized.
  case none

  var segmentation: any Segmentation.Type {
    switch self {
    case .words: WordTokens.self
    case .bpe: BytePairTokens.self
    case .characters: CharacterTokens.self
    case .none: SpacedTokens.self
    }
  }
}

/// What a kind of tokenizer does, with the data that it has learned, such as merges of pairs. A
/// model's file holds these data beside the tokenizer's other settings.
protocol Segmentation: Sendable, Hashable, Codable {
  /// Without anything learned.
  init()

  /// Whether tokens hold the white space between words, so that words can be found from the tokens
  /// alone.
  static var keepsWhiteSpace: Bool { get }

  /// The tokens of a text in normal form.
  func split(_ text: String) -> [String]

  /// What cuts the tokens of `split` further; nil: they stay whole.
  var subwords: (any SubwordSegmentation)? { get }

  /// The token of `split` that a token is, or is part of.
  func whole(at place: Int, in tokens: [String]) -> String

  /// Makes what puts tokens together, one at a time.
  func joiner() -> any TokenJoiner

  /// Whether each token begins a word, where words are separated by white space; for the first
  /// token either answer will do.
  func wordStarts(_ tokens: [String]) -> [Bool]
}

extension Segmentation {
  var subwords: (any SubwordSegmentation)? { nil }
  func whole(at place: Int, in tokens: [String]) -> String { tokens[place] }
}

/// Cuts a token into smaller ones, from which the joiner of its segmentation restores it.
protocol SubwordSegmentation: Sendable {
  /// The tokens that a token is cut into, possibly only itself.
  ///
  /// - Parameter isKnown: pieces for which this is false are cut further, as far as possible.
  func pieces(of token: String, isKnown: (String) -> Bool) -> [String]

  /// The smallest tokens that a token can be cut into.
  func symbols(of token: String) -> [String]
}

extension SubwordSegmentation {
  /// The tokens that a token is cut into, whatever a vocabulary holds.
  func pieces(of token: String) -> [String] { pieces(of: token) { _ in true } }
}

/// Puts a text together, token by token.
protocol TokenJoiner: Sendable {
  /// What a further token adds to the text.
  mutating func append(_ token: String) -> String
}

extension TokenJoiner {
  /// The text after these tokens.
  consuming func joined(_ tokens: [String]) -> String {
    var joiner = self
    return tokens.reduce(into: "") { $0 += joiner.append($1) }
  }
}

/// Cuts a line into tokens and puts tokens back together.
///
/// `detokenize(tokenize(x))` is x in normal form (see `TextNormalizer`), scalar for scalar, for
/// every string x: with `characters` exactly, unless x is white space alone; with the others runs
/// of white space become one space and the ends are trimmed. No token is empty. Only with
/// `characters` can a token hold white space: a scalar other than U+0020 by itself.
package struct Tokenizer: Sendable, Equatable {
  package let kind: TokenizerKind
  package let lowercase: Bool
  package let normalForm: NormalForm
  let segmentation: any Segmentation

  package init(kind: TokenizerKind, lowercase: Bool = false, normalForm: NormalForm = .nfc) {
    self.init(kind, kind.segmentation.init(), lowercase: lowercase, normalForm: normalForm)
  }

  /// - Parameter segmentation: of this kind, with what it has learned.
  init(
    _ kind: TokenizerKind, _ segmentation: any Segmentation, lowercase: Bool, normalForm: NormalForm
  ) {
    self.kind = kind
    self.segmentation = segmentation
    self.lowercase = lowercase
    self.normalForm = normalForm
  }

  var normalizer: TextNormalizer { TextNormalizer(form: normalForm, lowercase: lowercase) }

  /// Bytes that the tokens of a line of single letters take in addition to the line, for each byte
  /// of it.
  private static let memoryPerByte = 32

  /// Normalizes the line, then cuts it. A line of white space gives no tokens.
  package func tokenize(_ line: String) -> [String] {
    let text = normalized(line)
    return SpacedTokens.isEmpty(text) ? [] : cut(segmentation.split(text))
  }

  /// The same, but a line of white space gives its tokens too.
  func tokenizeKeepingBlanks(_ line: String) -> [String] {
    cut(segmentation.split(normalized(line)))
  }

  private func cut(_ tokens: [String]) -> [String] {
    guard let subwords else { return tokens }
    return tokens.flatMap { subwords.pieces(of: $0) }
  }

  var subwords: (any SubwordSegmentation)? { segmentation.subwords }

  /// The same tokenizer with subwords, where it tells words apart.
  var cuttingWords: Tokenizer {
    kind == .words ? Tokenizer(kind: .bpe, lowercase: lowercase, normalForm: normalForm) : self
  }

  /// Whether words are told apart from punctuation.
  var tellsWords: Bool {
    kind == .words || (segmentation as? BytePairTokens)?.cutsAtSpaceAlone == false
  }

  /// How many merges were learned by byte-pair encoding; nil for other kinds.
  package var mergeCount: Int? { merges?.count }

  /// What was learned by byte-pair encoding.
  var merges: BytePairMerges? { (segmentation as? BytePairTokens)?.merges }

  /// The same tokenizer with merges that are learned from words like its own, where it should have
  /// merges and lacks them.
  func learning<Failure>(
    _ merges: (BytePairTokens) throws(Failure) -> BytePairMerges?
  ) throws(Failure) -> Tokenizer {
    guard let tokens = segmentation as? BytePairTokens, tokens.merges == nil else { return self }
    let learned = BytePairTokens(
      try merges(tokens), cutsAtSpaceAlone: tokens.cutsAtSpaceAlone)
    return Tokenizer(kind, learned, lowercase: lowercase, normalForm: normalForm)
  }

  /// The tokens before they are cut into subwords. A line of white space has none.
  func wholeTokens(_ line: String) -> [String] {
    let text = normalized(line)
    return SpacedTokens.isEmpty(text) ? [] : segmentation.split(text)
  }

  /// The same, but a line of white space gives its tokens too.
  func wholeTokensKeepingBlanks(_ line: String) -> [String] { segmentation.split(normalized(line)) }

  func normalized(_ line: String) -> String {
    requireMemory(Self.memoryPerByte * line.utf8.count)
    return normalizer.normalize(line)
  }

  /// The words that white space separates, in normal form, each with its tokens. All tokens in
  /// order are those of `tokenize`; tokens of white space belong to the word after them, or at the
  /// end of the line to the last word.
  ///
  /// - Parameter spelled: the subwords of a token, where there are any; nil: all learned merges are
  ///   used.
  func tokenizedWords(
    _ line: String, spelled: ((String) -> [String])? = nil
  ) -> [TokenizedWord] {
    if type(of: segmentation).keepsWhiteSpace { return joinedWords(tokenize(line)) }
    return SpacedTokens.split(normalizer.normalize(line)).map { word in
      let whole = segmentation.split(word)
      return TokenizedWord(
        word: word, tokens: spelled.map { whole.flatMap($0) } ?? cut(whole))
    }
  }

  /// The words of `detokenize(tokens)`, in order, each with its tokens. Tokens without a word, such
  /// as white space, belong to the word before them, or else to the word after them.
  func joinedWords(_ tokens: [String]) -> [TokenizedWord] {
    var words: [TokenizedWord] = []
    var open: [String] = []
    func close() {
      let word = SpacedTokens.join(SpacedTokens.split(detokenize(open)))
      if !word.isEmpty {
        words.append(TokenizedWord(word: word, tokens: open))
      } else if let last = words.popLast() {
        words.append(TokenizedWord(word: last.word, tokens: last.tokens + open))
      } else {
        return
      }
      open = []
    }
    for (token, starts) in zip(tokens, segmentation.wordStarts(tokens)) {
      if starts, !open.isEmpty { close() }
      open.append(token)
    }
    close()
    return words
  }

  /// The words as an alignment shows them: a word of a script without spaces is split into its
  /// characters.
  ///
  /// - Parameter tokens: whether every token stands by itself.
  func shown(_ words: [TokenizedWord], tokens: Bool) -> [TokenizedWord] {
    words.flatMap { word in
      if tokens { return word.tokens.map { TokenizedWord(word: $0, tokens: [$0]) } }
      return isWithoutSpaces(word.word) ? characters(of: word) : [word]
    }
  }

  /// A word split into its tokens; white space and marks stay with the token next to them.
  private func characters(of word: TokenizedWord) -> [TokenizedWord] {
    var units: [TokenizedWord] = []
    var open: [String] = []
    for token in word.tokens {
      let text = SpacedTokens.join(SpacedTokens.split(detokenize([token])))
      let first = text.unicodeScalars.first
      if first.map({ ScalarClass($0) == .continuing }) ?? false, let last = units.popLast() {
        units.append(TokenizedWord(word: last.word + text, tokens: last.tokens + open + [token]))
        open = []
      } else if text.isEmpty {
        open.append(token)
      } else {
        units.append(TokenizedWord(word: text, tokens: open + [token]))
        open = []
      }
    }
    if !open.isEmpty, let last = units.popLast() {
      units.append(TokenizedWord(word: last.word, tokens: last.tokens + open))
    }
    return units.isEmpty ? [word] : units
  }

  /// Accepts any tokens, also those that `tokenize` would not give, as a model may write them.
  package func detokenize(_ tokens: [String]) -> String { joiner().joined(tokens) }

  /// Puts the tokens of a line together one at a time.
  func joiner() -> any TokenJoiner { segmentation.joiner() }

  package static func == (left: Tokenizer, right: Tokenizer) -> Bool {
    left.kind == right.kind && left.normalizer == right.normalizer
      && AnyHashable(left.segmentation) == AnyHashable(right.segmentation)
  }
}

/// The text between white space, and the tokens that it was cut into, at least one.
struct TokenizedWord: Sendable, Equatable {
  let word: String
  let tokens: [String]
}

extension Tokenizer: Codable {
  private enum CodingKeys: CodingKey { case kind, lowercase, normalForm }

  /// Files from before there was a choice lack the normal form: it was C.
  package init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try container.decode(TokenizerKind.self, forKey: .kind)
    self.init(
      kind, try kind.segmentation.init(from: decoder),
      lowercase: try container.decode(Bool.self, forKey: .lowercase),
      normalForm: try container.decodeIfPresent(NormalForm.self, forKey: .normalForm) ?? .nfc)
  }

  package func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(lowercase, forKey: .lowercase)
    if normalForm != .nfc { try container.encode(normalForm, forKey: .normalForm) }
    try segmentation.encode(to: encoder)
  }
}
