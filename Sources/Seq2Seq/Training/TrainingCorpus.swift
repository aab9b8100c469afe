/// Sentence pairs prepared for training: split, tokenized, and numbered by vocabularies learned
/// from the training part.
public struct TrainingCorpus: Sendable {
  package let source: TextSide
  package let target: TextSide
  /// The number of pairs taken from the training part because no validation set was given.
  public let heldOut: Int
  /// The number of training pairs left out because they are too long.
  public let tooLong: Int
  /// The number of validation pairs left out for the same reason.
  public let tooLongToValidate: Int
  /// A digest of everything that training reads.
  package let digest: String
  /// The first source sentence that fits on a line, to try a model with.
  package let sample: String?
  /// What the texts look like.
  package let sourceTraits: TextTraits
  package let targetTraits: TextTraits
  /// Whether lines often hold several sentences.
  let sentencesInLines: Bool
  let sourceVectors: WordVectors?
  let targetVectors: WordVectors?
  /// The model that training starts from; nil: new weights.
  let start: StartingModel?
  let train: TokenPairs
  let valid: TokenPairs
  /// The word alignments of the training pairs, if given.
  let alignment: GuidedAlignment?
  /// The pairs of the validation part that are translated for `TrainingOptions.bestBy`, as they are
  /// in the corpus.
  let translated: SentencePairs

  /// The model that training starts from.
  package var startingModel: TranslationModel? { start?.model }
  /// The shares of the training part's tokens that the vocabularies lack.
  package var unknownShares: (source: Double, target: Double) {
    func share(_ lines: TokenLines) -> Double {
      var unknown = 0
      for line in lines { unknown += line.count { $0 == Vocabulary.unknown } }
      let words = lines.tokenCount - lines.count  // without end symbols
      return Double(unknown) / Double(max(words, 1))
    }
    return (share(train.sources), share(train.targets))
  }

  /// Token numbers of both sides, end symbols included.
  typealias Pair = TokenPairs.Pair

  /// The number of pairs that remain for training.
  public var trainingPairs: Int { train.count }
  /// The number of pairs that remain for validation.
  public var validationPairs: Int { valid.count }
  /// The size of the source vocabulary, the three special symbols included.
  public var sourceVocabularySize: Int { source.vocabulary.count }
  /// The size of the target vocabulary, likewise.
  public var targetVocabularySize: Int { target.vocabulary.count }

  /// How many tokens of each vocabulary are initialized with a vector from a file; nil: there is no
  /// file.
  package var vectorCounts: (source: Int?, target: Int?) {
    (sourceVectors?.count, targetVectors?.count)
  }

  /// Learns vocabularies and tokenizes; where training starts from a model, uses that model's
  /// vocabularies and tokenizers.
  ///
  /// - Parameters:
  ///   - train: pairs to train on; those that are too long are left out.
  ///   - valid: pairs to validate on; nil: some of the training pairs are held out.
  ///   - sourceLanguage: the source language's name, which the model holds.
  ///   - targetLanguage: the target language's name, likewise.
  ///   - alignments: an alignment of each training pair, with words counted as in
  ///     `TranslationSession.align`; only sure links guide attention
  ///     (`TrainingOptions.guidedAlignmentWeight`).
  ///   - options: how text becomes tokens, what is held out, what is left out.
  ///   - model: the model whose weights training starts from. The options are then those of
  ///     `TrainingOptions(startingFrom: model)`, in which only options that do not belong to the
  ///     model may be changed.
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
        try options.source.unlearned(
          (sourceTraits, targetTraits), isRead: !options.sharedVocabulary),
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
    var surplus = 0
    let longest = max(options.maximumLength, TrainingOptions.longestValidation)
    for place in validation {
      let pair = validPairs[place]
      let x = source.encode(pair.source), y = target.encode(pair.target)
      if max(x.count, y.count) - 1 > longest {
        surplus += 1
      } else if x.count > 1, y.count > 1 {
        sources.append(x.dropLast())
        targets.append(y.dropLast())
        kept.append(place)
      }
    }
    tooLongToValidate = surplus
    self.valid = TokenPairs(sources: sources, targets: targets)
    let count = options.bestBy == nil ? 0 : min(kept.count, TrainingOptions.translatedPairs)
    translated = SentencePairs((0..<count).map { validPairs[kept[$0 * kept.count / count]] })
    if self.valid.isEmpty { throw TrainingError.noValidationPairs }
  }
}

/// The order of an epoch: the places `0..<count`, shuffled, `size` at a time. Lengths are mixed on
/// purpose: sentences of equal length are alike, and a batch of them gives a biased gradient.
/// Mixing costs no time, since packed steps have no padding.
func shuffledBatches(of count: Int, size: Int, seed: UInt64, epoch: Int) -> [[Int]] {
  var random = RandomStream(seed: seed, use: .shuffle, moment: epoch)
  var order = Array(0..<count)
  random.shuffle(&order)
  return order.chunks(of: size).map { Array($0) }
}
