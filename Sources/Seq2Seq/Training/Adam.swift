import CKernels

/// Adam with bias correction (Kingma and Ba 2015, algorithm 1) on slabs:
///
///     m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²
///     w ← (1 − rate · decay) w − rate · (m / (1−β₁ᵗ)) / (√(v / (1−β₂ᵗ)) + ε)
///
/// Weight decay is decoupled from the gradient (Loshchilov and Hutter 2019, algorithm 2); their
/// schedule factor is part of the rate.
///
/// Where only some rows of a parameter are updated, the moments of the others do not change either
/// (lazy Adam, like TensorFlow's `LazyAdam` and PyTorch's `SparseAdam`): while its word does not
/// occur, a row neither drifts with its momentum nor forgets its variance. t counts all updates.
struct Adam: Optimizer {
  static let beta1 = 0.9
  static let beta2 = 0.999
  static let epsilon = 1e-8

  let weightDecay: Float
  let first: ParameterSlab
  let second: ParameterSlab

  init(_ layout: ParameterLayout, weightDecay: Float = 0) {
    self.weightDecay = weightDecay
    first = ParameterSlab(layout)
    second = ParameterSlab(layout)
  }

  var moments: [(name: String, slab: ParameterSlab)] { [("moment1", first), ("moment2", second)] }

  func update(
    _ weights: ParameterSlab, _ gradients: ParameterSlab, _ pieces: SlabPieces, time: Int,
    learningRate: Float, scale: Float, on device: Device
  ) {
    let step = ck_adam_step(
      gradient_scale: scale, learning_rate: learningRate, beta1: Float(Self.beta1),
      beta2: Float(Self.beta2), epsilon: Float(Self.epsilon),
      correction1: Float(1 - pow(Self.beta1, Double(time))),
      correction2: Float(1 - pow(Self.beta2, Double(time))), weight_decay: weightDecay)
    let adam = device.kernels.pointee.adam
    let (w, g) = (weights.floats.baseAddress!, gradients.floats.baseAddress!)
    let (m, v) = (first.floats.baseAddress!, second.floats.baseAddress!)
    device.parallel(pieces.ranges.count) { i in
      let start = pieces.ranges[i].lowerBound
      adam(pieces.ranges[i].count, w + start, g + start, m + start, v + start, step)
    }
  }
}
