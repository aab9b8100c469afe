/// How translations are searched for.
public struct DecodingOptions: Sendable, Equatable {
  /// Hypotheses that are followed in parallel; 1 is greedy search.
  public var beam = 5
  /// Translations of each sentence; a search with `beam` hypotheses finds at most that many.
  public var nBest = 1
  /// A, where a hypothesis' score is log p / |y|^A and |y| counts the end symbol.
  public var lengthPenalty: Float = 1
  /// The weight of the coverage penalty: this times Σ_j log min(Σ_t α_tj, 1), over the source's
  /// tokens without the end symbol, is added to the score of each hypothesis that the search found
  /// (Wu et al. 2016, §7); 0: no penalty.
  public var coveragePenalty: Float = 0
  /// The least number of tokens of a translation, without the end symbol.
  public var minimumLength = 0
  /// The greatest number of tokens of a translation, without the end symbol. nil: twice the source's
  /// plus 11, or `minimumLength` if that is more, and one more where a translation is cut off there
  /// instead of ending.
  public var maximumOutput: Int?
  /// N, where no N tokens in a row may occur twice in a translation; nil: no limit.
  public var noRepeatNGram: Int?
  /// Whether the unknown token, and with it what is copied for it, is kept out of translations.
  public var forbidsUnknown = false
  /// Words that each line's translation begins with, where the line has words.
  public var prefix = ""
  /// Whether translations are sampled token by token, `nBest` for each sentence, instead of
  /// searched for. What is drawn for a line depends only on `seed` and on its number among the
  /// lines.
  public var samples = false
  /// Logits are divided by this before a token is drawn: below 1, likely tokens become likelier.
  public var temperature: Float = 1
  /// The number of most probable tokens that are drawn from; nil: all.
  public var topK: Int?
  /// Tokens are drawn from the fewest that together have this probability (Holtzman et al. 2020,
  /// §3.1); 1: from all.
  public var topP: Float = 1
  /// The seed of what is drawn.
  public var seed: UInt64 = 1
  /// Lines before the first one that is translated, by which draws are numbered.
  package var linesBefore = 0
  /// Whether translations have `tokenScores`.
  public var tokenScores = false
  /// Whether translations have their scores. Greedy search is faster without them; a wider beam
  /// needs them anyway.
  public var scores = true
  /// Whether each line's best translation has its `searches`.
  package var recordsSearch = false
  /// Sentences that are decoded together.
  public var batch = 64
  /// Whether an unknown word is replaced by the source token that its step attended to most,
  /// instead of written as `<unk>` (Luong et al. 2015b, with attention for the alignment: Jean et
  /// al. 2015, §3.3).
  public var copiesUnknownWords = true
  /// The lexicon in which such a source token is looked up before it is copied; nil: none.
  package var lexicon: Lexicon?
  /// Whether each translation has its alignment.
  public var aligns = false
  /// The number of least probable tokens that each translation's `TranslationExplanation` covers,
  /// which needs the alignment; 0: there is no explanation.
  package var explainedChoices = 0
  /// Whether a line of several sentences is translated sentence by sentence, where the model was
  /// trained on single ones (`SentenceEnds`).
  public var splitsSentences = true
  /// Whether pieces of words in the target, marked by another program in the corpus, are joined.
  public var joinsSubwords = false
  /// Whether an alignment shows each token separately, instead of each word.
  public var alignsTokens = false
  /// The greatest number of tokens of a source; a longer line is translated in pieces
  /// (`SentencePieces`).
  public var maximumLength = 200

  /// A beam of 5, one translation, length normalization, 64 sentences at a time.
  public init() {}

  /// Values that `beam` and `nBest` can have.
  package static let beams = 1...1_000
  package static let batches = 1...100_000
  /// Values that `maximumLength` can have.
  package static let lengths = 1...10_000
  /// Values that `noRepeatNGram` can have.
  package static let nGrams = 1...1_000

  /// Checks all numbers.
  ///
  /// - Throws: `ModelError.outOfRange` for a number outside its range.
  public func validate() throws(ModelError) {
    try ModelError.require("beam", beam, in: Self.beams)
    try ModelError.require("nBest", nBest, in: samples ? Self.beams : 1...beam)
    try ModelError.require("batch", batch, in: Self.batches)
    try ModelError.require("maximumLength", maximumLength, in: Self.lengths)
    try ModelError.require("lengthPenalty", lengthPenalty, "a number of at least 0") { $0 >= 0 }
    try ModelError.require("coveragePenalty", coveragePenalty, "a number of at least 0") { $0 >= 0 }
    let outputs = 1...Self.lengths.upperBound
    try ModelError.require("maximumOutput", maximumOutput ?? 1, in: outputs)
    try ModelError.require(
      "minimumLength", minimumLength, in: 0...(maximumOutput ?? outputs.upperBound))
    try ModelError.require("noRepeatNGram", noRepeatNGram ?? 1, in: Self.nGrams)
    try TokenSampler(temperature: temperature, topK: topK, topP: topP).validate()
  }
}
