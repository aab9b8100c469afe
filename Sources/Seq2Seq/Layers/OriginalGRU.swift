/// Gated recurrent unit with the reset gate before the product, as first published:
///
///     a = W_ih x + b                  [3n], in the order r, z, n
///     r = σ(a_r + W_hr h′)   z = σ(a_z + W_hz h′)   p = r ⊙ h′   n = tanh(a_n + W_hn p)
///     h = (1 − z) ⊙ n + z ⊙ h′
///
/// Shapes: W_ih `[3n, input + feed]`, W_hh `[2n, n]` of r and z, W_hn `[n, n]`, b `[3n]`.
/// Source: Cho et al. 2014, §2.3, eq. 5–8 (there without biases; their h̃ is n). The gates are kept
/// as `[r; z; n; p]`, 4n columns.
struct OriginalGRU: RecurrentCell {
  let size: Int
  let cellStateSize = 0
  let input: Linear
  /// W_hr and W_hz.
  let recurrent: Linear
  /// W_hn.
  let candidate: Linear

  var gateColumns: Int { 4 * size }

  init(_ name: String, input: Int, feed: Int, size: Int, in layout: inout ParameterLayout) {
    self.size = size
    let weight = layout.reserve("\(name).weight_ih", [3 * size, input + feed], .glorot(gates: 3))
    let inner = layout.reserve(
      "\(name).weight_hh", [2 * size, size], .glorot(gates: 2),
      droppedAt: DropoutSite.recurrentWeights.number)
    let candidate = layout.reserve(
      "\(name).weight_hn", [size, size], .glorot(gates: 1),
      droppedAt: DropoutSite.recurrentWeights.number)
    let bias = layout.reserve("\(name).bias", [3 * size], .updateGateBias)
    self.input = Linear(
      weight, bias: bias, columns: [0..<input, input..<input + feed], in: &layout)
    recurrent = Linear(inner, in: &layout)
    self.candidate = Linear(candidate, in: &layout)
  }

  private func gates(_ gates: Matrix) -> (rz: Matrix, n: Matrix, p: Matrix) {
    (
      gates.columns(0..<2 * size), gates.columns(2 * size..<3 * size),
      gates.columns(3 * size..<4 * size)
    )
  }

  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context
  ) {
    let kernels = context.kernels.pointee
    addFeed(feed, to: gates, in: context)
    let (rz, n, p) = self.gates(gates)
    let active = before?.rows ?? 0
    if let before, active > 0 {
      recurrent.forward(before, addingTo: rz.rows(0..<active), in: context)
    }
    forEachChunk(of: gates.rows, active, writing: p, in: context) { rows, isActive in
      kernels.gru_reset(
        rows.count, size, gates.row(rows.lowerBound), gates.stride,
        isActive ? before?.row(rows.lowerBound) : nil, before?.stride ?? size)
    }
    if active > 0 {
      candidate.forward(p.rows(0..<active), addingTo: n.rows(0..<active), in: context)
    }
    forEachChunk(of: gates.rows, active, writing: h, in: context) { rows, isActive in
      let first = rows.lowerBound
      kernels.gru_blend(
        rows.count, size, gates.row(first), gates.stride, isActive ? before?.row(first) : nil,
        before?.stride ?? size, h.row(first), h.stride)
    }
  }

  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, in context: Context
  ) {
    let kernels = context.kernels.pointee
    let (rz, n, _) = self.gates(gates)
    let active = before?.rows ?? 0
    forEachChunk(of: gates.rows, active, writing: n, in: context) { rows, isActive in
      let first = rows.lowerBound
      kernels.gru_blend_backward(
        rows.count, size, gates.row(first), gates.stride, isActive ? before?.row(first) : nil,
        before?.stride ?? size, dh.row(first), dh.stride, isActive ? dhBefore?.row(first) : nil,
        dhBefore?.stride ?? size)
    }
    context.scratch {
      let dp = context.matrix(gates.rows, size)
      candidate.backward(n, into: dp, in: context)  // dp = da_n W_hn
      forEachChunk(of: gates.rows, active, writing: gates, in: context) { rows, isActive in
        let first = rows.lowerBound
        kernels.gru_reset_backward(
          rows.count, size, gates.row(first), gates.stride, isActive ? before?.row(first) : nil,
          before?.stride ?? size, dp.row(first), dp.stride,
          isActive ? dhBefore?.row(first) : nil, dhBefore?.stride ?? size)
      }
    }
    if let dhBefore {  // dh′ += [da_r, da_z] W_hh
      recurrent.backward(rz.rows(0..<dhBefore.rows), addingTo: dhBefore, in: context)
    }
  }

  func accumulateGradients(_ gates: Matrix, x: [Matrix], h before: Matrix, in context: Context) {
    let (drz, dn, p) = self.gates(gates)
    input.accumulate(projected(gates), x, in: context)  // dW_ih += daᵀ x, db += Σ da
    recurrent.accumulate(drz, before, in: context)  // dW_hh += [da_r, da_z]ᵀ h′
    candidate.accumulate(dn, p, in: context)  // dW_hn += da_nᵀ p
  }

  func activations(_ gates: Matrix) -> [Activation] {
    sideBySide(["r", "z", "n"], candidate: "n", gates)
  }
}
