/// A training run: teacher forcing, Adam, a learning rate that is halved when validation does not
/// improve, early stopping; the best weights are the model.
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

  let corpus: TrainingCorpus
  let options: TrainingOptions
  let files: TrainingFiles
  private let learner: Learner
  private let log: LogFile
  private var progress: TrainingProgress
  private var clock = TrainingClock()

  /// Throws: `TrainingError`, `ConfigurationError`, and what reading a state throws.
  public convenience init(
    corpus: TrainingCorpus, options: TrainingOptions, files: TrainingFiles, start: Start,
    threads: Int
  ) throws {
    try self.init(
      corpus: corpus, options: options, files: files, start: start,
      workspace: Workspace(threads: threads))
  }

  init(
    corpus: TrainingCorpus, options given: TrainingOptions, files: TrainingFiles, start: Start,
    workspace: Workspace
  ) throws {
    try given.validate()
    var options = given
    options.configuration.sourceVocabulary = corpus.source.vocabulary.count
    options.configuration.targetVocabulary = corpus.target.vocabulary.count
    self.corpus = corpus
    self.options = options
    self.files = files
    let network = try Network(options.configuration)
    try Self.checkMemory(network.layout)
    learner = Learner(network, workspace)
    progress = TrainingProgress(learningRate: options.learningRate)

    try AtomicFile.checkTargets([files.model, files.state, files.log])
    AtomicFile.removeLeftovers(of: [files.model, files.state, files.previous])
    let earlier = try Self.earlierRun(files, start)
    if let earlier, start == .resume {
      try Self.check(earlier, against: options, corpus: corpus, state: files.state)
      progress = earlier.progress
      try earlier.fill(weights: learner.slab, adam: learner.adam)
      log = try LogFile(path: files.log, keepingLines: progress.logLines)
    } else {
      learner.slab.initialize(seed: options.seed)
      if fileExists(files.model), earlier?.progress.isFinished ?? true {
        let earlierModel = try readWholeFile(files.model)
        try AtomicFile.write(to: files.previous) { try $0.write(earlierModel) }
      }
      log = try LogFile(path: files.log, keepingLines: 0)
      try saveState()
    }
  }

  /// Trained numbers.
  public var parameterCount: Int { learner.network.layout.parameters.reduce(0) { $0 + $1.count } }

  /// Trains until the updates, epochs or patience run out, or `shouldStop` says so, which is asked
  /// after every update. In both cases everything is saved before it returns.
  ///
  /// Throws: `FileError` where a file cannot be written, `TrainingError.notFinite`.
  public func run(
    shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) throws -> TrainingOutcome {
    if progress.isFinished && isPastEnd { return outcome(.alreadyFinished) }
    progress.isFinished = false
    while !isPastEnd {
      let batches = TrainingCorpus.batches(
        of: corpus.train, size: options.batch, seed: options.seed, epoch: progress.epoch)
      if progress.position >= batches.count {
        progress.epoch += 1
        progress.position = 0
        continue
      }
      while progress.position < batches.count, !isPastEnd {
        try update(Batch(batches[progress.position].map { corpus.train[$0] }))
        progress.position += 1
        report(.progress(currentReport))
        if progress.updatesSinceReport >= options.reportInterval {
          try log.append(try jsonText(LogLine(currentReport)))
          report(.report(currentReport))
          startReport()
        }
        if progress.update - progress.lastValidation >= validationInterval {
          try validate(report)
        }
        if shouldStop() {
          try save()
          return outcome(.interrupted)
        }
      }
    }
    if progress.lastValidation < progress.update { try validate(report) }
    progress.isFinished = true
    try save()
    return outcome(.finished)
  }

  // MARK: - Steps

  private func update(_ batch: Batch) throws {
    clock.start()
    let time = progress.update + 1
    let loss = try learner.update(
      batch, time: time, learningRate: learningRate(at: time), options)
    progress.update = time
    progress.loss += loss.loss
    progress.nll += loss.nll
    progress.tokens += loss.tokens
    progress.updatesSinceReport += 1
    clock.stop(tokens: loss.tokens)
  }

  /// Of the last updates, `options.decay` of them all, each has a smaller share of the rate, down to
  /// nearly none: the weights settle.
  private func learningRate(at update: Int) -> Float {
    let epochs = options.epochs.map { $0.multipliedReportingOverflow(by: updatesPerEpoch) }
    let total = min(options.updates, epochs.map { $0.overflow ? .max : $0.partialValue } ?? .max)
    let falling = Double(total) * Double(options.decay)
    let left = Double(total - update + 1)
    return left < falling ? progress.learningRate * Float(left / falling) : progress.learningRate
  }

  /// Of the update that was made last.
  private var currentRate: Float { learningRate(at: max(progress.update, 1)) }

  /// Scores the validation set, keeps the weights if they are the best, and slows down if not.
  private func validate(_ report: (TrainingEvent) -> Void) throws {
    let loss = validationLoss()
    guard exponential(loss).isFinite else {
      throw TrainingError.notFinite(
        update: progress.update, what: "validation perplexity")
    }
    let isBest = progress.bestLoss.map { loss < $0 } ?? true
    progress.lastValidation = progress.update
    if isBest {
      progress.bestLoss = loss
      progress.bestUpdate = progress.update
      progress.validationsSinceBest = 0
      try model().write(to: files.model)
    } else {
      progress.validationsSinceBest += 1
      progress.learningRate = max(progress.learningRate / 2, options.learningRate * 0x1p-20)
    }
    let perplexity = exponential(loss)
    try log.append(
      try jsonText(
        ValidationLogLine(
          step: progress.update, epoch: progress.epoch, learningRate: currentRate,
          validationPerplexity: perplexity, best: isBest)))
    report(.validation(currentReport, perplexity: perplexity, isBest: isBest))
    try save()
  }

  /// −log p for each target token, without dropout or smoothing.
  func validationLoss() -> Double {
    let order = corpus.valid.indices.sorted {
      (corpus.valid[$0].target.count, $0) < (corpus.valid[$1].target.count, $1)
    }
    var sum = OutputLayer.LossSum()
    for start in stride(from: 0, to: order.count, by: options.batch) {
      learner.workspace.reset()
      let pairs = order[start..<min(start + options.batch, order.count)].map { corpus.valid[$0] }
      sum += learner.network.loss(
        Batch(pairs), smoothing: 0,
        Pass(weights: learner.weights, workspace: learner.workspace))
    }
    return sum.nll / Double(sum.tokens)
  }

  /// The current weights, as they are now and as they become, with what else a model file holds.
  func model() -> TranslationModel {
    TranslationModel(
      network: learner.network, slab: learner.slab, source: corpus.source, target: corpus.target,
      summary: TrainingSummary(
        corpus: corpus.digest, trainingPairs: corpus.train.count,
        validationPairs: corpus.valid.count, seed: options.seed, update: progress.update,
        epoch: progress.epoch, validationPerplexity: exponential(progress.bestLoss ?? 0),
        sample: corpus.sample))
  }

  // MARK: - Where the run stands

  private var validationInterval: Int {
    options.validationInterval ?? min(max(updatesPerEpoch, 50), 1_000)
  }

  private var updatesPerEpoch: Int {
    (corpus.train.count - 1) / options.batch + 1
  }

  private var lastUpdate: Int {
    guard let epochs = options.epochs else { return options.updates }
    let (last, overflow) = epochs.multipliedReportingOverflow(by: updatesPerEpoch)
    return overflow ? options.updates : min(options.updates, last)
  }

  private var isPastEnd: Bool {
    progress.update >= lastUpdate
      || options.patience > 0 && progress.validationsSinceBest >= options.patience
  }

  private var currentReport: TrainingReport {
    let tokens = Double(max(progress.tokens, 1))
    return TrainingReport(
      update: progress.update, epoch: progress.epoch, updatesPerEpoch: updatesPerEpoch,
      lastUpdate: lastUpdate, loss: progress.loss / tokens,
      perplexity: exponential(progress.nll / tokens), tokensPerSecond: clock.tokensPerSecond,
      learningRate: currentRate)
  }

  private func startReport() {
    progress.loss = 0
    progress.nll = 0
    progress.tokens = 0
    progress.updatesSinceReport = 0
    clock = TrainingClock()
  }

  private func outcome(_ end: TrainingOutcome.End) -> TrainingOutcome {
    TrainingOutcome(
      end: end, update: progress.update,
      epoch: progress.position == 0 ? max(progress.epoch - 1, 1) : progress.epoch,
      bestPerplexity: progress.bestLoss.map(exponential), bestUpdate: progress.bestUpdate)
  }

  // MARK: - Files

  private func save() throws {
    try log.synchronize()
    try saveState()
  }

  private func saveState() throws {
    progress.logLines = log.lineCount
    try TrainingStateFile.write(
      to: files.state, progress: progress, options: options, corpus: corpus.digest,
      weights: learner.slab, adam: learner.adam)
  }

  /// Weights, their packed forms, gradients and two moments must fit into the machine's memory.
  private static func checkMemory(_ layout: ParameterLayout) throws {
    let needed = 6 * layout.count * MemoryLayout<Float>.size
    let available = physicalMemory()
    if needed > available {
      throw TrainingError.tooLarge(neededBytes: needed, availableBytes: available)
    }
  }

  /// The run that the files tell of, if any, and if it may be touched.
  private static func earlierRun(
    _ files: TrainingFiles, _ start: Start
  ) throws -> TrainingStateFile? {
    guard fileExists(files.state) else {
      if start == .resume { throw TrainingError.nothingToResume(state: files.state) }
      return nil
    }
    if start == .restart { return try? TrainingStateFile(path: files.state) }
    let earlier: TrainingStateFile
    do {
      earlier = try TrainingStateFile(path: files.state)
    } catch where start == .fresh {
      throw TrainingError.unreadableRun(reason: "\(error)")
    }
    if start == .fresh, !earlier.progress.isFinished, earlier.progress.update > 0 {
      throw TrainingError.unfinishedRun(state: files.state, update: earlier.progress.update)
    }
    return earlier
  }

  /// A resumed run must be what it was, but for how long it goes on.
  private static func check(
    _ earlier: TrainingStateFile, against options: TrainingOptions, corpus: TrainingCorpus,
    state: String
  ) throws {
    if earlier.corpus != corpus.digest { throw TrainingError.otherCorpus(state: state) }
    var expected = earlier.options
    expected.updates = options.updates
    expected.epochs = options.epochs
    expected.patience = options.patience
    guard expected != options else { return }
    let (name, found, wanted) = try TrainingOptions.firstDifference(options, expected)
    throw TrainingError.otherOption(state: state, option: name, found: found, expected: wanted)
  }
}
