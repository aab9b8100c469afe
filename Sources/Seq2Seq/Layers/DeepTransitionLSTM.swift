/// Long short-term memory with a deep transition (Pascanu et al. 2014, §3.2): at each step its h goes
/// through a highway layer (Srivastava et al. 2015, eq. 3), as in the recurrent highway network
/// (Zilly et al. 2017, eq. 6–9):
///
///     m, c = LSTM(x, h′, c′)
///     a = W m + b                     [2n], in the order z, v
///     z = σ(a_z − 2)  v = tanh(a_v)   h = (1 − z) ⊙ m + z ⊙ v
///
/// h is what the next step and the layers above read. At first z is small, and h is mostly m: highway
/// networks begin so with a negative bias (Srivastava et al. 2015, §2.2), which is a constant here.
/// Dropout of recurrent weights drops W as well.
///
/// Shapes: W `[2n, n]`, b `[2n]`, beside those of `LSTM`. The gates are kept as
/// `[gates of the LSTM; m; z; v]`, 7n columns.
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

  private func parts(_ gates: Matrix) -> (lstm: Matrix, m: Matrix, zv: Matrix) {
    (
      gates.columns(0..<4 * size), gates.columns(4 * size..<5 * size),
      gates.columns(5 * size..<7 * size)
    )
  }

  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context
  ) {
    let (inner, m, zv) = parts(gates)
    lstm.step(gates: inner, feed: feed, h: before, c: cBefore, c: c, h: m, in: context)
    transition.forward(m, into: zv, in: context)  // a = W m + b
    let kernel = context.kernels.pointee.highway_forward
    context.forRows(h, writing: h) { rows in
      let first = rows.lowerBound
      kernel(
        rows.count, size, zv.row(first), zv.stride, m.row(first), m.stride, h.row(first), h.stride)
    }
  }

  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, in context: Context
  ) {
    let (inner, m, zv) = parts(gates)
    let kernel = context.kernels.pointee.highway_backward
    context.scratch {
      let dm = context.matrix(m.rows, size)
      context.forRows(zv, writing: zv) { rows in
        let first = rows.lowerBound
        kernel(
          rows.count, size, zv.row(first), zv.stride, m.row(first), m.stride, dh.row(first),
          dh.stride, dm.row(first), dm.stride)
      }
      transition.backward(zv, addingTo: dm, in: context)  // dm += da W
      lstm.stepBackward(
        gates: inner, h: before, c: cBefore, c: c, h: m, dh: dm, dc: dc, dhBefore: dhBefore,
        in: context)
    }
  }

  func accumulateGradients(_ gates: Matrix, x: [Matrix], h before: Matrix, in context: Context) {
    let (inner, m, da) = parts(gates)
    lstm.accumulateGradients(inner, x: x, h: before, in: context)
    transition.accumulate(da, m, in: context)  // dW += daᵀ m, db += Σ da
  }

  func activations(_ gates: Matrix) -> [Activation] {
    let (inner, _, zv) = parts(gates)
    return lstm.activations(inner) + sideBySide(["z", "v"], candidate: "v", zv)
  }
}
