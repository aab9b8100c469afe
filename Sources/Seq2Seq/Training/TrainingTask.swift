/// What a run trains: a model with its corpus. `Trainer` does the rest.
protocol TrainingTask<Model>: AnyObject {
  associatedtype Model
  associatedtype Options: Encodable

  var kind: ModelKind { get }

  /// The options that decide what is trained, with every default filled in.
  var options: Options { get }
  var run: RunOptions { get }
  /// The options as they are stored in the model; nil: none are.
  var storedOptions: String? { get }
  var layout: ParameterLayout { get }
  var dropout: DropoutRates { get }
  /// A digest of everything that training reads.
  var corpusDigest: String { get }
  /// The names of the source and target language, which the model holds, or none.
  var languages: [String] { get }
  /// Whether none of the tokens that validation predicts is in the vocabulary.
  var validationIsUnknown: Bool { get }
  var updatesPerEpoch: Int { get }
  /// What one update passes to the next in addition to the weights, if anything; a state file holds
  /// it.
  var carried: ParameterSlab? { get }

  /// Gives the weights their initial values.
  func initialize(_ slab: ParameterSlab)
  /// Gives the optimizer's moments, which are zeros, their initial values.
  ///
  /// - Returns: the number of updates that they have seen; nil: none.
  func initialize(moments: [(name: String, slab: ParameterSlab)]) throws -> Int?
  /// Puts an epoch's updates in order.
  func beginEpoch(_ epoch: Int)
  /// The loss of one of the epoch's updates; adds the gradient of the mean loss over tokens.
  func lossAndGradients(
    _ position: Int, in context: Context
  ) -> OutputLayer.LossSum
  /// The only rows of a parameter that have a gradient after an update; nil: all rows may have one.
  func touchedRows(_ position: Int) -> TouchedRows?
  /// −log p of the validation part, without dropout or smoothing.
  func validationLoss(in context: Context) -> OutputLayer.LossSum
  /// The measure that chooses the best weights; nil: `validationLoss`.
  var bestBy: Measure? { get }
  /// The score by that measure of the validation part, translated by a model with these weights;
  /// nil without a measure.
  func validationScore(_ slab: ParameterSlab, on device: Device) throws -> Double?
  /// The weights as a model, which uses the slab without a copy.
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

extension Sequence<Int32> {
  /// Whether there are tokens, and all of them are unknown.
  var isAllUnknown: Bool {
    var isEmpty = true
    for token in self {
      if token != Vocabulary.unknown { return false }
      isEmpty = false
    }
    return !isEmpty
  }
}
