/// What a training run would choose, and the memory and time that it would take, without running
/// it.
package struct TrainingPlan: Sendable, Equatable {
  package let parameters: Int
  /// The options, with every default decided.
  package let options: TrainingOptions
  /// The number of sentence pairs in an update.
  package let batch: Int
  package let updatesPerEpoch: Int
  /// The update at which the run ends at the latest.
  package let lastUpdate: Int
  package let validationInterval: Int
  /// The most validations.
  package var validations: Int { (lastUpdate - 1) / validationInterval + 1 }
  /// Validations without a new best that end the run; 0: none do.
  package let patience: Int
  /// Whether validation also translates, which takes additional time.
  package let translatesInValidation: Bool
  /// Bytes of weights, their packed forms, gradients, moments and best weights.
  package let weightBytes: Int
  package private(set) var measured: Measured?

  /// Measurements of some updates on this machine.
  package struct Measured: Sendable, Equatable {
    package let updates: Int
    package let tokensPerSecond: Double
    /// Bytes for the largest batch of the first epoch.
    package let batchBytes: Int
    /// Bytes of the whole process, corpus included.
    package let bytes: Int
    /// Seconds of the whole run with its validations, if patience does not end it.
    package let seconds: Double
  }

  /// - Throws: `TrainingError`, `ModelError`.
  package init(_ corpus: TrainingCorpus, _ options: TrainingOptions) throws {
    self.init(try TranslationTask(corpus, options))
  }

  private init(_ task: TranslationTask) {
    let run = task.run
    parameters = task.layout.parameterCount
    options = task.options
    batch = run.batch
    updatesPerEpoch = task.updatesPerEpoch
    lastUpdate = StoppingRule(run, updatesPerEpoch: task.updatesPerEpoch).lastUpdate
    validationInterval = run.validationInterval(updatesPerEpoch: task.updatesPerEpoch)
    patience = run.patience
    translatesInValidation = task.bestBy != nil
    weightBytes = task.layout.trainingBytes(task.run)
  }

  /// The time per token in validation, which has no backward pass and no update, as a share of that
  /// in training.
  private static let validationShare = 0.3

  /// The same with measurements: the first epoch's largest batch, then batches in order.
  ///
  /// - Parameter seconds: how long updates are timed; at least three are.
  /// - Throws: `TrainingError`, `ModelError`.
  package static func measured(
    _ corpus: TrainingCorpus, _ options: TrainingOptions, threads: Int, seconds: Double,
    kernelSet: KernelSet = .preferred
  ) throws -> TrainingPlan {
    let task = try TranslationTask(corpus, options)
    var plan = TrainingPlan(task)
    try requireMemory(for: task.layout, task.run)
    let device = Device(threads: threads, kernelSet: kernelSet, precision: task.run.precision)
    let step = TrainingStep(task.layout, task.run, on: device)
    task.initialize(step.slab)
    task.beginEpoch(1)
    var time = 0
    func update(_ position: Int) throws -> OutputLayer.LossSum {
      time += 1
      return try step.update(
        time: time, learningRate: task.run.learningRate, task.run, dropout: task.dropout
      ) { task.lossAndGradients(position, in: $0) }.loss
    }
    _ = try update(task.largestBatch)
    var spent = 0.0, tokens = 0
    let warmUp = time
    while spent < seconds || time - warmUp < 3 {
      let began = ContinuousClock.now
      tokens += try update((time - warmUp) % task.updatesPerEpoch).tokens
      spent += (ContinuousClock.now - began).inSeconds
    }
    let updates = time - warmUp
    let perToken = spent / Double(max(tokens, 1))
    let training = Double(plan.lastUpdate) * spent / Double(updates)
    let validation =
      Double(plan.validations) * Double(corpus.valid.targets.tokenCount) * perToken
      * validationShare
    plan.measured = Measured(
      updates: updates, tokensPerSecond: 1 / perToken,
      batchBytes: step.context.arena.capacity * MemoryLayout<Float>.size,
      // The best weights are stored only from the first validation on, when the average is read too.
      bytes: residentMemory()
        + (task.run.averageDecay > 0 ? 3 : 1) * task.layout.count * MemoryLayout<Float>.size,
      seconds: training + validation)
    return plan
  }
}
