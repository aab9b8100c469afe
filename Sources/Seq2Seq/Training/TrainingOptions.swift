/// What a translator's training run is asked to do. What every run is asked can be named directly:
/// `options.updates` is `options.run.updates`.
@dynamicMemberLookup
public struct TrainingOptions: Sendable, Equatable, Codable {
  /// The vocabularies' sizes in it are set from the corpus.
  public var configuration: ModelConfiguration
  /// How the source becomes tokens.
  public var source = TextOptions()
  /// How the target becomes tokens.
  public var target = TextOptions()
  /// Sets what both sides have in common; reads the source's.
  public var bothSides: TextOptions {
    get { source }
    set { (source, target) = (newValue, newValue) }
  }
  /// Whether both sides have one vocabulary, of the words of both.
  public var sharedVocabulary = false
  /// Where training starts from a model: whether tokens of the corpus that its vocabularies lack are
  /// added to them.
  public var extendVocabulary = false
  /// The fingerprint of the model that training starts from; set from it.
  var startFrom: String?
  /// Whether word alignments were given; set in what a model tells of its training.
  var isGuided: Bool?
  /// The corpus that the options suit; nil: they know of none.
  package internal(set) var scale: CorpusScale?
  /// Share of the pairs in which a word and its translation are shown as unknown; see `UnknownWords`.
  /// nil: `wordUnknownRate` where both sides are read in words or subwords, else 0.
  public var unknownRate: Float?
  /// What carries invented names over at no cost in BLEU on the fables.
  public static let wordUnknownRate: Float = 0.1
  /// Pairs with more tokens on a side are left out of training.
  public var maximumLength = 100
  /// Part of the training pairs that is held out for validation where no set is given.
  public var heldOutShare = 0.05
  /// What chooses those pairs; nil: `run.seed`. Models that differ by their seed alone are then trained
  /// on the same pairs.
  public var heldOutSeed: UInt64?

  /// The probability with which training drops weights that multiply the state of the step before, for an
  /// update at a time (Merity et al. 2018, §2). It comes on top of what the configuration names.
  public var recurrentDropout: Float = 0
  /// ε of the loss (1 − ε)(−log p_y) + ε mean(−log p) over the vocabulary.
  public var labelSmoothing: Float = 0.1
  /// W of `AttentionGuide`, where the corpus has alignments.
  public var guidedAlignmentWeight: Float = 0.1
  /// Weight of the divergence of two passes with masks of their own over each pair (R-Drop, Liang et
  /// al. 2021); 0: there is one pass.
  public var consistency: Float = 0
  /// Whether the output layer's weight is the target embedding; nil: where `embedding` and `hidden`
  /// are equal. The configuration's own is set from it.
  public var tieEmbeddings: Bool?
  /// Whether both sides have one embedding; nil: where they have one vocabulary. The configuration's own
  /// is set from it.
  public var shareEmbeddings: Bool?
  /// What the best model is chosen by, and with it the learning rate and the end of the run: a score
  /// of validation sentences, translated greedily at each validation. nil: perplexity.
  public var bestBy: Measure?
  /// Validation pairs that are translated for it at most, spread evenly over all.
  public static let translatedPairs = 1_000
  /// What every run is asked.
  public var run = RunOptions()

  /// Updates where neither these nor epochs are limited, and no corpus says what suits it.
  public static let defaultUpdates = 9_000

  /// For a corpus of some ten thousand short sentences; see `init(suiting:text:)`.
  public init() {
    configuration = ModelConfiguration(sourceVocabulary: 0, targetVocabulary: 0)
    configuration.embedding = 128
    configuration.hidden = 128
    configuration.dropout = DropoutRates(0.2)
  }

  /// What every run is asked, by its name in `RunOptions`.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RunOptions, Value>) -> Value {
    get { run[keyPath: path] }
    set { run[keyPath: path] = newValue }
  }

  /// Throws for numbers outside of their range.
  public func validate() throws(TrainingError) {
    try run.validate()
    try source.validate()
    try target.validate()
    try requireAtLeast([("maximumLength", maximumLength, 1)])
    try require("unknownRate", unknownRate ?? 0, "from 0 to 1") { (0...1).contains($0) }
    try require("labelSmoothing", labelSmoothing, "at least 0 and below 1") { $0 >= 0 && $0 < 1 }
    try require("guidedAlignmentWeight", guidedAlignmentWeight, "a number of at least 0") {
      $0 >= 0
    }
    try require("recurrentDropout", recurrentDropout, "at least 0 and below 1") {
      (0..<1).contains($0)
    }
    try require("shareEmbeddings", shareEmbeddings ?? false, "off without a shared vocabulary") {
      !$0 || sharedVocabulary
    }
    try require("consistency", consistency, "at least 0") { $0 >= 0 && $0.isFinite }
    try require("heldOutShare", heldOutShare, "above 0 and below 1") { $0 > 0 && $0 < 1 }
  }

  /// All that training drops.
  var dropout: DropoutRates {
    var rates = configuration.dropout
    rates.recurrentWeights = recurrentDropout
    return rates
  }

  /// Of the pairs, whose words are shown as unknown.
  func unknownRate(_ source: TextSide, _ target: TextSide) -> Float {
    let words = [source, target].allSatisfy { [.words, .bpe].contains($0.tokenizer.kind) }
    return unknownRate ?? (words ? Self.wordUnknownRate : 0)
  }

  /// The same with every default decided, for these sides of a corpus.
  package func completed(source: TextSide, target: TextSide) -> TrainingOptions {
    var all = completed(
      sourceVocabulary: source.vocabulary.count, targetVocabulary: target.vocabulary.count)
    all.source.complete(for: source.tokenizer)
    all.target.complete(for: target.tokenizer)
    all.unknownRate = unknownRate(source, target)
    return all
  }

  /// The same with every default decided that does not depend on text, for vocabularies of these sizes.
  func completed(sourceVocabulary: Int, targetVocabulary: Int) -> TrainingOptions {
    var all = self
    all.configuration.sourceVocabulary = sourceVocabulary
    all.configuration.targetVocabulary = targetVocabulary
    all.configuration.tieEmbeddings =
      tieEmbeddings ?? (configuration.embedding == configuration.hidden)
    all.tieEmbeddings = all.configuration.tieEmbeddings
    all.configuration.shareEmbeddings = shareEmbeddings ?? sharedVocabulary
    all.shareEmbeddings = all.configuration.shareEmbeddings
    if run.updates == nil, run.epochs == nil {
      all.run.updates = scale?.updates ?? Self.defaultUpdates
    }
    return all
  }
}
