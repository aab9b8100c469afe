/// Sentence pairs made ready: split, tokenized, numbered by vocabularies learned from the training
/// part.
public struct TrainingCorpus: Sendable {
  package let source: TextSide
  package let target: TextSide
  /// Pairs taken from the training part because no validation set was given.
  public let heldOut: Int
  /// Training pairs left out for their length.
  public let tooLong: Int
  /// Of everything that training reads.
  package let digest: String
  /// The first source sentence that is no longer than a line: something to try a model with.
  package let sample: String?
  /// What the texts look like.
  package let sourceTraits: TextTraits
  package let targetTraits: TextTraits
  /// Whether lines often hold several sentences.
  let sentencesInLines: Bool
  let sourceVectors: WordVectors?
  let targetVectors: WordVectors?
  /// The model that training starts from.
  let start: StartingModel?
  let train: TokenPairs
  let valid: TokenPairs
  /// Of the training pairs, if it was given.
  let alignment: GuidedAlignment?
  /// What `TrainingOptions.bestBy` translates of the validation part, as it stands in the corpus.
  let translated: SentencePairs

  /// Token numbers of both sides, end symbols included.
  typealias Pair = TokenPairs.Pair

  /// Pairs that remain for training.
  public var trainingPairs: Int { train.count }
  /// Pairs that remain for validation.
  public var validationPairs: Int { valid.count }
  /// Tokens of the source's vocabulary, the three special symbols among them.
  public var sourceVocabularySize: Int { source.vocabulary.count }
  /// Tokens of the target's vocabulary, likewise.
  public var targetVocabularySize: Int { target.vocabulary.count }

  /// Tokens of each vocabulary that begin with a vector of a file; nil: there is none.
  package var vectorCounts: (source: Int?, target: Int?) {
    (sourceVectors?.count, targetVectors?.count)
  }

  /// Learns vocabularies and tokenizes; where training starts from a model, with what that has.
  ///
  /// - Parameters:
  ///   - train: pairs to train on, of which those that are too long are left out.
  ///   - valid: pairs to validate on; nil: some of the training pairs are held out.
  ///   - sourceLanguage: a name for it, which the model carries.
  ///   - targetLanguage: likewise.
  ///   - alignments: of each training pair, its words being what `TranslationSession.align` counts;
  ///     sure links alone guide attention (`TrainingOptions.guidedAlignmentWeight`).
  ///   - options: how text becomes tokens, what is held out, what is left out.
  ///   - model: whose weights training starts from. The options are those of
  ///     `TrainingOptions(startingFrom: model)`, with changes to what is not the model's.
  /// - Throws: `TrainingError` for options out of range, and where nothing is left to train or
  ///   validate on; an error for alignments that do not fit the pairs.
  public init(
    train: [SentencePair], valid: [SentencePair]?, sourceLanguage: String, targetLanguage: String,
    alignments: [WordAlignment]? = nil, options: TrainingOptions,
    startingFrom model: TranslationModel? = nil
  ) throws {
    try self.init(
      train: SentencePairs(train), valid: valid.map { SentencePairs($0) },
      sourceLanguage: sourceLanguage, targetLanguage: targetLanguage,
      alignments: alignments.map { AlignmentLines($0) }, options: options,
      startingFrom: model.map { try StartingModel($0) })
  }

  /// - Throws: `TrainingError`, `AlignmentFileError`.
  package init(
    train pairs: SentencePairs, valid: SentencePairs?, sourceLanguage: String,
    targetLanguage: String, alignments: AlignmentLines? = nil, options: TrainingOptions,
    startingFrom start: StartingModel? = nil
  ) throws {
    try options.validate()
    try start?.check(options)
    if start == nil, options.extendVocabulary {
      throw TrainingError.outOfRange(
        name: "extendVocabulary", found: "on", expected: "off without a model to start from")
    }
    if start != nil, let path = options.source.embeddings ?? options.target.embeddings {
      throw TrainingError.outOfRange(
        name: "embeddings", found: path, expected: "left out where training starts from a model")
    }
    self.start = start
    if let alignments, alignments.count != pairs.count {
      throw AlignmentFileError.lineCount(
        path: alignments.path, found: alignments.count, expected: pairs.count)
    }
    let held =
      valid == nil
      ? try splitHeldOut(
        count: pairs.count, share: options.heldOutShare,
        seed: options.heldOutSeed ?? options.seed) : nil
    let training = held?.train ?? Array(pairs.indices)
    let validPairs = valid ?? pairs, validation = held?.valid ?? Array(validPairs.indices)
    heldOut = held?.valid.count ?? 0
    sample = pairs.lazy.map(\.source).first { $0.utf8.count <= 120 }

    sourceTraits = TextTraits(count: training.count) { pairs[training[$0]].source }
    targetTraits = TextTraits(count: training.count) { pairs[training[$0]].target }
    let tokenizers: (source: Tokenizer, target: Tokenizer)
    if let start {
      tokenizers = (start.model.source.tokenizer, start.model.target.tokenizer)
    } else {
      tokenizers = (
        try options.source.unlearned((sourceTraits, targetTraits), isRead: true),
        try options.target.unlearned((targetTraits, sourceTraits), isRead: false)
      )
    }
    sentencesInLines = SentenceEnds.areFrequent(count: training.count) {
      pairs[training[$0]].source
    }
    try CorpusMemory.check(lines: pairs.count, textBytes: pairs.byteCount) { place in
      let pair = pairs[place]
      return tokenizers.source.wholeTokens(pair.source).count
        + tokenizers.target.wholeTokens(pair.target).count
    }
    var learner = VocabularyLearner(isShared: options.sharedVocabulary)
    for place in training {
      let pair = pairs[place]
      learner.add(
        tokenizers.source.wholeTokens(pair.source), tokenizers.target.wholeTokens(pair.target))
    }
    let languages = (source: sourceLanguage, target: targetLanguage)
    var (source, target) =
      try start.map { try learner.sides(languages, of: $0.model, options) }
      ?? learner.sides(languages, tokenizers, options)
    if source.tokenizer.subwords != nil, options.unknownRate(source, target) > 0 {
      source.seenWords = learner.seenWords(source).union(source.seenWords)
    }
    let trained = learner.pairs(source, target, maximumLength: options.maximumLength)
    (train, tooLong) = (trained.pairs, trained.tooLong)
    (self.source, self.target) = (source, target)
    let size = options.configuration.embedding
    sourceVectors = try options.source.vectors(for: source, size: size)
    targetVectors = try options.target.vectors(for: target, size: size)
    digest =
      corpusDigest(of: training.lazy.map { pairs[$0] })
      + corpusDigest(of: validation.lazy.map { validPairs[$0] })
      + options.source.codesDigest(tokenizers.source)
      + options.target.codesDigest(tokenizers.target)
      + (alignments?.digest ?? "")
      + [sourceVectors, targetVectors].compactMap { $0?.digest }.joined()
    alignment = try alignments.map { lines in
      let places = trained.kept.lazy.map { training[$0] }
      return try GuidedAlignment(lines, places.map { ($0, pairs[$0]) }, source, target)
    }
    if train.isEmpty {
      throw TrainingError.noPairs(tooLong: tooLong, maximumLength: options.maximumLength)
    }
    var sources = TokenLines(), targets = TokenLines()
    var kept: [Int] = []
    for place in validation {
      let pair = validPairs[place]
      let x = source.encode(pair.source), y = target.encode(pair.target)
      if x.count > 1, y.count > 1 {
        sources.append(x.dropLast())
        targets.append(y.dropLast())
        kept.append(place)
      }
    }
    self.valid = TokenPairs(sources: sources, targets: targets)
    let count = options.bestBy == nil ? 0 : min(kept.count, TrainingOptions.translatedPairs)
    translated = SentencePairs((0..<count).map { validPairs[kept[$0 * kept.count / count]] })
    if self.valid.isEmpty { throw TrainingError.noValidationPairs }
  }
}

/// The order of an epoch: the places `0..<count`, shuffled, `size` at a time. Lengths are mixed on
/// purpose: sentences of one length are alike, and a batch of them pulls to one side. It costs no
/// time, since packed steps hold no padding.
func shuffledBatches(of count: Int, size: Int, seed: UInt64, epoch: Int) -> [[Int]] {
  var random = RandomStream(seed: seed, use: .shuffle, moment: epoch)
  var order = Array(0..<count)
  random.shuffle(&order)
  return order.chunks(of: size).map { Array($0) }
}
