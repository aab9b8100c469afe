/// Options of a training run that translators and language models share: batch size, optimizer and
/// learning-rate schedule, gradient clipping, when the run ends, and how often it validates and reports.
public struct RunOptions: Sendable, Equatable, Codable {
  /// The number of sentence pairs, lines, or lanes of a stream in an update (the mini-batch).
  public var batch = 32
  /// The most passes through the corpus; nil: no limit.
  public var epochs: Int?
  /// The most updates; nil: no limit if `epochs` is given, else the default for the kind of model.
  public var updates: Int?
  /// Early stopping: the number of validations in a row without a new best after which training
  /// stops; 0: never.
  public var patience = 5
  /// Seconds of training, validations included, after which a run ends with a last validation; they
  /// are counted again each time the run is resumed. nil: no limit. Other limits, and schedules
  /// that follow from them, do not take it into account: it cuts a run short.
  public var timeLimit: Int?
  /// The optimizer, which moves the weights against their gradient.
  public var optimizer = OptimizerKind.adam
  /// The fraction of each weight that an update with a rate of 1 removes (decoupled weight decay,
  /// Loshchilov and Hutter 2019). Adam only.
  public var weightDecay: Float = 0
  /// The highest learning rate; the schedule raises it to this and lowers it again.
  public var learningRate: Float = 3e-3
  /// The learning rate that suits SGD (Luong et al. 2015, §4.1), whose steps are as long as the
  /// gradient.
  package static let sgdLearningRate: Float = 1
  package var schedule = LearningRateKind.plateau
  /// The number of first updates in which the learning rate rises from 0.
  public var warmup = 0
  /// β of an average of the weights over the updates, w̄ ← β w̄ + (1 − β) w, which is validated and
  /// kept instead of the weights themselves; 0: none. At first β is (1 + t) / (10 + t), if less.
  public var averageDecay: Float = 0
  /// The factor of the learning rate after a validation that is not a new best.
  public var plateauFactor: Float = 0.5
  /// The share of the updates, the last ones, in which the learning rate falls to 0.
  public var decay: Float = 0.3
  /// The greatest norm of the gradient (gradient clipping, Pascanu et al. 2013); 0: no limit.
  public var clip: Float = 1
  /// The greatest magnitude of an element of the gradient; 0: no limit.
  public var clipValue: Float = 0
  /// The number of last validations whose weights are kept as models in addition to the best one.
  public var keepCheckpoints = 0
  /// The seed of everything random: initial weights, order, dropout, what is held out.
  public var seed: UInt64 = 1
  /// The number format of the factors of products, in validation too.
  public var precision = NumberFormat.float32
  /// Updates between validations; nil: `defaultValidationInterval`.
  public var validationInterval: Int?
  /// Updates between lines of the log.
  public var reportInterval = 50

  /// 32 pairs per update, Adam at 3e-3, a learning rate that is halved on plateaus.
  public init() {}

  /// Updates between validations where none are given: an epoch; for a small corpus up to four
  /// epochs, if they take at most 400 updates; at least 50 and at most 1,000 updates. The learning
  /// rate falls when a validation is no better, and with a corpus that is read within 100 updates
  /// it would fall before much is learned.
  public static func defaultValidationInterval(updatesPerEpoch: Int) -> Int {
    min(max(updatesPerEpoch, min(updatesPerEpoch, 100) * 4, 50), 1_000)
  }

  /// Updates between validations.
  func validationInterval(updatesPerEpoch: Int) -> Int {
    validationInterval ?? Self.defaultValidationInterval(updatesPerEpoch: updatesPerEpoch)
  }

  /// Checks all options.
  ///
  /// - Throws: `TrainingError.outOfRange` for a number outside its range.
  public func validate() throws(TrainingError) {
    try requireAtLeast([
      ("batch", batch, 1), ("epochs", epochs ?? 1, 1), ("updates", updates ?? 1, 1),
      ("patience", patience, 0), ("timeLimit", timeLimit ?? 1, 1),
      ("validationInterval", validationInterval ?? 1, 1),
      ("reportInterval", reportInterval, 1), ("keepCheckpoints", keepCheckpoints, 0),
    ])
    try require("batch", batch, "at most \(Self.batches.upperBound)") { Self.batches.contains($0) }
    try require("precision", precision, "float32 or bfloat16") {
      NumberFormat.training.contains($0)
    }
    try require("learningRate", learningRate, "above 0") { $0 > 0 && $0.isFinite }
    try requireAtLeast([("warmup", warmup, 0)])
    try require("weightDecay", weightDecay, "at least 0 and below 1") { (0..<1).contains($0) }
    try require("weightDecay", weightDecay, "0 with the optimizer sgd") {
      $0 == 0 || optimizer == .adam
    }
    try require("averageDecay", averageDecay, "at least 0 and below 1") { (0..<1).contains($0) }
    try require("clip", clip, "at least 0") { $0 >= 0 && $0.isFinite }
    try require("clipValue", clipValue, "at least 0") { $0 >= 0 && $0.isFinite }
    try require("decay", decay, "from 0 to 1") { (0...1).contains($0) }
    try require("plateauFactor", plateauFactor, "from 0 to 1") { (0...1).contains($0) }
  }

  /// A larger batch is a mistake, and products of its size could overflow.
  package static let batches = 1...1 << 20
}

/// - Throws: `TrainingError.outOfRange` for a value that is not as expected.
func require<Value>(
  _ name: String, _ found: Value, _ expected: String, _ isValid: (Value) -> Bool
) throws(TrainingError) {
  if !isValid(found) { throw .outOfRange(name: name, found: "\(found)", expected: expected) }
}

func requireAtLeast(
  _ counts: [(name: String, found: Int, least: Int)]
) throws(TrainingError) {
  for (name, found, least) in counts {
    try require(name, found, "at least \(least)") { $0 >= least }
  }
}
