/// The learning rate of each update: multiplied by a factor after each validation without a new best
/// one, and, over the last updates of a run, led down to nothing in equal steps, so that the weights
/// settle.
struct LearningRateSchedule: Equatable {
  let options: RunOptions

  /// Of update number `update`, from 1, in a run of `total`.
  ///
  /// - Parameter plateau: the rate that validations have left, from the first on.
  func rate(at update: Int, of total: Int, plateau: Float) -> Float {
    let falling = Double(total) * Double(options.decay)
    let left = Double(total - update + 1)
    return left < falling ? plateau * Float(left / falling) : plateau
  }

  /// What a validation without a new best one leaves of the rate; a millionth of the first at least.
  func afterPlateau(_ rate: Float) -> Float {
    max(rate * options.plateauFactor, options.learningRate * 0x1p-20)
  }
}
