/// The additive score: score_j = vᵀ tanh(W_a s + U_a h_j + b_a) (Bahdanau et al. 2015, A.1.2, with
/// a bias).
///
/// The key is U_a h_j + b_a, the query W_a s. tanh is computed again by the adjoint rather than
/// kept for every pair of words.
/// Shapes: W_a `[n, decoder]`, U_a `[n, encoder]`, b_a `[n]`, v `[n]`; n = decoder.
struct BahdanauAttention: Attention {
  static let attendsBeforeRecurrence = true

  let query: ProductWeight
  let key: ProductWeight
  let bias: Parameter
  let score: Parameter
  let size: Int
  var gradientSize: Int { size }
  let projectsQueries = true

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    size = sizes.decoder
    query = layout.product(
      layout.reserve("attention.query.weight", [size, sizes.decoder], .glorot(gates: 1)))
    key = layout.product(
      layout.reserve("attention.key.weight", [size, sizes.encoder], .glorot(gates: 1)))
    bias = layout.reserve("attention.bias", [size], .zero)
    score = layout.reserve("attention.score", [size], .glorot(gates: 1))
  }

  func keys(_ states: Matrix, in context: Context) -> Matrix {
    let keys = context.matrix(states.rows, size)
    context.multiply(
      states, context.weights.forward(key), bias: context.weights[bias], into: keys)
    return keys
  }

  func projectQueries(_ states: Matrix, into queries: Matrix, in context: Context) {
    context.multiply(states, context.weights.forward(query), into: queries)
  }

  func scores(
    _ query: UnsafePointer<Float>, keys: Matrix, into scores: UnsafeMutablePointer<Float>,
    in context: Context
  ) {
    context.kernels.pointee.additive_scores(
      keys.rows, size, query, keys.base, keys.stride, context.weights[score].base, scores)
  }

  func scoresBackward(
    _ query: UnsafePointer<Float>, keys: Matrix, dscores: UnsafePointer<Float>, dkeys: Matrix,
    dquery: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, in context: Context
  ) {
    context.kernels.pointee.additive_backward(
      keys.rows, size, query, keys.base, keys.stride, context.weights[score].base, dscores,
      dkeys.base, dkeys.stride, dquery, gradient)
  }

  func queriesBackward(_ dqueries: Matrix, ds: Matrix, in context: Context) {
    context.multiply(
      dqueries, context.weights.backward(query), accumulate: true, into: ds)
  }

  func finishBackward(
    dqueries: Matrix, states: Matrix, queryGradients: Matrix, dkeys: Matrix, h: Matrix, dh: Matrix,
    in context: Context
  ) {
    context.accumulate(  // dW_a += dqᵀ s
      transposed: dqueries, states, into: context.gradient(query))
    context.accumulate(  // dU_a += dkᵀ h
      transposed: dkeys, h, into: context.gradient(key))
    context.sumRows(of: dkeys, addingTo: context.gradient(bias))                     // db_a += Σ dk
    context.sumRows(of: queryGradients, addingTo: context.gradient(score))
    context.multiply(dkeys, context.weights.backward(key), accumulate: true, into: dh)
  }
}
