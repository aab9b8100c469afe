/// Trains a translator or a language model, depending on its corpus. Updates are done until the
/// limits or patience end the run; the weights that are best in validation become the model.
///
/// ```swift
/// let corpus = try TrainingCorpus(
///   train: pairs, valid: nil, sourceLanguage: "en", targetLanguage: "fr", options: options)
/// let model = try Trainer(corpus: corpus, options: options).run().model
/// ```
///
/// A run is a function of its corpus, options and seed. With files it can be stopped at any
/// instant, even killed, and resumed with the same outcome, to the bit.
public final class Trainer<Model: Sendable> {
  private let task: any TrainingTask<Model>
  private let options: RunOptions
  private let rates: LearningRateSchedule
  private let stopping: StoppingRule
  private let validationInterval: Int
  private let updatesPerEpoch: Int
  private let step: TrainingStep
  /// The average of the weights over the updates, and the context that validates it; nil: none is
  /// kept.
  private let average: (slab: ParameterSlab, context: Context)?
  /// The best weights so far; zeros before the first validation.
  private let best: ParameterSlab
  private let checkpoint: Checkpoint?
  private var progress: TrainingProgress
  private var clock = TrainingClock()
  /// The time since the run was begun or resumed, as of the last update.
  private var elapsed = Duration.zero
  private var gradientNorm = 0.0
  /// Called with each validation's weights as a model, which is valid until it returns. It does not
  /// affect the run.
  package var onValidation: ((TrainingReport, Model) -> Void)?

  init(
    _ task: some TrainingTask<Model>, savingTo path: String?, start: TrainingStart, threads: Int,
    kernelSet: KernelSet = .preferred
  ) throws {
    self.task = task
    options = task.run
    let device = Device(threads: threads, kernelSet: kernelSet, precision: options.precision)
    try requireMemory(for: task.layout, options)
    updatesPerEpoch = task.updatesPerEpoch
    rates = LearningRateSchedule(options: options)
    stopping = StoppingRule(options, updatesPerEpoch: updatesPerEpoch)
    validationInterval = options.validationInterval(updatesPerEpoch: updatesPerEpoch)
    let step = TrainingStep(task.layout, options, on: device)
    let best = ParameterSlab(task.layout)
    let average = options.averageDecay > 0 ? ParameterSlab(task.layout) : nil
    self.step = step
    self.best = best
    self.average = average.map { ($0, Context($0, on: device)) }
    if let path, options.keepCheckpoints > 0 {
      for model in TrainingFiles(model: path).checkpoints { try requireReplaceableModel(model) }
    }
    checkpoint = try path.map {
      try Checkpoint(
        TrainingFiles(model: $0), start, RunIdentity(task, device.kernelSet),
        options: task.storedOptions,
        slabs: [("weight", step.slab), ("best", best)] + step.optimizer.moments
          + (average.map { [("average", $0)] } ?? [])
          + (task.carried.map { [("carried", $0)] } ?? [])
      ) { progress, path in try task.writeModel(best, progress, to: path) }
    }
    progress = checkpoint?.resumed ?? TrainingProgress(learningRate: options.learningRate)
    if checkpoint?.resumed == nil {
      task.initialize(step.slab)
      progress.updatesBefore = try task.initialize(moments: step.optimizer.moments)
      _ = average?.floats.update(fromContentsOf: step.slab.floats)
      try checkpoint?.begin(progress)
    }
    step.updatesBefore = progress.updatesBefore ?? 0
  }

  /// How many numbers are trained: weights and biases.
  public var parameterCount: Int { task.layout.parameterCount }

  /// Trains until the updates, epochs, time or patience run out, or until `shouldStop`, which is
  /// called after every update, returns true. In both cases everything is saved before it returns.
  ///
  /// - Throws: `FileError` where a file cannot be written; `TrainingError.notFinite`.
  @discardableResult
  public func run(
    shouldStop: () -> Bool = { false }, report: (TrainingEvent) -> Void = { _ in }
  ) throws -> TrainingOutcome<Model> {
    let began = ContinuousClock.now
    return try run(elapsed: { .now - began }, shouldStop: shouldStop, report: report)
  }

  /// - Parameter elapsed: the time since the run was begun or resumed.
  @discardableResult
  func run(
    elapsed time: () -> Duration, shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) throws -> TrainingOutcome<Model> {
    tellNotices(report)
    if task.validationIsUnknown { report(.validationIsUnknown) }
    if progress.isFinished, let end { return outcome(end, hadEnded: true) }
    progress.isFinished = false
    while end == nil {
      task.beginEpoch(progress.epoch)
      if progress.position >= updatesPerEpoch {
        progress.epoch += 1
        progress.position = 0
        continue
      }
      while progress.position < updatesPerEpoch, end == nil {
        try update()
        progress.position += 1
        elapsed = time()
        report(.progress(currentReport))
        if progress.updatesSinceReport >= options.reportInterval {
          try checkpoint?.log.append(currentReport)
          report(.report(currentReport))
          startReport()
        }
        if progress.update - progress.lastValidation >= validationInterval {
          try validate(report)
        }
        if shouldStop() {
          try checkpoint?.save(progress)
          tellNotices(report)
          return outcome(.interrupted)
        }
      }
    }
    if progress.lastValidation < progress.update { try validate(report) }
    progress.isFinished = true
    // The model first: a run whose state says that it is finished is not continued.
    try checkpoint?.restoreModel(progress, atEnd: true)
    try checkpoint?.save(progress)
    tellNotices(report)
    return outcome(end ?? .updates)
  }

  /// Continues with another highest learning rate, from which the schedule goes on. With files the
  /// change is saved and logged.
  ///
  /// - Throws: `TrainingError.outOfRange`; `TrainingError.hasEnded` for a run that has ended;
  ///   `FileError`.
  package func changeLearningRate(to rate: Float) throws {
    var changed = options
    changed.learningRate = rate
    try changed.validate()
    if progress.isFinished, end != nil { throw TrainingError.hasEnded(update: progress.update) }
    progress.learningRate = rate
    try checkpoint?.log.append(newLearningRate: currentReport)
    try checkpoint?.save(progress)
  }

  private func tellNotices(_ report: (TrainingEvent) -> Void) {
    for notice in checkpoint?.takeNotices() ?? [] { report(notice) }
  }

  // MARK: - Steps

  private func update() throws {
    let began = ContinuousClock.now
    let time = progress.update + 1, position = progress.position
    let outcome = try step.update(
      time: time, learningRate: learningRate(at: time), options, dropout: task.dropout,
      touched: { task.touchedRows(position) }
    ) { task.lossAndGradients(position, in: $0) }
    if let average {
      let decay = min(options.averageDecay, Float(1 + time) / Float(10 + time))
      step.average(into: average.slab, share: 1 - decay)
    }
    let loss = outcome.loss
    gradientNorm = outcome.gradientNorm
    progress.update = time
    progress.loss += loss.loss
    progress.nll += loss.nll
    progress.tokens += loss.tokens
    progress.updatesSinceReport += 1
    clock.add(.now - began, tokens: loss.tokens)
  }

  /// Whether weights with this loss and score are better than the best so far: by the measure that
  /// the run asks for and, if that is equal, by perplexity.
  private func isBest(loss: Double, score: Double?) -> Bool {
    guard let bestLoss = progress.bestLoss else { return true }
    if let measure = task.bestBy, let score, let bestScore = progress.bestScore, score != bestScore
    {
      return measure.prefers(score, to: bestScore)
    }
    return loss < bestLoss
  }

  /// Scores the validation set, keeps the weights if they are the best, and lowers the learning
  /// rate if not.
  private func validate(_ report: (TrainingEvent) -> Void) throws {
    average?.context.weights.weightsChanged()
    let slab = average?.slab ?? step.slab
    let sum = task.validationLoss(in: average?.context ?? step.context)
    let loss = sum.nll / Double(sum.tokens), perplexity = exp(loss)
    guard perplexity.isFinite else {
      throw TrainingError.notFinite(update: progress.update, what: "validation perplexity")
    }
    let score = try task.validationScore(slab, on: step.device)
    let isBest = isBest(loss: loss, score: score)
    progress.lastValidation = progress.update
    if isBest {
      progress.bestLoss = loss
      progress.bestScore = score
      progress.bestUpdate = progress.update
      progress.bestEpoch = progress.epoch
      progress.validationsSinceBest = 0
      _ = best.floats.update(fromContentsOf: slab.floats)
      try checkpoint?.writeModel(progress)
    } else {
      progress.validationsSinceBest += 1
      progress.learningRate = rates.afterPlateau(progress.learningRate)
    }
    var now = progress
    (now.bestUpdate, now.bestEpoch, now.bestLoss) = (progress.update, progress.epoch, loss)
    if options.keepCheckpoints > 0 {
      try checkpoint?.keep(&progress, most: options.keepCheckpoints) { path in
        try task.writeModel(slab, now, to: path)
      }
    }
    let scores = scores(score)
    try checkpoint?.log.append(
      currentReport, validationPerplexity: perplexity, scores, isBest: isBest)
    report(.validation(currentReport, perplexity: perplexity, scores: scores, isBest: isBest))
    try checkpoint?.save(progress)
    tellNotices(report)
    onValidation?(currentReport, task.model(slab, now))
  }

  // MARK: - Where the run stands

  private func learningRate(at update: Int) -> Float {
    rates.rate(at: update, of: stopping.lastUpdate, plateau: progress.learningRate)
  }

  /// Why the run has ended; nil where it continues.
  private var end: TrainingEnd? {
    stopping.end(
      update: progress.update, validationsSinceBest: progress.validationsSinceBest,
      elapsed: elapsed)
  }

  private var currentReport: TrainingReport {
    let tokens = Double(max(progress.tokens, 1))
    return TrainingReport(
      update: progress.update, epoch: progress.epoch, updatesPerEpoch: updatesPerEpoch,
      lastUpdate: stopping.lastUpdate, loss: progress.loss / tokens,
      perplexity: exp(progress.nll / tokens), tokensPerSecond: clock.tokensPerSecond,
      learningRate: learningRate(at: max(progress.update, 1)), gradientNorm: gradientNorm)
  }

  /// The score by the measure that the run asks for.
  private func scores(_ score: Double?) -> [Measure: Double] {
    guard let measure = task.bestBy, let score else { return [:] }
    return [measure: score]
  }

  private func startReport() {
    progress.loss = 0
    progress.nll = 0
    progress.tokens = 0
    progress.updatesSinceReport = 0
    clock = TrainingClock()
  }

  private func outcome(_ end: TrainingEnd, hadEnded: Bool = false) -> TrainingOutcome<Model> {
    // Only an interrupted run can continue and write to its best weights.
    let model = progress.bestLoss.map { _ in
      task.model(end == .interrupted ? best.copy() : best, progress)
    }
    return TrainingOutcome(
      end: end, hadEnded: hadEnded, update: progress.update,
      epoch: progress.position == 0 ? max(progress.epoch - 1, 1) : progress.epoch,
      lastUpdate: stopping.lastUpdate, model: model,
      bestPerplexity: progress.bestLoss.map(exp), bestScores: scores(progress.bestScore),
      bestUpdate: progress.bestUpdate)
  }
}

/// Checks that weights, their packed forms, gradients, two moments and the best weights fit into
/// the machine's memory.
///
/// - Throws: `TrainingError.tooLarge`.
func requireMemory(for layout: ParameterLayout, _ run: RunOptions) throws(TrainingError) {
  let needed = layout.trainingBytes(run)
  let available = physicalMemory()
  if needed > available { throw .tooLarge(neededBytes: needed, availableBytes: available) }
}

extension ParameterLayout {
  /// Bytes of weights, their packed forms (as they are and transposed), gradients, moments, the best
  /// weights, and the average with its packed form.
  func trainingBytes(_ run: RunOptions) -> Int {
    let copies = 5 + (run.optimizer == .adam ? 2 : 0) + (run.averageDecay > 0 ? 2 : 0)
    return copies * count * MemoryLayout<Float>.size
  }
}
