/// Where a run stands, and how it has fared since the last report.
public struct TrainingReport: Sendable {
  public let update: Int
  public let epoch: Int
  public let updatesPerEpoch: Int
  /// The update at which the run ends if patience does not end it before.
  public let lastUpdate: Int
  /// What is minimised, for each target token, in nats.
  public let loss: Double
  /// exp of the mean −log p of a target token, without label smoothing.
  public let perplexity: Double
  /// Target tokens, end symbols included, for each second of training.
  public let tokensPerSecond: Double
  public let learningRate: Float
  /// ‖g‖ of the last update, before it was clipped to it.
  public let gradientNorm: Double
}

/// What a run tells while it goes on.
public enum TrainingEvent: Sendable {
  /// After every update.
  case progress(TrainingReport)
  /// Every `reportInterval` updates; the log has it as well.
  case report(TrainingReport)
  case validation(TrainingReport, perplexity: Double, isBest: Bool)
  case notice(TrainingNotice)
}

/// What a run found or did that its user should know of.
public enum TrainingNotice: Sendable, Equatable {
  /// The model that was there before is kept under this name.
  case keptPrevious(path: String)
  /// The best model was missing, or another one stood in its place; it is written again.
  case modelWrittenAgain(path: String)
  /// Lines of the log are gone that the run had written.
  case logBegunAgain(path: String, expectedLines: Int, foundLines: Int)
  /// The vocabulary has none of the tokens that the validation part would have predicted.
  case validationIsUnknown
}

/// How a run ended.
public struct TrainingOutcome: Sendable {
  public enum End: Sendable { case finished, interrupted, alreadyFinished }
  public let end: End
  /// Why training ended.
  public enum Reason: Sendable, Equatable {
    case updates
    case epochs
    /// So many validations without a better one.
    case patience(Int)
  }
  /// nil where it was interrupted.
  public let reason: Reason?
  public let update: Int
  public let epoch: Int
  /// At which the run would have ended at the latest.
  public let lastUpdate: Int
  /// Of the model file; nil before the first validation.
  public let bestPerplexity: Double?
  public let bestUpdate: Int
}

/// A line of the log: a report.
struct LogLine: Encodable {
  /// How a line of a log begins, a report's or a validation's, the keys being sorted.
  static let beginnings = ["{\"epoch\":", "{\"best\":"].map { Array($0.utf8) }

  let step: Int
  let epoch: Int
  let loss: Double
  let perplexity: Double
  let tokensPerSecond: Double
  let learningRate: Float
  let gradientNorm: Double

  init(_ report: TrainingReport) {
    step = report.update
    epoch = report.epoch
    loss = report.loss
    perplexity = report.perplexity
    tokensPerSecond = report.tokensPerSecond.rounded()
    learningRate = report.learningRate
    gradientNorm = report.gradientNorm
  }

  enum CodingKeys: String, CodingKey {
    case step, epoch, loss, perplexity
    case tokensPerSecond = "tokens_per_second"
    case learningRate = "learning_rate"
    case gradientNorm = "gradient_norm"
  }
}

/// A line of the log: a validation, and the learning rate that follows from it.
struct ValidationLogLine: Encodable {
  let step: Int
  let epoch: Int
  let learningRate: Float
  let validationPerplexity: Double
  let best: Bool

  enum CodingKeys: String, CodingKey {
    case step, epoch, best
    case learningRate = "learning_rate"
    case validationPerplexity = "validation_perplexity"
  }
}
