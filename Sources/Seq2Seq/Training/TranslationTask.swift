/// A translator and its sentence pairs.
final class TranslationTask: TrainingTask {
  let kind = ModelKind.translator

  let corpus: TrainingCorpus
  let options: TrainingOptions
  let network: EncoderDecoder
  let storedOptions: String?
  private let unknownWords: UnknownWords?
  private var epoch = 0
  private var batches: [[Int]] = []

  /// - Throws: `TrainingError`, `ModelError`.
  init(_ corpus: TrainingCorpus, _ given: TrainingOptions) throws {
    try given.validate()
    try corpus.start?.check(given)
    var options = given.completed(source: corpus.source, target: corpus.target)
    options.startFrom = corpus.start?.digest
    options.keepsOptimizer = corpus.start?.updates == nil ? nil : true
    self.corpus = corpus
    self.options = options
    storedOptions = try given.stored(
      startFrom: options.startFrom, keepsOptimizer: options.keepsOptimizer != nil,
      isGuided: corpus.alignment != nil)
    network = try EncoderDecoder(options.configuration)
    let rate = options.unknownRate ?? 0
    unknownWords = rate > 0 ? UnknownWords(corpus, rate: rate, seed: options.seed) : nil
  }

  var run: RunOptions { options.run }
  var layout: ParameterLayout { network.layout }
  var dropout: DropoutRates { options.dropout }
  var corpusDigest: String { corpus.digest }
  var languages: [String] { [corpus.source.language, corpus.target.language] }
  var validationIsUnknown: Bool {
    corpus.valid.targets.joined().isAllUnknown
  }
  var updatesPerEpoch: Int { (corpus.train.count - 1) / options.batch + 1 }

  func initialize(_ slab: ParameterSlab) {
    slab.initialize(seed: options.seed)
    corpus.sourceVectors?.fill(slab[network.encoder.embedding.weight])
    corpus.targetVectors?.fill(slab[network.decoder.embedding.weight])
    corpus.start?.fill(slab, of: network, seed: options.seed)
  }

  func initialize(moments: [(name: String, slab: ParameterSlab)]) throws -> Int? {
    try corpus.start?.fill(moments: moments)
    return corpus.start?.updates
  }

  func beginEpoch(_ epoch: Int) {
    self.epoch = epoch
    batches = shuffledBatches(
      of: corpus.train.count, size: options.batch, seed: options.seed, epoch: epoch)
  }

  func lossAndGradients(
    _ position: Int, in context: Context
  ) -> OutputLayer.LossSum {
    let places = batches[position]
    let isTwice = options.consistency > 0
    return network.loss(
      batch(isTwice ? places.flatMap { [$0, $0] } : places), smoothing: options.labelSmoothing,
      consistency: options.consistency, in: context)
  }

  /// The epoch's update with the most target tokens, the first of equal ones.
  var largestBatch: Int {
    let tokens = batches.map { $0.reduce(0) { $0 + corpus.train.targets.length($1) } }
    return tokens.indices.max { (tokens[$0], $1) < (tokens[$1], $0) } ?? 0
  }

  /// A batch of pairs as this epoch reads them, with their links where there are any.
  private func batch(_ places: [Int]) -> Batch {
    guard let alignment = corpus.alignment, options.guidedAlignmentWeight > 0 else {
      return Batch(places.map(pair))
    }
    let guided = places.map { guidedPair($0, Array(alignment[$0])) }
    return Batch(
      guided.map(\.pair), links: guided.map(\.links), weight: options.guidedAlignmentWeight)
  }

  /// A pair as this epoch reads it.
  private func pair(_ index: Int) -> TrainingCorpus.Pair {
    let all = corpus.train.words(index)
    return corpus.train.spelled(unknownWords?.drawn(all, index: index, epoch: epoch) ?? all)
  }

  /// The same, and the links of its tokens.
  func guidedPair(
    _ index: Int, _ links: [TokenLink]
  ) -> (pair: TrainingCorpus.Pair, links: [TokenLink]) {
    let all = corpus.train.words(index)
    let replacement = unknownWords?.replacement(all, index: index, epoch: epoch)
    let pieces = corpus.train.pieces(replacement?.applied(to: all) ?? all)
    let linked = (replacement?.applied(to: links) ?? links).spread(
      source: pieces.source.map(\.count), target: pieces.target.map(\.count))
    return ((pieces.source.flatMap { $0 }, pieces.target.flatMap { $0 }), linked)
  }

  func validationLoss(in context: Context) -> OutputLayer.LossSum {
    let order = corpus.valid.indices.sorted {
      (corpus.valid.targets.length($0), $0) < (corpus.valid.targets.length($1), $1)
    }
    var sum = OutputLayer.LossSum()
    for places in order.chunks(of: options.batch) {
      context.arena.reset()
      sum += network.loss(Batch(places.map { corpus.valid[$0] }), smoothing: 0, in: context)
    }
    return sum
  }

  var bestBy: Measure? { options.bestBy }

  /// Translates greedily, in float32 whatever the precision of training, and ignores case if the
  /// target's tokenizer does.
  func validationScore(_ slab: ParameterSlab, on device: Device) throws -> Double? {
    guard let measure = bestBy else { return nil }
    let model = model(slab, TrainingProgress(learningRate: 0))
    let session = TranslationSession(model, device: Device(device, precision: .float32))
    var decoding = DecodingOptions()
    decoding.beam = 1
    decoding.scores = false
    var measurement = TranslationMeasurement(
      measure, lowercase: corpus.target.tokenizer.lowercase)
    let found = try session.translate(corpus.translated.map(\.source), decoding)
    for (translations, pair) in zip(found, corpus.translated) {
      measurement.add(hypothesis: translations[0].text, references: [pair.target])
    }
    return measurement.score
  }

  func model(_ slab: ParameterSlab, _ progress: TrainingProgress) -> TranslationModel {
    TranslationModel(
      network: network, slab: slab, source: corpus.source, target: corpus.target,
      summary: TrainingSummary(
        corpus: corpus.digest, trainingPairs: corpus.train.count,
        validationPairs: corpus.valid.count, seed: options.seed, update: progress.bestUpdate,
        epoch: progress.bestEpoch, validationPerplexity: exp(progress.bestLoss ?? 0),
        sample: corpus.sample, sentencesInLines: corpus.sentencesInLines ? true : nil),
      options: storedOptions)
  }

  func write(_ model: TranslationModel, to path: String) throws { try model.write(to: path) }
}
