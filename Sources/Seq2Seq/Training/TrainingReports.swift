/// The state of a run, with means since the last report.
public struct TrainingReport: Sendable, Equatable {
  /// The number of updates so far.
  public let update: Int
  /// The current pass through the corpus, from 1.
  public let epoch: Int
  /// The number of updates in a pass through the corpus.
  public let updatesPerEpoch: Int
  /// The update at which the run ends, if patience does not end it before.
  public let lastUpdate: Int
  /// The loss that is minimized, per target token, in nats.
  public let loss: Double
  /// exp of the mean −log p of a target token, without label smoothing.
  public let perplexity: Double
  /// Target tokens per second of training, end symbols included.
  public let tokensPerSecond: Double
  /// The learning rate of the last update.
  public let learningRate: Float
  /// ‖g‖ of the last update, before clipping.
  public let gradientNorm: Double
}

/// What a run reports while it is running.
public enum TrainingEvent: Sendable, Equatable {
  /// After every update.
  case progress(TrainingReport)
  /// Every `reportInterval` updates; also written to the log.
  case report(TrainingReport)
  /// After every validation; `scores` holds the measure of `TrainingOptions.bestBy`.
  case validation(
    TrainingReport, perplexity: Double, scores: [Measure: Double], isBest: Bool)
  /// The model that was there before is kept at this path.
  case keptPrevious(path: String)
  /// The best model was missing or replaced by another; it is written again.
  case modelWrittenAgain(path: String)
  /// Lines that the run had written to the log are gone.
  case logBegunAgain(path: String, expectedLines: Int, foundLines: Int)
  /// The vocabulary has none of the tokens that the validation part predicts.
  case validationIsUnknown
}

/// How a run ended, and its result.
public struct TrainingOutcome<Model: Sendable>: Sendable {
  /// Why it ended.
  public let end: TrainingEnd
  /// Whether the run had already ended, so that nothing was trained.
  public let hadEnded: Bool
  /// The number of updates done.
  public let update: Int
  /// The pass through the corpus in which the run ended, from 1.
  public let epoch: Int
  /// The update at which the run would have ended at the latest.
  public let lastUpdate: Int
  /// The model with the best weights in validation; nil before the first validation.
  public let model: Model?
  /// The validation perplexity of that model.
  public let bestPerplexity: Double?
  /// The score of that model by the measure of `TrainingOptions.bestBy`.
  public let bestScores: [Measure: Double]
  /// The update after which the model had its weights; 0 without a model.
  public let bestUpdate: Int
}
