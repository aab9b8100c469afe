/// The options of a translator's training run. The options of every run can be named directly:
/// `options.updates` is `options.run.updates`.
@dynamicMemberLookup
public struct TrainingOptions: Sendable, Equatable, Codable {
  /// Sizes and switches; the vocabularies' sizes are set from the corpus.
  public var configuration: ModelConfiguration
  /// How the source becomes tokens.
  public var source = TextOptions()
  /// How the target becomes tokens.
  public var target = TextOptions()
  /// Sets the options of both sides; reading it gives the source's.
  public var bothSides: TextOptions {
    get { source }
    set { (source, target) = (newValue, newValue) }
  }
  /// Whether both sides have one vocabulary, learned from the words of both.
  public var sharedVocabulary = false
  /// Whether tokens of the corpus that a starting model's vocabularies lack are added to them.
  public var extendVocabulary = false
  /// The fingerprint of the model that training starts from, set from that model.
  var startFrom: String?
  /// Whether the optimizer of that model's run was kept; set only in the options that a model holds.
  var keepsOptimizer: Bool?
  /// Whether word alignments were given; set only in the options that a model holds.
  var isGuided: Bool?
  /// The scale of the corpus that the options were chosen for; nil: they were not chosen for one.
  package internal(set) var scale: CorpusScale?
  /// The share of the pairs in which a word and its translation are replaced by the unknown token;
  /// see `UnknownWords`. nil: `wordUnknownRate` where both sides are read in words or subwords,
  /// else 0.
  public var unknownRate: Float?
  /// The rate at which invented names are copied at no cost in BLEU on the fables.
  public static let wordUnknownRate: Float = 0.1
  /// Pairs with more tokens on a side are left out of training.
  public var maximumLength = 100
  /// Pairs with more tokens on a side, and more than `maximumLength`, are not validated on either: one
  /// of them would outweigh all others, and take memory that grows with the product of both lengths.
  package static let longestValidation = 1_000
  /// The share of the training pairs that is held out for validation where no validation set is
  /// given.
  public var heldOutShare = 0.05
  /// The seed that chooses those pairs; nil: `run.seed`. With a value here, models that differ only
  /// in `run.seed` are trained on the same pairs.
  public var heldOutSeed: UInt64?

  /// The probability with which training drops weights from hidden to hidden state, those of a deep
  /// transition included, for one update at a time (Merity et al. 2018, §2). It applies in addition
  /// to the configuration's dropout.
  public var recurrentDropout: Float = 0
  /// Label smoothing, ε of the loss (1 − ε)(−log p_y) + ε mean(−log p) over the vocabulary (Szegedy
  /// et al. 2016, §7).
  public var labelSmoothing: Float = 0.1
  /// W of the guided alignment loss (Chen et al. 2016, §3), where the corpus has alignments.
  public var guidedAlignmentWeight: Float = 0.1
  /// The weight of the divergence between two passes with different masks over each pair (R-Drop,
  /// Liang et al. 2021); 0: there is one pass.
  public var consistency: Float = 0
  /// Whether the output layer's weight is the target embedding; nil: if `embedding` and `hidden`
  /// are equal. The configuration's property is set from this.
  public var tieEmbeddings: Bool?
  /// Whether both sides share one embedding; nil: if they have one vocabulary. The configuration's
  /// property is set from this.
  public var shareEmbeddings: Bool?
  /// What the best model is chosen by, and with it the learning rate and early stopping: a score of
  /// validation sentences, translated greedily at each validation. nil: perplexity.
  public var bestBy: Measure?
  /// The most validation pairs that are translated for `bestBy`, spread evenly over all.
  public static let translatedPairs = 1_000
  /// The options of every run.
  public var run = RunOptions()

  /// The number of updates where neither updates nor epochs are limited, and the options were not
  /// chosen for a corpus.
  public static let defaultUpdates = 9_000

  /// Defaults for a corpus of tens of thousands of short sentences; see `init(suiting:text:)`.
  public init() {
    configuration = ModelConfiguration(sourceVocabulary: 0, targetVocabulary: 0)
    configuration.embedding = 128
    configuration.hidden = 128
    configuration.dropout = DropoutRates(0.2)
  }

  /// An option of every run, by its name in `RunOptions`.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RunOptions, Value>) -> Value {
    get { run[keyPath: path] }
    set { run[keyPath: path] = newValue }
  }

  /// Checks all options.
  ///
  /// - Throws: `TrainingError.outOfRange` for a number outside its range.
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

  /// The rates of everything that training drops.
  var dropout: DropoutRates {
    var rates = configuration.dropout
    rates.recurrentWeights = recurrentDropout
    return rates
  }

  /// The share of the pairs in which words are shown as unknown.
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
