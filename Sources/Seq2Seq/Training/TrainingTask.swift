/// What a run trains: a model with its corpus. `Trainer` does the rest.
protocol TrainingTask<Model>: AnyObject {
  associatedtype Model
  associatedtype Options: Encodable

  var kind: ModelKind { get }

  /// All that decides what is trained, every default filled in.
  var options: Options { get }
  var run: RunOptions { get }
  /// What the model tells of the options; nil: nothing.
  var storedOptions: String? { get }
  var layout: ParameterLayout { get }
  var dropout: DropoutRates { get }
  /// Digest of everything that training reads.
  var corpusDigest: String { get }
  /// From which and to which it translates: two names, which the model carries, or none.
  var languages: [String] { get }
  /// Whether no token that validation predicts is in the vocabulary.
  var validationIsUnknown: Bool { get }
  var updatesPerEpoch: Int { get }
  /// What one update hands to the next beside the weights, if anything; a state file holds it.
  var carried: ParameterSlab? { get }

  /// Gives the weights their first values.
  func initialize(_ slab: ParameterSlab)
  /// Gives the optimizer's moments, which are zeros, their first values.
  ///
  /// - Returns: the updates that they have seen; nil: none.
  func initialize(moments: [(name: String, slab: ParameterSlab)]) throws -> Int?
  /// Puts an epoch's updates in order.
  func beginEpoch(_ epoch: Int)
  /// The loss of one of the epoch's updates; adds the gradient of its mean over tokens.
  func lossAndGradients(
    _ position: Int, in context: Context
  ) -> OutputLayer.LossSum
  /// The rows of a parameter that alone have a gradient after an update, if they are few.
  func touchedRows(_ position: Int) -> TouchedRows?
  /// −log p of the validation part, without dropout or smoothing.
  func validationLoss(in context: Context) -> OutputLayer.LossSum
  /// What the best weights are chosen by; nil: `validationLoss`.
  var bestBy: Measure? { get }
  /// By that measure, of the validation part as a model with these weights translates it; nil without
  /// a measure.
  func validationScore(_ slab: ParameterSlab, on device: Device) throws -> Double?
  /// The best weights as a model, which uses the slab as it is.
  func model(_ slab: ParameterSlab, _ progress: TrainingProgress) -> Model
  func write(_ model: Model, to path: String) throws
}

extension TrainingTask {
  var storedOptions: String? { nil }
  func writeModel(_ slab: ParameterSlab, _ progress: TrainingProgress, to path: String) throws {
    try write(model(slab, progress), to: path)
  }

  func initialize(_ slab: ParameterSlab) { slab.initialize(seed: run.seed) }
  func initialize(moments: [(name: String, slab: ParameterSlab)]) throws -> Int? { nil }
  var carried: ParameterSlab? { nil }
  func touchedRows(_ position: Int) -> TouchedRows? { nil }
  var bestBy: Measure? { nil }
  func validationScore(_ slab: ParameterSlab, on device: Device) throws -> Double? { nil }
}
