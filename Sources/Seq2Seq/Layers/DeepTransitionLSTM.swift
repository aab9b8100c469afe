/// Long short-term memory with a deep transition (Pascanu et al. 2014, §3.2): at each step its h goes
/// through a highway layer (Srivastava et al. 2015, eq. 3), as in the recurrent highway network
/// (Zilly et al. 2017, eq. 6–9):
///
///     s, c = LSTM(x, h′, c′)
///     a = W s + b                     [2n], in the order z, u
///     z = σ(a_z − 2)  u = tanh(a_u)   h = (1 − z) ⊙ s + z ⊙ u
///
/// h is what the next step and the layers above read. At first z is small, and h is mostly s.
///
/// Shapes: W `[2n, n]`, b `[2n]`, beside those of `LSTM`. The gates are kept as
/// `[gates of the LSTM; s; z; u]`, 7n columns.
struct DeepTransitionLSTM: RecurrentCell {
  let lstm: LSTM
  /// W and b.
  let transition: Linear

  var size: Int { lstm.size }
  var cellStateSize: Int { size }
  var gateColumns: Int { 7 * size }
  var input: Linear { lstm.input }
  var recurrent: Linear { lstm.recurrent }

  init(
    _ name: String, input: Int, feed: Int, size: Int, in layout: inout ParameterLayout
  ) {
    lstm = LSTM(name, input: input, feed: feed, size: size, in: &layout)
    let weight = layout.reserve(
      "\(name).transition.weight", [2 * size, size], .glorot(gates: 2),
      droppedAt: DropoutSite.recurrentWeights.number)
    let bias = layout.reserve("\(name).transition.bias", [2 * size], .zero)
    transition = Linear(weight, bias: bias, in: &layout)
  }

  private func parts(_ gates: Matrix) -> (lstm: Matrix, s: Matrix, zu: Matrix) {
    (
      gates.columns(0..<4 * size), gates.columns(4 * size..<5 * size),
      gates.columns(5 * size..<7 * size)
    )
  }

  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context
  ) {
    let (inner, s, zu) = parts(gates)
    lstm.step(gates: inner, feed: feed, h: before, c: cBefore, c: c, h: s, in: context)
    transition.forward(s, into: zu, in: context)  // a = W s + b
    let kernel = context.kernels.pointee.highway_forward
    context.forRows(h, writing: h) { rows in
      let first = rows.lowerBound
      kernel(
        rows.count, size, zu.row(first), zu.stride, s.row(first), s.stride, h.row(first), h.stride)
    }
  }

  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, in context: Context
  ) {
    let (inner, s, zu) = parts(gates)
    let kernel = context.kernels.pointee.highway_backward
    context.scratch {
      let ds = context.matrix(s.rows, size)
      context.forRows(zu, writing: zu) { rows in
        let first = rows.lowerBound
        kernel(
          rows.count, size, zu.row(first), zu.stride, s.row(first), s.stride, dh.row(first),
          dh.stride, ds.row(first), ds.stride)
      }
      transition.backward(zu, addingTo: ds, in: context)  // ds += da W
      lstm.stepBackward(
        gates: inner, h: before, c: cBefore, c: c, h: s, dh: ds, dc: dc, dhBefore: dhBefore,
        in: context)
    }
  }

  func accumulateGradients(_ gates: Matrix, x: [Matrix], h before: Matrix, in context: Context) {
    let (inner, s, da) = parts(gates)
    lstm.accumulateGradients(inner, x: x, h: before, in: context)
    transition.accumulate(da, s, in: context)  // dW += daᵀ s, db += Σ da
  }

  func activations(_ gates: Matrix) -> [(name: String, values: Matrix)] {
    let (inner, _, zu) = parts(gates)
    return lstm.activations(inner) + sideBySide(["z", "u"], zu)
  }
}
