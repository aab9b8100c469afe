/// Weights in training: their gradient, the optimizer, and the update that joins them.
final class Learner {
  let layout: ParameterLayout
  let workspace: Workspace
  let slab: ParameterSlab
  let weights: Weights
  let optimizer: any Optimizer
  private let gradients: ParameterSlab
  private let everything: SlabPieces

  init(_ layout: ParameterLayout, _ kind: OptimizerKind, _ workspace: Workspace) {
    self.layout = layout
    self.workspace = workspace
    slab = ParameterSlab(layout)
    gradients = ParameterSlab(layout)
    optimizer =
      switch kind {
      case .adam: Adam(layout)
      case .sgd: SGD()
      }
    everything = SlabPieces(layout)
    weights = Weights(slab, workspace)
  }

  /// For validation: the weights without dropout.
  var pass: Pass { Pass(weights: weights, workspace: workspace) }

  /// What an update found: the loss before it, and ‖g‖ before it was clipped.
  struct Outcome {
    let loss: OutputLayer.LossSum
    let gradientNorm: Double
  }

  /// Update number `time`, from 1: the gradient that `loss` adds, clipped, into the optimizer. Where
  /// `touched` names rows, they alone of their parameter are updated. The gradient's elements are
  /// clipped first, then its norm over all parameters: g ← g · min(1, clip / ‖g‖) (Pascanu et al.
  /// 2013, algorithm 1).
  ///
  /// Throws: `TrainingError.notFinite`; the weights are as they were then.
  func update(
    time: Int, learningRate: Float, _ options: RunOptions, dropout: DropoutRates,
    touched: () -> TouchedRows? = { nil },
    loss: (_ gradients: ParameterSlab, _ pass: Pass) -> OutputLayer.LossSum
  ) throws(TrainingError) -> Outcome {
    workspace.reset()
    var pass = pass
    pass.dropout = Pass.Dropout(rates: dropout, seed: options.seed, update: time)
    let found = loss(gradients, pass)
    guard exponential(found.nll / Double(found.tokens)).isFinite, found.loss.isFinite else {
      throw .notFinite(update: time, what: "perplexity")
    }
    let norm = workspace.measured(.optimiser) {
      let pieces = touched().map { SlabPieces(layout, touched: $0) } ?? everything
      if options.clipValue > 0 { pieces.clamp(gradients, to: options.clipValue, workspace) }
      let norm = pieces.norm(of: gradients, workspace)
      guard norm.isFinite else { return norm }
      let clip = Double(options.clip)
      optimizer.update(
        slab, gradients, pieces, time: time, learningRate: learningRate,
        scale: clip > 0 && norm > clip ? Float(clip / norm) : 1, workspace)
      return norm
    }
    guard norm.isFinite else { throw .notFinite(update: time, what: "gradient's norm") }
    weights.weightsChanged()
    return Outcome(loss: found, gradientNorm: norm)
  }
}
