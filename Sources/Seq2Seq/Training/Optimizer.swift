/// An optimizer by its name.
public enum OptimizerKind: String, Sendable, Codable, CaseIterable {
  /// `adam`: Adam (Kingma and Ba 2015); `sgd`: stochastic gradient descent without momentum.
  case adam, sgd
}

/// Moves weights against their gradient.
protocol Optimizer {
  /// What it keeps from update to update, by name; a state file holds it.
  var moments: [(name: String, slab: ParameterSlab)] { get }

  /// Does update number `time`, from 1, of the places in `pieces`; g is `scale` times the gradient,
  /// which becomes zero there for the next sum.
  func update(
    _ weights: ParameterSlab, _ gradients: ParameterSlab, _ pieces: SlabPieces, time: Int,
    learningRate: Float, scale: Float, on device: Device)
}
