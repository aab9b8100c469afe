import CKernels

/// Adam with bias correction (Kingma and Ba 2015, algorithm 1) on slabs, after clipping the
/// gradient's norm over all parameters (Pascanu et al. 2013, algorithm 1):
///
///     g ← g · min(1, clip / ‖g‖)      m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²
///     w ← w − rate · (m / (1−β₁ᵗ)) / (√(v / (1−β₂ᵗ)) + ε)
struct Adam {
  static let beta1 = 0.9
  static let beta2 = 0.999
  static let epsilon = 1e-8
  /// Floats that are summed or updated as one piece of work; part of the arithmetic, since a norm
  /// is summed by blocks.
  private static let block = 1 << 15

  let first: ParameterSlab
  let second: ParameterSlab

  init(_ layout: ParameterLayout) {
    first = ParameterSlab(layout)
    second = ParameterSlab(layout)
  }

  /// ‖g‖ over all parameters.
  static func norm(of gradients: ParameterSlab, _ workspace: Workspace) -> Double {
    let floats = gradients.floats
    let sumSquares = workspace.kernels.pointee.sum_squares
    let blocks = (floats.count + block - 1) / block
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks) { sums in
      workspace.parallel(blocks) { i in
        let start = i * block
        sums[i] = sumSquares(min(block, floats.count - start), floats.baseAddress! + start)
      }
      return sums.reduce(0, +).squareRoot()
    }
  }

  /// Update number `time`, from 1; the gradients become zero. Returns ‖g‖ before clipping; does
  /// nothing if it is not finite.
  func update(
    _ weights: ParameterSlab, _ gradients: ParameterSlab, time: Int, learningRate: Float,
    clip: Float, _ workspace: Workspace
  ) -> Double {
    let norm = Self.norm(of: gradients, workspace)
    guard norm.isFinite else { return norm }
    let step = ck_adam_step(
      gradient_scale: clip > 0 && norm > Double(clip) ? Float(Double(clip) / norm) : 1,
      learning_rate: learningRate, beta1: Float(Self.beta1), beta2: Float(Self.beta2),
      epsilon: Float(Self.epsilon),
      correction1: Float(1 - power(Self.beta1, Double(time))),
      correction2: Float(1 - power(Self.beta2, Double(time))))
    let adam = workspace.kernels.pointee.adam
    let count = weights.floats.count, block = Self.block
    workspace.parallel((count + block - 1) / block) { i in
      let start = i * block
      adam(
        min(block, count - start), weights.floats.baseAddress! + start,
        gradients.floats.baseAddress! + start, first.floats.baseAddress! + start,
        second.floats.baseAddress! + start, step)
    }
    return norm
  }
}
