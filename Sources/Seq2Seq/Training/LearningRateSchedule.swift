/// The learning rate of each update: multiplied by a factor after each validation without a new best
/// one, and, over the last updates of a run, led down to nothing in equal steps, so that the weights
/// settle.
struct LearningRateSchedule: Equatable {
  let initial: Float
  let plateauFactor: Float
  /// Share of all updates in which the rate falls to nothing.
  let decay: Float

  init(_ options: RunOptions) {
    initial = options.learningRate
    plateauFactor = options.plateauFactor
    decay = options.decay
  }

  /// Of update number `update`, from 1, in a run of `total`.
  ///
  /// - Parameter plateau: the rate that validations have left, from `initial` on.
  func rate(at update: Int, of total: Int, plateau: Float) -> Float {
    let falling = Double(total) * Double(decay)
    let left = Double(total - update + 1)
    return left < falling ? plateau * Float(left / falling) : plateau
  }

  /// What a validation without a new best one leaves of the rate; a millionth of the first at least.
  func afterPlateau(_ rate: Float) -> Float {
    max(rate * plateauFactor, initial * 0x1p-20)
  }
}
