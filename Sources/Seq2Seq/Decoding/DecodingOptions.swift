/// How translations are searched for.
public struct DecodingOptions: Sendable, Equatable {
  /// Hypotheses that are followed side by side; 1 is greedy.
  public var beam = 5
  /// Translations of each sentence; a search of `beam` hypotheses finds at most as many.
  public var nBest = 1
  /// A hypothesis' score is log p / |y|^A with the end symbol counted; this is A.
  public var lengthPenalty: Float = 1
  /// What a source that its translation attends to too little costs: this times
  /// Σ_j log min(Σ_t α_tj, 1) over the source's tokens, the end symbol left out, is added to the score
  /// of each hypothesis that the search found (Wu et al. 2016, §7); 0: nothing.
  public var coveragePenalty: Float = 0
  /// Tokens of a translation at least, without the end symbol.
  public var minimumLength = 0
  /// Tokens of a translation at most, without the end symbol; nil: twice the source's and 11, or
  /// `minimumLength`.
  public var maximumOutput: Int?
  /// Of so many tokens in a row a translation holds none twice; nil: that is not asked for.
  public var noRepeatNGram: Int?
  /// Whether the unknown token, and so what is copied for it, never stands in a translation.
  public var forbidsUnknown = false
  /// Words that each line's translation begins with, where the line has words.
  public var prefix = ""
  /// Whether translations are drawn token by token, `nBest` of each sentence, instead of searched for.
  /// What is drawn for a line depends on `seed`, on its number among the lines, and on nothing else.
  public var samples = false
  /// Logits are divided by it before a token is drawn: below 1 likely tokens become likelier.
  public var temperature: Float = 1
  /// The most probable tokens that are drawn from; nil: all.
  public var topK: Int?
  /// Tokens are drawn from the fewest that together have this probability; 1: from all.
  public var topP: Float = 1
  /// What is drawn follows from it.
  public var seed: UInt64 = 1
  /// Lines that stand before the first one that is translated, for the seed.
  package var linesBefore = 0
  /// Whether translations have `tokenScores`.
  public var tokenScores = false
  /// Whether translations have their scores. Greedy search is faster without; a wider beam needs
  /// them anyway.
  public var scores = true
  /// Whether each line's best translation has its `searches`.
  package var recordsSearch = false
  /// Sentences that are decoded side by side.
  public var batch = 64
  /// Whether an unknown word is the source token that its step attended to most, instead of
  /// `<unk>` (Luong et al. 2015b, with attention for the alignment: Jean et al. 2015, §3.3).
  public var copiesUnknownWords = true
  /// Where such a source token is looked up before it is copied; nil: nowhere.
  package var lexicon: Lexicon?
  /// Whether each translation has its alignment.
  public var aligns = false
  /// Of how many of its least probable tokens each translation has a `TranslationExplanation`, which
  /// needs its alignment; 0: it has none.
  package var explainedChoices = 0
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
  /// What `noRepeatNGram` can be.
  package static let nGrams = 1...1_000

  /// Throws `ModelError.outOfRange` for a number outside of its range.
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
