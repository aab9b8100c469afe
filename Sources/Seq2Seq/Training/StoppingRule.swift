/// When a run ends: after so many updates, epochs, or validations without a better one, whichever
/// comes first.
struct StoppingRule: Equatable {
  /// At which the run ends at the latest.
  let lastUpdate: Int
  /// 0: validations end no run.
  let patience: Int
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
  }

  /// Why a run that stands there has ended; nil where it goes on.
  func end(update: Int, validationsSinceBest: Int) -> TrainingEnd? {
    if update >= lastUpdate { return limit }
    return patience > 0 && validationsSinceBest >= patience ? .patience(patience) : nil
  }
}

/// Why a run ended.
public enum TrainingEnd: Sendable, Equatable {
  case updates
  case epochs
  /// So many validations without a better one.
  case patience(Int)
  /// It was asked to stop, and can be resumed where it has files.
  case interrupted
}
