/// What is asked of every run, whatever it trains. `TrainingRun` says which of these may change when
/// it resumes.
public protocol RunOptions: Sendable, Equatable, Codable {
  associatedtype Configuration: Encodable

  /// Of the model.
  var configuration: Configuration { get }
  /// Sentence pairs, lines or lanes in an update.
  var batch: Int { get set }
  /// Passes through the corpus; nil: as many as `updates` take.
  var epochs: Int? { get set }
  var updates: Int { get set }
  /// Validations without a new best one before training stops; 0: never.
  var patience: Int { get set }
  var optimiser: OptimiserKind { get }
  var learningRate: Float { get set }
  /// What the learning rate is multiplied with after a validation without a new best one.
  var plateau: Float { get }
  /// Share of the updates, the last ones, in which the learning rate falls to nothing.
  var decay: Float { get set }
  /// Greatest norm of the gradient; 0: any.
  var clip: Float { get set }
  /// Greatest magnitude of an element of the gradient; 0: any.
  var clipElements: Float { get }
  var seed: UInt64 { get set }
  /// Of the factors of products, in validation too.
  var precision: Precision { get set }
  /// Updates between validations; nil: as many as `defaultValidationInterval`.
  var validationInterval: Int? { get set }
  /// Updates between lines of the log.
  var reportInterval: Int { get set }
}

/// What a run trains: a model with its corpus. `TrainingRun` does the rest.
protocol TrainingTask: AnyObject {
  associatedtype Options: RunOptions

  /// What a training state and a model call themselves in their files.
  static var stateKind: FileKind { get }
  static var modelKind: FileKind { get }

  var options: Options { get }
  var layout: ParameterLayout { get }
  var dropout: DropoutRates { get }
  /// Digest of everything that training reads.
  var corpusDigest: String { get }
  /// From which and to which it translates: two names, which the model carries, or none.
  var languages: [String] { get }
  static var languageCount: Int { get }
  /// Whether no token that validation predicts is in the vocabulary.
  var validationIsUnknown: Bool { get }
  var updatesPerEpoch: Int { get }
  /// What one update hands to the next beside the weights, if anything; a state file holds it.
  var carried: ParameterSlab? { get }

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
  /// Writes the best weights as a model.
  func writeModel(_ slab: ParameterSlab, _ progress: TrainingProgress, to path: String) throws
}

extension RunOptions {
  /// Updates between validations where none are given: an epoch; of a small corpus up to four, as far
  /// as they take at most 400 updates; at least 50 and at most 1,000. The learning rate falls where
  /// a validation brings nothing better, and a corpus that is read within 100 updates would have it
  /// fall before much is learned.
  static func defaultValidationInterval(updatesPerEpoch: Int) -> Int {
    min(max(updatesPerEpoch, min(updatesPerEpoch, 100) * 4, 50), 1_000)
  }
}

extension TrainingTask {
  var carried: ParameterSlab? { nil }
  func touchedRows(_ position: Int) -> TouchedRows? { nil }
}
