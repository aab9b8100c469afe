/// Trains a language model: by truncated backpropagation through time over a stream in parallel
/// lanes, whose states are carried from update to update but not differentiated through
/// (Mikolov et al. 2010; Zaremba et al. 2014, §4.1), or on lines one by one, where each line's
/// beginnings predict its next token.
///
/// A run is a function of its text, options and seed. It may be stopped at any instant, even by
/// force, and resumed from its files with the same outcome to the bit.
public final class LanguageModelTrainer {
  private let task: LanguageTask
  private let run: TrainingRun<LanguageTask>
  private let files: TrainingFiles
  private let device: Device

  /// Takes the run's files for itself until it is released, and throws as `Trainer`'s does.
  public convenience init(
    corpus: LanguageTrainingCorpus, options: LanguageTrainingOptions, files: TrainingFiles,
    start: Trainer.Start, threads: Int
  ) throws {
    try self.init(
      corpus: corpus, options: options, files: files, start: start,
      device: Device(threads: threads, precision: options.precision))
  }

  init(
    corpus: LanguageTrainingCorpus, options: LanguageTrainingOptions, files: TrainingFiles,
    start: Trainer.Start, device: Device
  ) throws {
    task = try LanguageTask(corpus, options)
    run = try TrainingRun(task, files: files, start: start, device: device)
    self.files = files
    self.device = device
  }

  /// Trained numbers.
  public var parameterCount: Int { run.parameterCount }

  /// Trains as `Trainer.run` does.
  public func run(
    shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) throws -> TrainingOutcome {
    try run.run(shouldStop: shouldStop, report: report)
  }

  /// What a part costs the best model, and what it costs by character.
  public struct Score: Sendable, Equatable {
    public let perplexity: Double
    public let bitsPerCharacter: Double
  }

  /// The best model on the training, validation and test part, as validation measures.
  ///
  /// Throws: what reading the model file throws.
  public func scores() throws -> (train: Score, valid: Score, test: Score?) {
    let model = try LanguageModel(path: files.model)
    let context = Context(model.slab, on: device)
    func score(_ part: LanguageTrainingCorpus.Part) -> Score {
      let sum = task.loss(of: part, in: context)
      let nats = sum.nll / Double(sum.tokens)
      return Score(perplexity: exponential(nats), bitsPerCharacter: part.bitsPerCharacter(nats))
    }
    let corpus = task.corpus
    return (score(corpus.train), score(corpus.valid), corpus.test.map(score))
  }
}

/// A language model and its text.
final class LanguageTask: TrainingTask {
  static let stateKind = FileKind.languageModelTrainingState
  static let modelKind = FileKind.languageModel
  static let languageCount = 0

  let corpus: LanguageTrainingCorpus
  let options: LanguageTrainingOptions
  let network: LanguageNetwork
  let stream: LanguageStream
  let states: CarriedStates?
  private var batches: [[Int]] = []
  private var batch: LanguageBatch?

  /// Throws: `TrainingError`, `ConfigurationError`.
  init(_ corpus: LanguageTrainingCorpus, _ given: LanguageTrainingOptions) throws {
    try given.validate()
    var options = given
    options.configuration.vocabulary = corpus.text.vocabulary.count
    self.corpus = corpus
    self.options = options
    network = try LanguageNetwork(options.configuration)
    stream = LanguageStream(
      corpus.train, lanes: LanguageStream.lanes(corpus.train, options),
      sequenceLength: options.sequenceLength)
    states =
      options.configuration.mode == .stream ? CarriedStates(network, lanes: stream.lanes) : nil
  }

  var layout: ParameterLayout { network.layout }
  var dropout: DropoutRates { options.configuration.dropout }
  var corpusDigest: String { corpus.digest }
  var languages: [String] { [] }
  var validationIsUnknown: Bool {
    corpus.valid.lines.allSatisfy { $0.allSatisfy { $0 == Vocabulary.unknown } }
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
      ? stream.batch(position) : Self.batch(batches[position].map { corpus.train.lines[$0] })
    self.batch = batch
    return network.loss(batch, carried: states, in: context)
  }

  /// Of the embedding only the rows that were read, unless it is the output's weight as well.
  func touchedRows(_ position: Int) -> TouchedRows? {
    guard !options.configuration.tieEmbeddings, let batch else { return nil }
    var rows = batch.inputs.sorted()
    rows = rows.indices.filter { $0 == 0 || rows[$0] != rows[$0 - 1] }.map { rows[$0] }
    return TouchedRows(parameter: network.embedding.weight, rows: rows)
  }

  func validationLoss(in context: Context) -> OutputLayer.LossSum {
    loss(of: corpus.valid, in: context)
  }

  func loss(of part: LanguageTrainingCorpus.Part, in context: Context) -> OutputLayer.LossSum {
    var sum = OutputLayer.LossSum()
    if options.configuration.mode == .stream {
      let stream = LanguageStream(
        part, lanes: LanguageStream.lanes(part, options), sequenceLength: options.sequenceLength)
      let states = CarriedStates(network, lanes: stream.lanes)
      for i in 0..<stream.batches {
        context.arena.reset()
        sum += network.loss(stream.batch(i), carried: states, in: context)
      }
    } else {
      let order = Batch.longestFirst(part.lines.map(\.count))
      for start in stride(from: 0, to: order.count, by: options.batch) {
        context.arena.reset()
        let lines = order[start..<min(start + options.batch, order.count)].map { part.lines[$0] }
        sum += network.loss(Self.batch(lines), in: context)
      }
    }
    return sum
  }

  func writeModel(_ slab: ParameterSlab, _ progress: TrainingProgress, to path: String) throws {
    let nats = progress.bestLoss ?? 0
    try LanguageModel(
      network: network, slab: slab, text: corpus.text,
      summary: LanguageSummary(
        corpus: corpus.digest, trainingTokens: corpus.trainingTokens,
        validationTokens: corpus.validationTokens, seed: options.seed, update: progress.bestUpdate,
        epoch: progress.bestEpoch, validationPerplexity: exponential(nats),
        validationBitsPerCharacter: corpus.valid.bitsPerCharacter(nats), sample: corpus.sample)
    ).write(to: path)
  }

  /// Lines from their begin to their end symbol.
  static func batch(_ lines: [[Int32]]) -> LanguageBatch {
    LanguageBatch(lines.map { (([Vocabulary.begin] + $0)[...], ($0 + [Vocabulary.end])[...]) })
  }
}
