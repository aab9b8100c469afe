/// A network in training: weights, their gradient and moments, and the update that joins them.
final class Learner {
  let network: Network
  let workspace: Workspace
  let slab: ParameterSlab
  let weights: Weights
  let adam: Adam
  private let gradients: ParameterSlab

  init(_ network: Network, _ workspace: Workspace) {
    self.network = network
    self.workspace = workspace
    slab = ParameterSlab(network.layout)
    gradients = ParameterSlab(network.layout)
    adam = Adam(network.layout)
    weights = Weights(slab, workspace)
  }

  /// Update number `time`, from 1: the gradient of the batch's loss with dropout, clipped, into
  /// Adam. Returns the loss before it.
  ///
  /// Throws: `TrainingError.notFinite`; the weights are as they were then.
  func update(
    _ batch: Batch, time: Int, learningRate: Float, _ options: TrainingOptions
  ) throws(TrainingError) -> OutputLayer.LossSum {
    workspace.reset()
    let pass = Pass(
      weights: weights, workspace: workspace,
      dropout: Pass.Dropout(
        rates: options.configuration.dropout, seed: options.seed, update: time))
    let loss = network.lossAndGradients(
      batch, smoothing: options.labelSmoothing, addingTo: gradients, pass)
    guard exponential(loss.nll / Double(loss.tokens)).isFinite, loss.loss.isFinite else {
      throw .notFinite(update: time, what: "perplexity")
    }
    let norm = workspace.measured(.optimiser) {
      adam.update(
        slab, gradients, time: time, learningRate: learningRate, clip: options.clip, workspace)
    }
    guard norm.isFinite else { throw .notFinite(update: time, what: "gradient's norm") }
    weights.weightsChanged()
    return loss
  }
}
