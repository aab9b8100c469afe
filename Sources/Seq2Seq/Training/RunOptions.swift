/// What every training run is asked, whatever it trains: how far an update goes, how the learning
/// rate falls, when the run ends, what it reports.
public struct RunOptions: Sendable, Equatable, Codable {
  /// Sentence pairs, lines, or lanes of a stream in an update.
  public var batch = 32
  /// Passes through the corpus at most; nil: no limit.
  public var epochs: Int?
  /// Updates at most; nil: no limit where `epochs` is one, else the default of what is trained.
  public var updates: Int?
  /// Validations without a new best one before training stops; 0: never.
  public var patience = 5
  /// Seconds of training, validations included, after which a run ends with a last validation; each
  /// time that it is resumed they are counted anew. nil: no limit. Other limits, and schedules that
  /// follow from them, do not know of it: it cuts a run short.
  public var timeLimit: Int?
  /// What moves the weights against their gradient.
  public var optimizer = OptimizerKind.adam
  /// Share of each weight that an update of rate 1 takes away (Loshchilov and Hutter 2019). Adam only.
  public var weightDecay: Float = 0
  /// At its height; the schedule leads it there and lowers it.
  public var learningRate: Float = 3e-3
  package var schedule = LearningRateKind.plateau
  /// Updates, the first ones, in which the learning rate rises from nothing.
  public var warmup = 0
  /// β of an average of the weights over the updates, w̄ ← β w̄ + (1 − β) w, which is validated and
  /// kept instead of the weights themselves; 0: none. At first β is (1 + t) / (10 + t), if less.
  public var averageDecay: Float = 0
  /// What the learning rate is multiplied by after a validation without a new best one.
  public var plateauFactor: Float = 0.5
  /// Share of the updates, the last ones, in which the learning rate falls to nothing.
  public var decay: Float = 0.3
  /// Greatest norm of the gradient; 0: any.
  public var clip: Float = 1
  /// Greatest magnitude of an element of the gradient; 0: any.
  public var clipValue: Float = 0
  /// Validations whose weights are kept as models beside the best one, the last ones.
  public var keepCheckpoints = 0
  /// Of everything random: initial weights, order, dropout, what is held out.
  public var seed: UInt64 = 1
  /// Of the factors of products, in validation too.
  public var precision = NumberFormat.float32
  /// Updates between validations; nil: as many as `defaultValidationInterval`.
  public var validationInterval: Int?
  /// Updates between lines of the log.
  public var reportInterval = 50

  /// 32 pairs an update, Adam at 3e-3, a learning rate that halves on plateaus.
  public init() {}

  /// Updates between validations where none are given: an epoch; of a small corpus up to four, as far
  /// as they take at most 400 updates; at least 50 and at most 1,000. The learning rate falls where
  /// a validation brings nothing better, and a corpus that is read within 100 updates would have it
  /// fall before much is learned.
  public static func defaultValidationInterval(updatesPerEpoch: Int) -> Int {
    min(max(updatesPerEpoch, min(updatesPerEpoch, 100) * 4, 50), 1_000)
  }

  /// Throws for numbers outside of their range.
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
    try require("averageDecay", averageDecay, "at least 0 and below 1") { (0..<1).contains($0) }
    try require("clip", clip, "at least 0") { $0 >= 0 && $0.isFinite }
    try require("clipValue", clipValue, "at least 0") { $0 >= 0 && $0.isFinite }
    try require("decay", decay, "from 0 to 1") { (0...1).contains($0) }
    try require("plateauFactor", plateauFactor, "from 0 to 1") { (0...1).contains($0) }
  }

  /// A batch above them is a mistake, and products of its size could overflow.
  package static let batches = 1...1 << 20
}

/// Throws `TrainingError.outOfRange` for a value that is not as expected.
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
