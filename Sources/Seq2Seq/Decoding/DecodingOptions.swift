/// How translations are searched for.
public struct DecodingOptions: Sendable, Equatable {
  /// Hypotheses that are followed side by side; 1 is greedy.
  public var beam = 5
  /// Translations of each sentence; a search of `beam` hypotheses finds at most as many.
  public var nBest = 1
  /// A hypothesis' score is log p / |y|^A with the end symbol counted; this is A.
  public var lengthPenalty: Float = 1
  /// Whether translations have their scores. Greedy search is faster without; a wider beam needs
  /// them anyway.
  public var scores = true
  /// Sentences that are decoded side by side.
  public var batch = 64
  /// Whether an unknown word is the source token that its step attended to most, instead of
  /// `<unk>` (Luong et al. 2015b, with attention for the alignment: Jean et al. 2015, §3.3).
  public var copiesUnknownWords = true
  /// Where such a source token is looked up before it is copied; nil: nowhere.
  package var lexicon: Lexicon?
  /// Whether each translation has its alignment.
  public var aligns = false
  /// Whether a line of several sentences is translated sentence by sentence, where the model was
  /// trained on single ones (`SentenceEnds`).
  public var splitsSentences = true
  /// Whether pieces of words in the target, as another program marked them in the corpus, are joined.
  public var joinsSubwords = false
  /// Whether each token of an alignment stands by itself, not only each word.
  public var alignsTokens = false
  /// Tokens of a source at most; a longer line is translated in pieces (`SentencePieces`).
  public var maximumLength = 200

  /// Beam 5, one translation, lengths normalized, 64 sentences at a time.
  public init() {}

  /// What `beam` and `nBest` can be.
  package static let beams = 1...1_000
  package static let batches = 1...100_000
  /// What `maximumLength` can be.
  package static let lengths = 1...10_000

  /// Throws `ModelError.outOfRange` for a number outside of its range.
  public func validate() throws(ModelError) {
    try ModelError.require("beam", beam, in: Self.beams)
    try ModelError.require("nBest", nBest, in: 1...beam)
    try ModelError.require("batch", batch, in: Self.batches)
    try ModelError.require("maximumLength", maximumLength, in: Self.lengths)
    try ModelError.require("lengthPenalty", lengthPenalty, "a number of at least 0") { $0 >= 0 }
  }
}
