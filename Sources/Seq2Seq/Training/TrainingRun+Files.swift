/// What a run reads from its files when it begins, and writes to them.
extension TrainingRun {
  func save() throws {
    if !log.isInPlace { try reopenLog() }
    try log.synchronize()
    try saveState()
  }

  func saveState() throws {
    progress.logLines = log.lineCount
    try TrainingStateFile<Task>.write(
      to: files.paths.state, task, progress,
      kernels: step.device.kernelSet.arithmetic(task.options.precision), stateSlabs)
  }

  /// The log was removed while the run went on.
  private func reopenLog() throws {
    progress.logLines = log.lineCount
    try files.checkLog()
    log = try LogFile(path: files.paths.log, keepingLines: progress.logLines)
    noticeLostLines()
  }

  func noticeLostLines() {
    guard log.lineCount < progress.logLines else { return }
    notices.append(
      .logBegunAgain(
        path: log.path, expectedLines: progress.logLines, foundLines: log.lineCount))
  }

  /// Makes the model file what the state says that it is: the best weights are written again where
  /// it is missing or another model stands in its place, which becomes the previous one.
  func restoreModel() throws -> [TrainingNotice] {
    var notices: [TrainingNotice] = []
    let found = files.find(
      try Self.origin(of: progress, task.options, corpus: task.corpusDigest))
    if found == .another, try files.keepPrevious() {
      notices.append(.keptPrevious(path: files.paths.previous))
    }
    guard progress.bestLoss != nil, found != .best else { return notices }
    try task.writeModel(best, progress, to: files.paths.model)
    if found != .later { notices.append(.modelWrittenAgain(path: files.paths.model)) }
    return notices
  }

  private static func origin(
    of progress: TrainingProgress, _ options: Task.Options, corpus: String
  ) throws -> ModelOrigin {
    ModelOrigin(
      kind: Task.modelKind, configuration: try jsonText(options.configuration),
      summary: ModelOrigin.Summary(
        corpus: corpus, seed: options.seed, update: progress.bestUpdate,
        validationPerplexity: exponential(progress.bestLoss ?? 0)))
  }

  /// Whether the model is an unfinished run's own, which a new run may write over.
  static func ownsModel(_ earlier: TrainingStateFile<Task>?, _ files: RunFiles) throws -> Bool {
    guard let earlier, !earlier.progress.isFinished else { return false }
    let found = files.find(
      try origin(of: earlier.progress, earlier.options, corpus: earlier.corpus))
    return found == .best || found == .later
  }

  /// Weights, their packed forms, gradients, two moments and the best weights must fit into the
  /// machine's memory.
  static func checkMemory(_ layout: ParameterLayout) throws {
    let needed = 7 * layout.count * MemoryLayout<Float>.size
    let available = physicalMemory()
    if needed > available {
      throw TrainingError.tooLarge(neededBytes: needed, availableBytes: available)
    }
  }

  /// The run that the files tell of, if any, and if it may be touched.
  static func earlierRun(
    _ files: TrainingFiles, _ start: Trainer.Start
  ) throws -> TrainingStateFile<Task>? {
    guard fileExists(files.state) else {
      if start == .resume { throw TrainingError.nothingToResume(state: files.state) }
      return nil
    }
    if start == .restart { return try? TrainingStateFile(path: files.state) }
    let earlier: TrainingStateFile<Task>
    do {
      earlier = try TrainingStateFile(path: files.state)
    } catch let error as ModelFileError where error.isOlderFormat {
      throw TrainingError.unreadableRun(reason: "\(error)")
    } catch where start == .fresh {
      throw TrainingError.unreadableRun(reason: "\(error)")
    }
    if start == .fresh, !earlier.progress.isFinished, earlier.progress.update > 0 {
      throw TrainingError.unfinishedRun(state: files.state, update: earlier.progress.update)
    }
    return earlier
  }

  /// A resumed run must be what it was, but for how long it goes on and what it prints.
  static func check(
    _ earlier: TrainingStateFile<Task>, against task: Task, _ device: Device, state: String
  ) throws {
    let options = task.options
    if earlier.corpus != task.corpusDigest { throw TrainingError.otherCorpus(state: state) }
    for (i, found) in task.languages.enumerated() where earlier.languages[i] != found {
      throw TrainingError.otherOption(
        state: state, option: ["from", "to"][i], found: found, expected: earlier.languages[i])
    }
    var expected = earlier.options
    expected.updates = options.updates
    expected.epochs = options.epochs
    expected.patience = options.patience
    expected.reportInterval = options.reportInterval
    if expected != options {
      let (name, found, wanted) = try options.firstDifference(from: expected)
      throw TrainingError.otherOption(state: state, option: name, found: found, expected: wanted)
    }
    let kernels = device.kernelSet.arithmetic(options.precision).rawValue
    if earlier.kernels != kernels {
      throw TrainingError.otherKernels(state: state, found: kernels, expected: earlier.kernels)
    }
  }
}
