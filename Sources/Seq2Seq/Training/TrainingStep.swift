/// Weights in training: their gradient, the optimizer, and the update that combines them.
final class TrainingStep {
  let layout: ParameterLayout
  let device: Device
  let slab: ParameterSlab
  let optimizer: any Optimizer
  /// Updates that the optimizer had seen before the first one here.
  var updatesBefore = 0
  /// The context for validation: the weights alone, without gradients or dropout.
  let context: Context
  private let gradients: ParameterSlab
  private let everything: SlabPieces

  init(_ layout: ParameterLayout, _ options: RunOptions, on device: Device) {
    self.layout = layout
    self.device = device
    slab = ParameterSlab(layout)
    gradients = ParameterSlab(layout)
    optimizer =
      switch options.optimizer {
      case .adam: Adam(layout, weightDecay: options.weightDecay)
      case .sgd: SGD()
      }
    everything = SlabPieces(layout)
    context = Context(slab, on: device)
  }

  /// The result of an update: the loss before it, and ‖g‖ before clipping.
  struct Outcome {
    let loss: OutputLayer.LossSum
    let gradientNorm: Double
  }

  /// Does update number `time`, from 1: the gradient that `loss` adds in the context that it is
  /// given is clipped and passed to the optimizer. Where `touched` names rows, only these rows of
  /// their parameter are updated. The gradient's elements are clipped first, then its norm over all
  /// parameters: g ← g · min(1, clip / ‖g‖) (Pascanu et al. 2013, algorithm 1).
  ///
  /// - Throws: `TrainingError.notFinite`; the weights are then unchanged.
  func update(
    time: Int, learningRate: Float, _ options: RunOptions, dropout: DropoutRates,
    touched: () -> TouchedRows? = { nil },
    loss: (Context) -> OutputLayer.LossSum
  ) throws(TrainingError) -> Outcome {
    context.arena.reset()
    var context = context
    context.gradients = gradients
    context.dropout = Context.Dropout(dropout, seed: options.seed, update: time)
    let found = context.droppingWeights { loss(context) }
    guard exp(found.nll / Double(found.tokens)).isFinite, found.loss.isFinite else {
      throw .notFinite(update: time, what: "perplexity")
    }
    let norm = device.measured(.optimizer) {
      let pieces = touched().map { SlabPieces(layout, touched: $0) } ?? everything
      if options.clipValue > 0 { pieces.clamp(gradients, to: options.clipValue, on: device) }
      let norm = pieces.norm(of: gradients, on: device)
      guard norm.isFinite else { return norm }
      let clip = Double(options.clip)
      optimizer.update(
        slab, gradients, pieces, time: time + updatesBefore, learningRate: learningRate,
        scale: clip > 0 && norm > clip ? Float(clip / norm) : 1, on: device)
      return norm
    }
    guard norm.isFinite else { throw .notFinite(update: time, what: "gradient's norm") }
    context.weights.weightsChanged()
    return Outcome(loss: found, gradientNorm: norm)
  }

  /// average += share · (w − average).
  func average(into average: ParameterSlab, share: Float) {
    device.measured(.optimizer) {
      everything.average(slab, into: average, share: share, on: device)
    }
  }
}
