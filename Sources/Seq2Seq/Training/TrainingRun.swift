/// The course of a run, whatever it trains: updates, clipping, a learning rate that falls when
/// validation does not improve, early stopping, the log, and files from which it resumes; the best
/// weights are the model.
final class TrainingRun<Task: TrainingTask> {
  let task: Task
  let files: RunFiles
  private var options: Task.Options { task.options }
  let step: TrainingStep
  /// The best weights so far; zeros before the first validation.
  let best: ParameterSlab
  /// What a state file holds, by the first part of the tensors' names.
  let stateSlabs: [(name: String, slab: ParameterSlab)]
  var log: LogFile
  /// What was found before the run could report it.
  var notices: [TrainingNotice] = []
  var progress: TrainingProgress
  private var clock = TrainingClock()
  private var gradientNorm = 0.0

  init(
    _ task: Task, files paths: TrainingFiles, start: Trainer.Start, device: Device
  ) throws {
    self.task = task
    let options = task.options
    precondition(
      device.precision == options.precision,
      "a device of \(device.precision) for a run in \(options.precision)")
    try Self.checkMemory(task.layout)
    files = try RunFiles(paths, start)
    step = TrainingStep(task.layout, options.optimiser, on: device)
    best = ParameterSlab(task.layout)
    stateSlabs =
      [("weight", step.slab), ("best", best)] + step.optimiser.moments
      + (task.carried.map { [("carried", $0)] } ?? [])
    progress = TrainingProgress(learningRate: options.learningRate)

    let earlier = try Self.earlierRun(paths, start)
    if let earlier, start == .resume {
      try Self.check(earlier, against: task, device, state: paths.state)
      progress = earlier.progress
      try earlier.fill(stateSlabs)
      files.removeLeftovers()
      log = try LogFile(path: paths.log, keepingLines: progress.logLines)
      noticeLostLines()
      notices += try restoreModel()
    } else {
      step.slab.initialize(seed: options.seed)
      files.removeLeftovers()
      if try !Self.ownsModel(earlier, files), try files.keepPrevious() {
        notices.append(.keptPrevious(path: paths.previous))
      }
      log = try LogFile(path: paths.log, keepingLines: 0)
      try saveState()
    }
    if task.validationIsUnknown { notices.append(.validationIsUnknown) }
  }

  /// Trained numbers.
  var parameterCount: Int { task.layout.parameters.reduce(0) { $0 + $1.count } }

  /// Trains until the updates, epochs or patience run out, or `shouldStop` says so, which is asked
  /// after every update. In both cases everything is saved before it returns.
  ///
  /// Throws: `FileError` where a file cannot be written, `TrainingError.notFinite`.
  func run(
    shouldStop: () -> Bool, report: (TrainingEvent) -> Void
  ) throws -> TrainingOutcome {
    tellNotices(report)
    if progress.isFinished && isPastEnd { return outcome(.alreadyFinished) }
    progress.isFinished = false
    while !isPastEnd {
      task.beginEpoch(progress.epoch)
      if progress.position >= task.updatesPerEpoch {
        progress.epoch += 1
        progress.position = 0
        continue
      }
      while progress.position < task.updatesPerEpoch, !isPastEnd {
        try update()
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
          tellNotices(report)
          return outcome(.interrupted)
        }
      }
    }
    if progress.lastValidation < progress.update { try validate(report) }
    progress.isFinished = true
    try save()
    notices += try restoreModel()
    tellNotices(report)
    return outcome(.finished)
  }

  private func tellNotices(_ report: (TrainingEvent) -> Void) {
    for notice in notices { report(.notice(notice)) }
    notices = []
  }

  // MARK: - Steps

  private func update() throws {
    clock.start()
    let time = progress.update + 1, position = progress.position
    let outcome = try step.update(
      time: time, learningRate: learningRate(at: time), options, dropout: task.dropout,
      touched: { task.touchedRows(position) }
    ) { task.lossAndGradients(position, in: $0) }
    let loss = outcome.loss
    gradientNorm = outcome.gradientNorm
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
    let sum = task.validationLoss(in: step.context)
    let loss = sum.nll / Double(sum.tokens)
    guard exponential(loss).isFinite else {
      throw TrainingError.notFinite(
        update: progress.update, what: "validation perplexity")
    }
    let isBest = progress.bestLoss.map { loss < $0 } ?? true
    progress.lastValidation = progress.update
    if isBest {
      progress.bestLoss = loss
      progress.bestUpdate = progress.update
      progress.bestEpoch = progress.epoch
      progress.validationsSinceBest = 0
      _ = best.floats.update(fromContentsOf: step.slab.floats)
      try task.writeModel(best, progress, to: files.paths.model)
    } else {
      progress.validationsSinceBest += 1
      progress.learningRate = max(
        progress.learningRate * options.plateau, options.learningRate * 0x1p-20)
    }
    let perplexity = exponential(loss)
    try log.append(
      try jsonText(
        ValidationLogLine(
          step: progress.update, epoch: progress.epoch, learningRate: currentRate,
          validationPerplexity: perplexity, best: isBest)))
    report(.validation(currentReport, perplexity: perplexity, isBest: isBest))
    try save()
    tellNotices(report)
  }

  // MARK: - Where the run stands

  private var validationInterval: Int {
    options.validationInterval
      ?? Task.Options.defaultValidationInterval(updatesPerEpoch: updatesPerEpoch)
  }

  private var updatesPerEpoch: Int { task.updatesPerEpoch }

  private var lastUpdate: Int {
    guard let epochs = options.epochs else { return options.updates }
    let (last, overflow) = epochs.multipliedReportingOverflow(by: updatesPerEpoch)
    return overflow ? options.updates : min(options.updates, last)
  }

  private var isPastEnd: Bool {
    progress.update >= lastUpdate
      || options.patience > 0 && progress.validationsSinceBest >= options.patience
  }

  /// Why the run is past its end.
  private var reason: TrainingOutcome.Reason {
    if progress.update < lastUpdate { return .patience(options.patience) }
    return lastUpdate < options.updates ? .epochs : .updates
  }

  private var currentReport: TrainingReport {
    let tokens = Double(max(progress.tokens, 1))
    return TrainingReport(
      update: progress.update, epoch: progress.epoch, updatesPerEpoch: updatesPerEpoch,
      lastUpdate: lastUpdate, loss: progress.loss / tokens,
      perplexity: exponential(progress.nll / tokens), tokensPerSecond: clock.tokensPerSecond,
      learningRate: currentRate, gradientNorm: gradientNorm)
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
      end: end, reason: end == .interrupted ? nil : reason, update: progress.update,
      epoch: progress.position == 0 ? max(progress.epoch - 1, 1) : progress.epoch,
      lastUpdate: lastUpdate, bestPerplexity: progress.bestLoss.map(exponential), bestUpdate: progress.bestUpdate)
  }
}
