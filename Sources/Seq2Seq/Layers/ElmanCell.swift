/// The simple recurrent network (Elman 1990), with tanh as PyTorch's `RNN` has it:
///
///     h = tanh(W_ih x + W_hh h′ + b)
///
/// Shapes: W_ih `[n, input + feed]`, W_hh `[n, n]`, b `[n]`.
struct ElmanCell: RecurrentCell {
  let size: Int
  let cellStateSize = 0
  let input: Linear
  let recurrent: Linear

  var gateColumns: Int { size }

  init(_ name: String, input: Int, feed: Int, size: Int, in layout: inout ParameterLayout) {
    self.size = size
    (self.input, recurrent) = Self.maps(
      name, gates: 1, input: input, feed: feed, size: size, bias: .zero, in: &layout)
  }

  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context
  ) {
    addFeed(feed, to: gates, in: context)
    if let before, before.rows > 0 {  // a += W_hh h′
      recurrent.forward(before, addingTo: gates.rows(0..<before.rows), in: context)
    }
    h.copy(gates)
    context.applyTanh(to: h)
  }

  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, in context: Context
  ) {
    gates.copy(dh)
    context.scaleByTanhSlope(gates, at: h)  // da = dh ⊙ (1 − h²)
    if let dhBefore {  // dh′ += da W_hh
      recurrent.backward(gates.rows(0..<dhBefore.rows), addingTo: dhBefore, in: context)
    }
  }
}
