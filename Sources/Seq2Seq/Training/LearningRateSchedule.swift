/// How the learning rate falls after its warm-up.
package enum LearningRateKind: String, Sendable, Codable, CaseIterable {
  /// Multiplied by a factor after each validation that is not a new best; over the last updates of
  /// a run it also falls to 0 in equal steps.
  case plateau
  /// R √(warmup / t) (Vaswani et al. 2017, §5.3).
  case inverseSquareRoot = "inverse-sqrt"
  /// R (1 + cos π τ) / 2 (Loshchilov and Hutter 2017, eq. 5), where τ goes from 0 to 1 over the
  /// run.
  case cosine
  /// R (1 − τ).
  case linear
}

/// The learning rate of each update: it rises in equal steps during the warm-up, then falls as its
/// kind says.
struct LearningRateSchedule: Equatable {
  let options: RunOptions

  /// The rate of update number `update`, from 1, in a run of `total` updates.
  ///
  /// - Parameter plateau: the rate that validations so far have left.
  func rate(at update: Int, of total: Int, plateau: Float) -> Float {
    let warmup = options.warmup
    if update < warmup { return plateau * Float(update) / Float(warmup) }
    switch options.schedule {
    case .plateau:
      let falling = Double(total) * Double(options.decay)
      let left = Double(max(total - update + 1, 0))  // a resumed run may have been given fewer
      return left < falling ? plateau * Float(left / falling) : plateau
    case .inverseSquareRoot:
      return plateau * (Float(max(warmup, 1)) / Float(max(warmup, update))).squareRoot()
    case .cosine:
      return plateau * Float((1 + cos(.pi * progress(update, total))) / 2)
    case .linear:
      return plateau * Float(1 - progress(update, total))
    }
  }

  /// The share of the updates after the warm-up that come before this one.
  private func progress(_ update: Int, _ total: Int) -> Double {
    let all = Double(total) - Double(options.warmup)
    return min(max(Double(update - 1 - options.warmup) / max(all, 1), 0), 1)
  }

  /// The rate after a validation that is not a new best; at least a millionth of the first rate.
  func afterPlateau(_ rate: Float) -> Float {
    guard options.schedule == .plateau else { return rate }
    return max(rate * options.plateauFactor, options.learningRate * 0x1p-20)
  }
}
