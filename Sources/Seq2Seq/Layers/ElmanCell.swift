/// The simple recurrent network (Elman 1990), with tanh as PyTorch's `RNN` has it:
///
///     h = tanh(W_ih x + W_hh h′ + b)
///
/// Shapes: W_ih `[n, input + feed]`, W_hh `[n, n]`, b `[n]`.
struct ElmanCell: RecurrentCell {
  let size: Int
  let memorySize = 0
  let bias: Parameter
  let input: ProductWeight
  let feed: ProductWeight?
  let recurrent: ProductWeight

  var gateColumns: Int { size }
  var projectedColumns: Int { size }

  init(_ name: String, input: Int, feed: Int, size: Int, in layout: inout ParameterLayout) {
    self.size = size
    let weight = layout.reserve("\(name).weight_ih", [size, input + feed], .glorot(gates: 1))
    let inner = layout.reserve("\(name).weight_hh", [size, size], .glorot(gates: 1))
    bias = layout.reserve("\(name).bias", [size], .zero)
    self.input = layout.product(weight, columns: 0..<input)
    self.feed = feed > 0 ? layout.product(weight, columns: input..<input + feed) : nil
    recurrent = layout.product(inner)
  }

  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context
  ) {
    addFeed(feed, to: gates, in: context)
    if let before, before.rows > 0 {  // a += W_hh h′
      context.multiply(
        before, context.weights.forward(recurrent), accumulate: true,
        into: gates.rows(0..<before.rows))
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
    if let dhBefore {                              // dh′ += da W_hh
      context.multiply(
        gates.rows(0..<dhBefore.rows), context.weights.backward(recurrent), accumulate: true,
        into: dhBefore)
    }
  }

  func accumulateGradients(
    _ gates: Matrix, x: Matrix, feed: Matrix?, h before: Matrix,
    in context: Context
  ) {
    accumulateInputGradients(gates, x: x, feed: feed, in: context)
    context.accumulate(  // dW_hh += daᵀ h′
      transposed: gates, before, into: context.gradient(recurrent))
  }
}
