/// Stochastic gradient descent: w ← w − rate · g.
struct SGD: Optimizer {
  let moments: [(name: String, slab: ParameterSlab)] = []

  func update(
    _ weights: ParameterSlab, _ gradients: ParameterSlab, _ pieces: SlabPieces, time: Int,
    learningRate: Float, scale: Float, on device: Device
  ) {
    let (w, g) = (weights.floats.baseAddress!, gradients.floats.baseAddress!)
    let add = device.kernels.pointee.add_outer
    device.parallel(pieces.ranges.count) { i in
      let range = pieces.ranges[i]
      var step = -learningRate * scale
      add(1, range.count, &step, g + range.lowerBound, w + range.lowerBound, range.count)
      (g + range.lowerBound).update(repeating: 0, count: range.count)
    }
  }
}
