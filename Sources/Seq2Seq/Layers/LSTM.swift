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
struct LSTM: Sendable {
  let size: Int
  let bias: Parameter
  let input: ProductWeight
  let feed: ProductWeight?
  let recurrent: ProductWeight

  init(
    _ name: String, input: Int, feed: Int = 0, size: Int, in layout: inout ParameterLayout
  ) {
    self.size = size
    let weight = layout.reserve(
      "\(name).weight_ih", [4 * size, input + feed], .glorot(gates: 4))
    let inner = layout.reserve("\(name).weight_hh", [4 * size, size], .glorot(gates: 4))
    bias = layout.reserve("\(name).bias", [4 * size], .forgetGateBias)
    self.input = layout.product(weight, columns: 0..<input)
    self.feed = feed > 0 ? layout.product(weight, columns: input..<input + feed) : nil
    recurrent = layout.product(inner)
  }

  /// The part of a that the recurrence does not touch: a = W_ih[input] x + b.
  func project(_ x: Matrix, into gates: Matrix, in context: Context) {
    context.multiply(
      x, context.weights.forward(input), bias: context.weights[bias], into: gates)
  }

  /// One step for rows that begin with hoisted parts of a in `gates`. The first rows of `h′` and
  /// `c′` go on; rows past them, or all without any, start from zero.
  func step(
    gates: Matrix, feed fed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context
  ) {
    if let feed, let fed {
      context.multiply(fed, context.weights.forward(feed), accumulate: true, into: gates)
    }
    let going = before?.rows ?? 0
    if let before, going > 0 {
      context.multiply(
        before, context.weights.forward(recurrent), accumulate: true, into: gates.rows(0..<going))
    }
    let kernel = context.kernels.pointee.lstm_forward
    forEachChunk(of: gates.rows, going, in: context) { rows, goesOn in
      let first = rows.lowerBound
      kernel(
        rows.count, size, gates.row(first), gates.stride,
        goesOn ? cBefore?.row(first) : nil, cBefore?.stride ?? size, c.row(first), c.stride,
        h.row(first), h.stride)
      context.makeWords(of: h.rows(rows))
    }
  }

  /// The adjoint of `step`'s pointwise part: gates become da, dc (from the next step) becomes dc′.
  func stepBackward(
    gates: Matrix, c cBefore: Matrix?, c: Matrix, dh: Matrix, dc: Matrix, in context: Context
  ) {
    let kernel = context.kernels.pointee.lstm_backward
    forEachChunk(of: gates.rows, cBefore?.rows ?? 0, in: context) { rows, goesOn in
      let first = rows.lowerBound
      kernel(
        rows.count, size, gates.row(first), gates.stride,
        goesOn ? cBefore?.row(first) : nil, cBefore?.stride ?? size, c.row(first), c.stride,
        dh.row(first), dh.stride, dc.row(first), dc.stride)
      context.makeWords(of: gates.rows(rows))
    }
  }

  /// The gradients of the weights, in products over all rows at once.
  ///
  /// Shapes: da `[rows, 4n]`, x `[rows, input]`, feed `[rows, feed]`, h′ `[rows, n]`.
  func accumulateGradients(
    _ da: Matrix, x: Matrix, feed fed: Matrix?, h before: Matrix,
    in context: Context
  ) {
    var products = [(x, context.gradient(input)), (before, context.gradient(recurrent))]
    if let feed, let fed { products.append((fed, context.gradient(feed))) }
    context.accumulate(transposed: da, products)        // dW_ih += daᵀ x, dW_hh += daᵀ h′
    context.sumRows(of: da, addingTo: context.gradient(bias))  // db += Σ da
  }
}
