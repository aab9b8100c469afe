/// When a run ends: after so many updates, epochs, seconds, or validations without a better one,
/// whichever comes first.
struct StoppingRule: Equatable {
  /// At which the run ends at the latest.
  let lastUpdate: Int
  /// 0: validations end no run.
  let patience: Int
  /// In seconds; nil: none.
  let timeLimit: Int?
  /// What `lastUpdate` follows from.
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

  /// Why a run that stands there has ended; nil where it goes on.
  ///
  /// - Parameter elapsed: since it was begun or resumed.
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
  /// So many validations without a better one.
  case patience(Int)
  /// The time that it was given is over.
  case timeLimit(seconds: Int)
  /// It was asked to stop, and can be resumed where it has files.
  case interrupted
}
