/// Sentence pairs made ready: split, tokenised, numbered by vocabularies learned from the training
/// part.
public struct TrainingCorpus: Sendable {
  public let source: TextSide
  public let target: TextSide
  /// Pairs taken from the training part because no validation set was given.
  public let heldOut: Int
  /// Training pairs left out for their length.
  public let tooLong: Int
  /// Of everything that training reads.
  public let digest: String
  /// The first source sentence that is no longer than a line: something to try a model with.
  public let sample: String?
  let train: [Pair]
  let valid: [Pair]

  /// Token numbers of both sides, end symbols included.
  typealias Pair = (source: [Int32], target: [Int32])

  /// Pairs that remain for training and validation, and entries of each vocabulary.
  public var trainingPairs: Int { train.count }
  public var validationPairs: Int { valid.count }
  public var sourceVocabularySize: Int { source.vocabulary.count }
  public var targetVocabularySize: Int { target.vocabulary.count }

  /// Throws: `TrainingError`, `CorpusError` where nothing is left to train or validate on.
  public init(
    train pairs: [SentencePair], valid: [SentencePair]?, sourceLanguage: String,
    targetLanguage: String, options: TrainingOptions
  ) throws {
    try options.validate()
    let (training, validation) =
      if let valid { (pairs, valid) } else {
        try splitHeldOut(pairs, share: options.heldOutShare, seed: options.seed)
      }
    heldOut = valid == nil ? validation.count : 0
    digest = corpusDigest(of: training) + corpusDigest(of: validation)
    sample = pairs.lazy.map(\.source).first { $0.utf8.count <= 120 }

    let tokenizer = Tokenizer(
      kind: options.tokenizer, lowercase: options.lowercase, normalForm: options.normalize)
    let sources = training.map { tokenizer.tokenize($0.source) }
    let targets = training.map { tokenizer.tokenize($0.target) }
    func vocabulary(_ lines: some Sequence<[String]>) -> Vocabulary {
      Vocabulary.build(
        from: lines, minimumFrequency: options.minimumFrequency,
        maximumSize: options.vocabularySize)
    }
    let shared =
      options.sharedVocabulary ? vocabulary([sources, targets].joined()) : nil
    source = TextSide(
      language: sourceLanguage, tokenizer: tokenizer, vocabulary: shared ?? vocabulary(sources))
    target = TextSide(
      language: targetLanguage, tokenizer: tokenizer, vocabulary: shared ?? vocabulary(targets))

    var train: [Pair] = []
    for (x, y) in zip(sources, targets)
    where !x.isEmpty && !y.isEmpty
      && max(x.count, y.count) <= options.maximumLength
    {
      train.append(
        (
          source.vocabulary.encode(x, appendEnd: true),
          target.vocabulary.encode(y, appendEnd: true)
        ))
    }
    tooLong = zip(sources, targets).count { max($0.count, $1.count) > options.maximumLength }
    if train.isEmpty {
      throw TrainingError.noPairs(tooLong: tooLong, maximumLength: options.maximumLength)
    }
    self.train = train
    let (sourceSide, targetSide) = (source, target)
    self.valid = validation.map { (sourceSide.encode($0.source), targetSide.encode($0.target)) }
      .filter { $0.0.count > 1 && $0.1.count > 1 }
    if self.valid.isEmpty { throw TrainingError.noValidationPairs }
  }

  /// The order of an epoch: pairs shuffled, then taken `size` at a time. Lengths are mixed on
  /// purpose: sentences of one length are alike, and a batch of them pulls to one side. It costs no
  /// time, since packed steps hold no padding.
  static func batches(of pairs: [Pair], size: Int, seed: UInt64, epoch: Int) -> [[Int]] {
    shuffledBatches(of: pairs.count, size: size, seed: seed, epoch: epoch)
  }
}

/// The places `0..<count`, shuffled, `size` at a time.
func shuffledBatches(of count: Int, size: Int, seed: UInt64, epoch: Int) -> [[Int]] {
  var random = RandomStream(seed: seed, use: .shuffle, moment: epoch)
  var order = Array(0..<count)
  random.shuffle(&order)
  return stride(from: 0, to: order.count, by: size).map {
    Array(order[$0..<min($0 + size, order.count)])
  }
}
