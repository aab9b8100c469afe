/// Where a run stands, and how it has fared since the last report.
public struct TrainingReport: Sendable, Equatable {
  /// Updates so far.
  public let update: Int
  /// The pass through the corpus that is under way, from 1.
  public let epoch: Int
  /// In a pass through the corpus.
  public let updatesPerEpoch: Int
  /// The update at which the run ends if patience does not end it before.
  public let lastUpdate: Int
  /// What is minimized, for each target token, in nats.
  public let loss: Double
  /// exp of the mean −log p of a target token, without label smoothing.
  public let perplexity: Double
  /// Target tokens, end symbols included, for each second of training.
  public let tokensPerSecond: Double
  /// Of the last update.
  public let learningRate: Float
  /// ‖g‖ of the last update, before it was clipped to it.
  public let gradientNorm: Double
}

/// What a run tells while it goes on.
public enum TrainingEvent: Sendable, Equatable {
  /// After every update.
  case progress(TrainingReport)
  /// Every `reportInterval` updates; the log has it as well.
  case report(TrainingReport)
  /// `scores` holds what `TrainingOptions.bestBy` asks for.
  case validation(
    TrainingReport, perplexity: Double, scores: [Measure: Double], isBest: Bool)
  /// The model that was there before is kept under this name.
  case keptPrevious(path: String)
  /// The best model was missing, or another one stood in its place; it is written again.
  case modelWrittenAgain(path: String)
  /// Lines of the log are gone that the run had written.
  case logBegunAgain(path: String, expectedLines: Int, foundLines: Int)
  /// The vocabulary has none of the tokens that the validation part would have predicted.
  case validationIsUnknown
}

/// How a run ended, and what came of it.
public struct TrainingOutcome<Model: Sendable>: Sendable {
  /// Why it ended.
  public let end: TrainingEnd
  /// Whether the run had ended before: then nothing was trained.
  public let hadEnded: Bool
  /// Updates done.
  public let update: Int
  /// The pass through the corpus in which it ended, from 1.
  public let epoch: Int
  /// At which the run would have ended at the latest.
  public let lastUpdate: Int
  /// With the best weights so far, as validation found them; nil before the first validation.
  public let model: Model?
  /// Of that model.
  public let bestPerplexity: Double?
  /// Of that model, by what `TrainingOptions.bestBy` asks for.
  public let bestScores: [Measure: Double]
  /// After which the model had its weights; 0 without a model.
  public let bestUpdate: Int
}
