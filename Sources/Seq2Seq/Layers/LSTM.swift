/// Long short-term memory (Hochreiter and Schmidhuber 1997; with forget gates, Gers et al. 2000):
///
///     a = W_ih x + W_hh h′ + b        [4n], in the order i, f, g, o
///     i = σ(a_i)  f = σ(a_f)  g = tanh(a_g)  o = σ(a_o)
///     c = f ⊙ c′ + i ⊙ g              h = o ⊙ tanh(c)
///
/// h′ and c′ are those of the step before. x may consist of two parts, [input; feed]: the input is
/// known for all steps and its product is hoisted out of the recurrence; the feed is not.
///
/// Shapes: W_ih `[4n, input + feed]`, W_hh `[4n, n]`, b `[4n]`.
struct LSTM: RecurrentCell {
  let size: Int
  var cellStateSize: Int { size }
  var gateColumns: Int { 4 * size }
  let input: Linear
  let recurrent: Linear

  init(
    _ name: String, input: Int, feed: Int, size: Int, in layout: inout ParameterLayout
  ) {
    self.size = size
    (self.input, recurrent) = Self.maps(
      name, gates: 4, input: input, feed: feed, size: size, bias: .forgetGateBias, in: &layout)
  }

  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context
  ) {
    addFeed(feed, to: gates, in: context)
    let active = before?.rows ?? 0
    if let before, active > 0 {
      recurrent.forward(before, addingTo: gates.rows(0..<active), in: context)
    }
    let kernel = context.kernels.pointee.lstm_forward
    forEachChunk(of: gates.rows, active, writing: h, in: context) { rows, isActive in
      let first = rows.lowerBound
      kernel(
        rows.count, size, gates.row(first), gates.stride,
        isActive ? cBefore?.row(first) : nil, cBefore?.stride ?? size, c.row(first), c.stride,
        h.row(first), h.stride)
    }
  }

  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, in context: Context
  ) {
    let kernel = context.kernels.pointee.lstm_backward
    forEachChunk(of: gates.rows, cBefore?.rows ?? 0, writing: gates, in: context) {
      rows, isActive in
      let first = rows.lowerBound
      kernel(
        rows.count, size, gates.row(first), gates.stride,
        isActive ? cBefore?.row(first) : nil, cBefore?.stride ?? size, c.row(first), c.stride,
        dh.row(first), dh.stride, dc.row(first), dc.stride)
    }
    if let dhBefore {  // dh′ += da W_hh
      recurrent.backward(gates.rows(0..<dhBefore.rows), addingTo: dhBefore, in: context)
    }
  }

  func activations(_ gates: Matrix) -> [Activation] {
    sideBySide(["i", "f", "g", "o"], candidate: "g", gates)
  }
}
