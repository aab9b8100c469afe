/// Trains a translator: teacher forcing, Adam, a learning rate that is halved when validation does
/// not improve, early stopping; the best weights are the model.
///
/// A run is a function of its corpus, options and seed. It may be stopped at any instant, even by
/// force, and resumed from its files with the same outcome to the bit.
public final class Trainer {
  /// How a run begins where files of an earlier one may stand.
  public enum Start: Sendable {
    /// Refuses to overwrite an unfinished run.
    case fresh
    case resume
    /// Begins anew even then.
    case restart
  }

  private let run: TrainingRun<TranslationTask>

  /// Takes the run's files for itself until it is released.
  ///
  /// Throws: `TrainingError`, `ConfigurationError`, what reading a state throws, and `FileError` where
  /// a file cannot be written, is not of this program, or another run has it.
  public convenience init(
    corpus: TrainingCorpus, options: TrainingOptions, files: TrainingFiles, start: Start,
    threads: Int
  ) throws {
    try self.init(
      corpus: corpus, options: options, files: files, start: start,
      device: Device(threads: threads, precision: options.precision))
  }

  init(
    corpus: TrainingCorpus, options: TrainingOptions, files: TrainingFiles, start: Start,
    device: Device
  ) throws {
    run = try TrainingRun(
      TranslationTask(corpus, options), files: files, start: start, device: device)
  }

  /// Trained numbers.
  public var parameterCount: Int { run.parameterCount }

  /// Trains until the updates, epochs or patience run out, or `shouldStop` says so, which is asked
  /// after every update. In both cases everything is saved before it returns.
  ///
  /// Throws: `FileError` where a file cannot be written, `TrainingError.notFinite`.
  public func run(
    shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) throws -> TrainingOutcome {
    try run.run(shouldStop: shouldStop, report: report)
  }
}

/// A translator and its sentence pairs.
final class TranslationTask: TrainingTask {
  static let stateKind = FileKind.trainingState
  static let modelKind = FileKind.model
  static let languageCount = 2

  let corpus: TrainingCorpus
  let options: TrainingOptions
  let network: Network
  private let unknownWords: UnknownWords?
  private var epoch = 0
  private var batches: [[Int]] = []

  /// Throws: `TrainingError`, `ConfigurationError`.
  init(_ corpus: TrainingCorpus, _ given: TrainingOptions) throws {
    try given.validate()
    var options = given
    options.configuration.sourceVocabulary = corpus.source.vocabulary.count
    options.configuration.targetVocabulary = corpus.target.vocabulary.count
    self.corpus = corpus
    self.options = options
    network = try Network(options.configuration)
    let rate =
      options.unknownRate ?? (options.tokenizer == .words ? TrainingOptions.wordUnknownRate : 0)
    unknownWords = rate > 0 ? UnknownWords(corpus, rate: rate, seed: options.seed) : nil
  }

  var layout: ParameterLayout { network.layout }
  var dropout: DropoutRates { options.configuration.dropout }
  var corpusDigest: String { corpus.digest }
  var languages: [String] { [corpus.source.language, corpus.target.language] }
  var validationIsUnknown: Bool {
    corpus.valid.allSatisfy { $0.target.dropLast().allSatisfy { $0 == Vocabulary.unknown } }
  }
  var updatesPerEpoch: Int { (corpus.train.count - 1) / options.batch + 1 }

  func beginEpoch(_ epoch: Int) {
    self.epoch = epoch
    batches = TrainingCorpus.batches(
      of: corpus.train, size: options.batch, seed: options.seed, epoch: epoch)
  }

  func lossAndGradients(
    _ position: Int, in context: Context
  ) -> OutputLayer.LossSum {
    network.lossAndGradients(
      Batch(batches[position].map(pair)), smoothing: options.labelSmoothing,
      in: context)
  }

  /// A pair as this epoch reads it.
  private func pair(_ index: Int) -> TrainingCorpus.Pair {
    let pair = corpus.train[index]
    return unknownWords?.drawn(pair, index: index, epoch: epoch) ?? pair
  }

  func validationLoss(in context: Context) -> OutputLayer.LossSum {
    let order = corpus.valid.indices.sorted {
      (corpus.valid[$0].target.count, $0) < (corpus.valid[$1].target.count, $1)
    }
    var sum = OutputLayer.LossSum()
    for start in stride(from: 0, to: order.count, by: options.batch) {
      context.arena.reset()
      let pairs = order[start..<min(start + options.batch, order.count)].map { corpus.valid[$0] }
      sum += network.loss(Batch(pairs), smoothing: 0, in: context)
    }
    return sum
  }

  func writeModel(_ slab: ParameterSlab, _ progress: TrainingProgress, to path: String) throws {
    try TranslationModel(
      network: network, slab: slab, source: corpus.source, target: corpus.target,
      summary: TrainingSummary(
        corpus: corpus.digest, trainingPairs: corpus.train.count,
        validationPairs: corpus.valid.count, seed: options.seed, update: progress.bestUpdate,
        epoch: progress.bestEpoch, validationPerplexity: exponential(progress.bestLoss ?? 0),
        sample: corpus.sample)
    ).write(to: path)
  }
}
