/// How a text becomes tokens and their numbers: of one side of a translator, or of a language model.
public struct TextOptions: Sendable, Equatable, Codable {
  /// nil: what suits the text.
  public var tokenizer: TokenizerKind?
  /// Pairs that are merged with the tokenizer `bpe`, at most; nil: `merges(words:)`.
  public var merges: Int?
  /// A file of such merges, as subword-nmt writes them, instead of learning them; words are then what
  /// white space separates.
  public var bpeCodes: String?
  /// How often each merge is passed over in training (Provilkov et al. 2020, BPE-Dropout); nil: never.
  public var bpeDropout: Float?
  /// A file of word vectors, a line each, with which rows of a translator's embedding begin; see
  /// `WordVectors`.
  public var embeddings: String?
  /// Whether text is put in lower case.
  public var lowercase = false
  /// The normal form of Unicode that text is put in; nil: what suits the text.
  public var normalize: NormalForm?
  /// Rarer tokens are unknown ones.
  public var minimumFrequency = 1
  /// Tokens of the vocabulary at most, the most frequent first; special symbols count.
  public var vocabularySize: Int?

  /// Pairs to merge in a text of so many words: the less text there is, the less often a piece of
  /// many letters stands in it, and what stands seldom is learned badly.
  static func merges(words: Int) -> Int {
    switch words {
    case ..<30_000: 1_000
    case ..<1_000_000: 8_000
    case ..<10_000_000: 16_000
    default: 32_000
    }
  }

  /// Different words of a text that are learned whole where no tokenizer is asked for; of more they are
  /// cut into subwords.
  public static let mostWords = 30_000

  /// The tokenizer and the normal form that suit the text; every token counts.
  public init() {}

  /// Whether something is asked of subwords.
  private var asksForSubwords: Bool { merges != nil || bpeCodes != nil || bpeDropout != nil }

  /// Without what is learned from text.
  ///
  /// - Parameters:
  ///   - traits: of the text, and of the other side's; nil: they decide nothing.
  ///   - isRead: whether it is only read, never written: what it is written in keeps its form.
  /// - Throws: as reading a file of merges does.
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

  /// Decides what was left to the text.
  mutating func complete(for tokenizer: Tokenizer) {
    self.tokenizer = tokenizer.kind
    normalize = tokenizer.normalForm
    if tokenizer.kind == .bpe, bpeCodes == nil { merges = merges ?? tokenizer.merges?.count }
  }

  /// The vectors of the file for a vocabulary, if there is one.
  ///
  /// - Throws: as reading one does.
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

  /// Throws for numbers outside of their range.
  func validate() throws(TrainingError) {
    try requireAtLeast([
      ("minimumFrequency", minimumFrequency, 1), ("vocabularySize", vocabularySize ?? 4, 4),
      ("merges", merges ?? 0, 0),
    ])
    try require("bpeDropout", bpeDropout ?? 0, "at least 0 and below 1") { $0 >= 0 && $0 < 1 }
    if let tokenizer, tokenizer != .bpe, asksForSubwords {
      throw .outOfRange(
        name: "tokenizer", found: tokenizer.rawValue,
        expected: "bpe where merges, their file or their dropout is given")
    }
  }
}
