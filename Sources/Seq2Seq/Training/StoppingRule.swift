/// When a run ends: after a number of updates, epochs, seconds, or validations without a new best
/// (early stopping), whichever comes first.
struct StoppingRule: Equatable {
  /// The update at which the run ends at the latest.
  let lastUpdate: Int
  /// Validations without a new best that end the run; 0: none do.
  let patience: Int
  /// In seconds; nil: none.
  let timeLimit: Int?
  /// The limit that `lastUpdate` follows from.
  private let limit: TrainingEnd

  init(_ options: RunOptions, updatesPerEpoch: Int) {
    let updates = options.updates ?? .max
    let (product, overflow) = (options.epochs ?? .max).multipliedReportingOverflow(
      by: updatesPerEpoch)
    let epochs = options.epochs == nil || overflow ? Int.max : product
    lastUpdate = min(updates, epochs)
    limit = epochs < updates ? .epochs : .updates
    patience = options.patience
    timeLimit = options.timeLimit
  }

  /// Why a run with this progress has ended; nil where it continues.
  ///
  /// - Parameter elapsed: the time since the run was begun or resumed.
  func end(update: Int, validationsSinceBest: Int, elapsed: Duration = .zero) -> TrainingEnd? {
    if update >= lastUpdate { return limit }
    if patience > 0, validationsSinceBest >= patience { return .patience(patience) }
    guard let timeLimit, elapsed >= .seconds(timeLimit) else { return nil }
    return .timeLimit(seconds: timeLimit)
  }
}

/// Why a run ended.
public enum TrainingEnd: Sendable, Equatable {
  /// All updates are done.
  case updates
  /// All epochs are done.
  case epochs
  /// This many validations in a row were no better (early stopping).
  case patience(Int)
  /// The time limit was reached.
  case timeLimit(seconds: Int)
  /// It was asked to stop; with files it can be resumed.
  case interrupted
}
