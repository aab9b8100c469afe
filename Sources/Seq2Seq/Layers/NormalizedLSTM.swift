/// Long short-term memory with layer normalization (Ba et al. 2016, §3.1) of each gate, applied to
/// the sum of both products (Chen et al. 2018, §4.1):
///
///     a = W_ih x + W_hh h′ + b        [4n], in the order i, f, g, o
///     â = (a − mean) / s, of each gate     ã = γ ⊙ â + β
///
/// and from ã on as in `LSTM`. s is the standard deviation, √(variance + 1e-5).
///
/// Shapes: W_ih `[4n, input + feed]`, W_hh `[4n, n]`, b, γ and β `[4n]`. The gates are kept as
/// `[a; ã; dγ; 1/s]`, 12n + 4 columns.
struct NormalizedLSTM: RecurrentCell {
  let size: Int
  var cellStateSize: Int { size }
  var gateColumns: Int { 12 * size + 4 }
  let input: Linear
  let recurrent: Linear
  let gain: Parameter
  let shift: Parameter

  init(
    _ name: String, input: Int, feed: Int, size: Int, in layout: inout ParameterLayout
  ) {
    self.size = size
    (self.input, recurrent) = Self.maps(
      name, gates: 4, input: input, feed: feed, size: size, bias: .zero, in: &layout)
    gain = layout.reserve("\(name).norm.weight", [4 * size], .one)
    shift = layout.reserve("\(name).norm.bias", [4 * size], .forgetGateBias)
  }

  private func activated(_ gates: Matrix) -> Matrix { gates.columns(4 * size..<8 * size) }
  private func gainTerms(_ gates: Matrix) -> Matrix { gates.columns(8 * size..<12 * size) }
  private func scales(_ gates: Matrix) -> Matrix { gates.columns(12 * size..<12 * size + 4) }

  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context
  ) {
    addFeed(feed, to: gates, in: context)
    let active = before?.rows ?? 0
    if let before, active > 0 {
      recurrent.forward(before, addingTo: projected(gates).rows(0..<active), in: context)
    }
    let kernels = context.kernels.pointee
    let (gain, shift) = (context.weights[gain], context.weights[shift])
    let activated = activated(gates), scales = scales(gates)
    forEachChunk(of: gates.rows, active, writing: h, in: context) { rows, isActive in
      let first = rows.lowerBound
      kernels.normalize_gates(
        rows.count, 4, size, gates.row(first), gates.stride, gain.base, shift.base,
        activated.row(first), activated.stride, scales.row(first), scales.stride)
      kernels.lstm_forward(
        rows.count, size, activated.row(first), activated.stride,
        isActive ? cBefore?.row(first) : nil, cBefore?.stride ?? size, c.row(first), c.stride,
        h.row(first), h.stride)
    }
  }

  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, in context: Context
  ) {
    let kernels = context.kernels.pointee
    let gain = context.weights[gain]
    let activated = activated(gates), scales = scales(gates), terms = gainTerms(gates)
    forEachChunk(of: gates.rows, cBefore?.rows ?? 0, writing: gates, in: context) {
      rows, isActive in
      let first = rows.lowerBound
      kernels.lstm_backward(
        rows.count, size, activated.row(first), activated.stride,
        isActive ? cBefore?.row(first) : nil, cBefore?.stride ?? size, c.row(first), c.stride,
        dh.row(first), dh.stride, dc.row(first), dc.stride)
      kernels.normalize_gates_backward(
        rows.count, 4, size, gates.row(first), gates.stride, gain.base, activated.row(first),
        activated.stride, scales.row(first), scales.stride, terms.row(first), terms.stride)
    }
    if let dhBefore {  // dh′ += da W_hh
      recurrent.backward(
        projected(gates).rows(0..<dhBefore.rows), addingTo: dhBefore, in: context)
    }
  }

  func accumulateGradients(_ gates: Matrix, x: [Matrix], h before: Matrix, in context: Context) {
    // dW_ih += daᵀ x, dW_hh += daᵀ h′, db += Σ da
    Linear.accumulate(projected(gates), [(input, x), (recurrent, [before])], in: context)
    context.sumRows(of: gainTerms(gates), addingTo: context.gradient(gain))  // dγ += Σ dã ⊙ â
    context.sumRows(of: activated(gates), addingTo: context.gradient(shift))  // dβ += Σ dã
  }

  func activations(_ gates: Matrix) -> [Activation] {
    sideBySide(["i", "f", "g", "o"], candidate: "g", activated(gates))
  }
}
