/// How a text becomes tokens and token numbers, for one side of a translator or for a language
/// model.
public struct TextOptions: Sendable, Equatable, Codable {
  /// The tokenizer; nil: the one that suits the text.
  public var tokenizer: TokenizerKind?
  /// The most merges of the tokenizer `bpe`; nil: the number that suits the amount of text.
  public var merges: Int?
  /// A file of merges as subword-nmt writes them, to be used instead of learned ones; words are
  /// then what white space separates.
  public var bpeCodes: String?
  /// A file of word vectors, one per line, that initialize rows of a translator's embedding; see
  /// `WordVectors`.
  public var embeddings: String?
  /// Whether text is converted to lower case.
  public var lowercase = false
  /// The Unicode normal form that text is converted to; nil: the one that suits the text.
  public var normalize: NormalForm?
  /// Tokens that are less frequent than this are unknown.
  public var minimumFrequency = 1
  /// The greatest size of the vocabulary, special symbols included; the most frequent tokens are
  /// kept. nil: no limit.
  public var vocabularySize: Int?

  /// The number of merges for a text with this many words: in a shorter text long pieces occur less
  /// often, and rare pieces are learned badly.
  static func merges(words: Int) -> Int {
    switch words {
    case ..<30_000: 1_000
    case ..<1_000_000: 8_000
    case ..<10_000_000: 16_000
    default: 32_000
    }
  }

  /// The most different words that are learned whole where no tokenizer is asked for; with more,
  /// words are cut into subwords.
  public static let mostWords = 30_000

  /// The tokenizer and the normal form that suit the text, and all tokens.
  public init() {}

  /// Whether any option of subwords is set.
  private var asksForSubwords: Bool { merges != nil || bpeCodes != nil }

  /// The tokenizer before anything is learned from text.
  ///
  /// - Parameters:
  ///   - traits: the traits of the text and of the other side's text; nil: they decide nothing.
  ///   - isRead: whether the text is only read, never written; text that is written keeps its form.
  /// - Throws: what reading a file of merges throws.
  func unlearned(
    _ traits: (own: TextTraits, other: TextTraits)?, isRead: Bool
  ) throws -> Tokenizer {
    let kind =
      tokenizer
      ?? (asksForSubwords ? .bpe : traits.map { $0.own.tokenizer(beside: $0.other) } ?? .words)
    let form = normalize ?? (isRead ? traits?.own.normalForm(kind) : nil) ?? .nfc
    guard kind == .bpe, let bpeCodes else {
      return Tokenizer(kind: kind, lowercase: lowercase, normalForm: form)
    }
    let tokens = BytePairTokens(try BytePairMerges(codesFile: bpeCodes), cutsAtSpaceAlone: true)
    return Tokenizer(kind, tokens, lowercase: lowercase, normalForm: form)
  }

  /// Fills in what was left to be decided by the text.
  mutating func complete(for tokenizer: Tokenizer) {
    self.tokenizer = tokenizer.kind
    normalize = tokenizer.normalForm
    if tokenizer.kind == .bpe, bpeCodes == nil { merges = merges ?? tokenizer.merges?.count }
  }

  /// The vectors of the file for a vocabulary, if there is one.
  ///
  /// - Throws: what reading the file throws.
  func vectors(for side: TextSide, size: Int) throws -> WordVectors? {
    try embeddings.map { try WordVectors(path: $0, for: side, size: size) }
  }

  /// A fingerprint of the file of merges that a tokenizer was read from; empty where there is none.
  func codesDigest(_ tokenizer: Tokenizer) -> String {
    guard bpeCodes != nil, let merges = tokenizer.merges else { return "" }
    var digest = FNV1a()
    digest.add(merges.codes.utf8)
    return digest.hexadecimal
  }

  /// Checks all options.
  ///
  /// - Throws: `TrainingError.outOfRange` for a number outside its range.
  func validate() throws(TrainingError) {
    try requireAtLeast([
      ("minimumFrequency", minimumFrequency, 1), ("vocabularySize", vocabularySize ?? 4, 4),
      ("merges", merges ?? 0, 0),
    ])
    if bpeCodes != nil {
      try require("merges", merges.map { "\($0)" } ?? "none", "left out where a file holds them") {
        $0 == "none"
      }
    }
    if let tokenizer, tokenizer != .bpe, asksForSubwords {
      throw .outOfRange(
        name: "tokenizer", found: tokenizer.rawValue,
        expected: "bpe where merges or their file is given")
    }
  }
}
