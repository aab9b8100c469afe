/// A language model and its text: truncated backpropagation through time over a stream in parallel
/// lanes, whose states are carried from update to update but not differentiated through (Mikolov et
/// al. 2010; Zaremba et al. 2014, §4.1), or lines one by one, where each prefix of a line predicts
/// its next token.
final class LanguageModelTask: TrainingTask {
  let kind = ModelKind.languageModel
  let languages: [String] = []

  let corpus: LanguageModelTrainingCorpus
  let options: LanguageModelTrainingOptions
  let network: LanguageModelNetwork
  let stream: LanguageModelStream
  let states: CarriedStates?
  private var batches: [[Int]] = []
  private var batch: LanguageModelBatch?

  /// - Throws: `TrainingError`, `ModelError`.
  init(_ corpus: LanguageModelTrainingCorpus, _ given: LanguageModelTrainingOptions) throws {
    try given.validate()
    let options = given.completed(corpus.text, validatesOnItself: corpus.validatesOnItself)
    self.corpus = corpus
    self.options = options
    network = try LanguageModelNetwork(options.configuration)
    stream = LanguageModelStream(
      corpus.train, lanes: LanguageModelStream.lanes(corpus.train, options),
      sequenceLength: options.sequenceLength)
    states =
      options.configuration.mode == .stream ? CarriedStates(network, lanes: stream.lanes) : nil
  }

  var run: RunOptions { options.run }
  var layout: ParameterLayout { network.layout }
  var dropout: DropoutRates { options.configuration.dropout }
  var corpusDigest: String { corpus.digest }
  var validationIsUnknown: Bool {
    corpus.valid.lines.joined().isAllUnknown
  }
  var carried: ParameterSlab? { states?.slab }

  var updatesPerEpoch: Int {
    options.configuration.mode == .stream
      ? stream.batches : (corpus.train.lines.count - 1) / options.batch + 1
  }

  func beginEpoch(_ epoch: Int) {
    if options.configuration.mode == .lines {
      batches = shuffledBatches(
        of: corpus.train.lines.count, size: options.batch, seed: options.seed, epoch: epoch)
    }
  }

  func lossAndGradients(
    _ position: Int, in context: Context
  ) -> OutputLayer.LossSum {
    if position == 0 { states?.clear() }
    let batch =
      states != nil
      ? stream.batch(position)
      : LanguageModelBatch(lines: batches[position].map { corpus.train.lines[$0] })
    self.batch = batch
    return network.loss(batch, carried: states, in: context)
  }

  /// Only the rows of the embedding that were read, unless it is the output's weight as well.
  func touchedRows(_ position: Int) -> TouchedRows? {
    guard !options.configuration.tieEmbeddings, let batch else { return nil }
    return TouchedRows(parameter: network.embedding.weight, rows: Set(batch.inputs).sorted())
  }

  func validationLoss(in context: Context) -> OutputLayer.LossSum {
    network.loss(of: corpus.valid, options, in: context)
  }

  func model(_ slab: ParameterSlab, _ progress: TrainingProgress) -> LanguageModel {
    let nats = progress.bestLoss ?? 0
    return LanguageModel(
      network: network, slab: slab, text: corpus.text,
      summary: LanguageModelSummary(
        corpus: corpus.digest, trainingTokens: corpus.trainingTokens,
        validationTokens: corpus.validationTokens, seed: options.seed, update: progress.bestUpdate,
        epoch: progress.bestEpoch, validationPerplexity: exp(nats),
        validationBitsPerCharacter: corpus.valid.bitsPerCharacter(nats), sample: corpus.sample))
  }

  func write(_ model: LanguageModel, to path: String) throws { try model.write(to: path) }
}
