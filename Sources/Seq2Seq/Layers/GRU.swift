/// Gated recurrent unit with the reset gate after the product, as PyTorch and cuDNN define it:
///
///     a = W_ih x + b                  [3n], in the order r, z, n
///     u = W_hh h′                     [3n], likewise
///     r = σ(a_r + u_r)   z = σ(a_z + u_z)   q = u_n + b_q   n = tanh(a_n + r ⊙ q)
///     h = (1 − z) ⊙ n + z ⊙ h′
///
/// Shapes: W_ih `[3n, input + feed]`, W_hh `[3n, n]`, b `[3n]`, b_q `[n]`. The two biases that
/// PyTorch has for r, and for z, are one here; n has two as there.
/// Source: Cho et al. 2014, §2.3, with the change made in PyTorch's `GRU`. The gates are kept as
/// `[a; u]`, 6n columns.
struct GRU: RecurrentCell {
  let size: Int
  let cellStateSize = 0
  let recurrentBias: Parameter
  let input: Linear
  let recurrent: Linear

  var gateColumns: Int { 6 * size }

  init(_ name: String, input: Int, feed: Int, size: Int, in layout: inout ParameterLayout) {
    self.size = size
    (self.input, recurrent) = Self.maps(
      name, gates: 3, input: input, feed: feed, size: size, bias: .updateGateBias, in: &layout)
    recurrentBias = layout.reserve("\(name).bias_hn", [size], .zero)
  }

  private func recurrentPart(_ gates: Matrix) -> Matrix { gates.columns(3 * size..<6 * size) }

  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context
  ) {
    addFeed(feed, to: gates, in: context)
    let u = recurrentPart(gates)
    let active = before?.rows ?? 0
    if let before, active > 0 {
      recurrent.forward(before, into: u.rows(0..<active), in: context)
    }
    let kernel = context.kernels.pointee.gru_forward
    let bias = context.weights[recurrentBias]
    forEachChunk(of: gates.rows, active, writing: h, in: context) { rows, isActive in
      let first = rows.lowerBound
      kernel(
        rows.count, size, gates.row(first), gates.stride, u.row(first), u.stride, isActive ? 0 : 1,
        bias.base, isActive ? before?.row(first) : nil, before?.stride ?? size, h.row(first),
        h.stride)
    }
  }

  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, in context: Context
  ) {
    let u = recurrentPart(gates)
    let kernel = context.kernels.pointee.gru_backward
    forEachChunk(of: gates.rows, before?.rows ?? 0, writing: gates, in: context) {
      rows, isActive in
      let first = rows.lowerBound
      kernel(
        rows.count, size, gates.row(first), gates.stride, u.row(first), u.stride,
        isActive ? before?.row(first) : nil, before?.stride ?? size, dh.row(first), dh.stride,
        isActive ? dhBefore?.row(first) : nil, dhBefore?.stride ?? size)
    }
    if let dhBefore {  // dh′ += du W_hh
      recurrent.backward(u.rows(0..<dhBefore.rows), addingTo: dhBefore, in: context)
    }
  }

  func accumulateGradients(_ gates: Matrix, x: [Matrix], h before: Matrix, in context: Context) {
    let du = recurrentPart(gates)
    input.accumulate(projected(gates), x, in: context)  // dW_ih += daᵀ x, db += Σ da
    recurrent.accumulate(du, before, in: context)  // dW_hh += duᵀ h′
    context.sumRows(  // db_q += Σ dq
      of: du.columns(2 * size..<3 * size), addingTo: context.gradient(recurrentBias))
  }

  func activations(_ gates: Matrix) -> [Activation] {
    sideBySide(["r", "z", "n"], candidate: "n", gates)
  }
}
