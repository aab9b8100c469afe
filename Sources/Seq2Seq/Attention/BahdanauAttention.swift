/// The additive score: score_j = vᵀ tanh(W_a s + U_a h_j + b_a) (Bahdanau et al. 2015, A.1.2, with
/// a bias).
///
/// The key is U_a h_j + b_a, the query W_a s. tanh is computed again by the adjoint rather than
/// kept for every pair of words.
/// Shapes: W_a `[n, decoder]`, U_a `[n, encoder]`, b_a `[n]`, v `[n]`; n = decoder.
struct BahdanauAttention: Attention {
  let query: Linear
  let key: Linear
  let score: Parameter
  let size: Int
  var gradientSize: Int { size }

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    size = sizes.decoder
    let queryWeight = layout.reserve(
      "attention.query.weight", [size, sizes.decoder], .glorot(gates: 1))
    let keyWeight = layout.reserve(
      "attention.key.weight", [size, sizes.encoder], .glorot(gates: 1))
    let bias = layout.reserve("attention.bias", [size], .zero)
    score = layout.reserve("attention.score", [size], .glorot(gates: 1))
    query = Linear(queryWeight, in: &layout)
    key = Linear(keyWeight, bias: bias, in: &layout)
  }

  func keys(_ states: Matrix, in context: Context) -> Matrix {
    let keys = context.matrix(states.rows, size)
    key.forward(states, into: keys, in: context)
    return keys
  }

  func queries(_ rows: Int, in context: Context) -> Matrix? { context.matrix(rows, size) }

  func project(_ states: Matrix, into queries: Matrix, in context: Context) {
    query.forward(states, into: queries, in: context)
  }

  func scores(
    _ query: AttentionQuery, into scores: UnsafeMutablePointer<Float>, in context: Context
  ) {
    let keys = query.keys
    context.kernels.pointee.additive_scores(
      keys.rows, size, query.vector, keys.base, keys.stride, context.weights[score].base, scores)
  }

  func scoresBackward(
    _ query: AttentionQuery, dscores: UnsafePointer<Float>, _ d: AttentionQuery.Adjoint,
    in context: Context
  ) {
    let keys = query.keys
    context.kernels.pointee.additive_backward(
      keys.rows, size, query.vector, keys.base, keys.stride, context.weights[score].base, dscores,
      d.keys.base, d.keys.stride, d.query, d.parameters)
  }

  func queriesBackward(_ dqueries: Matrix, ds: Matrix, in context: Context) {
    query.backward(dqueries, addingTo: ds, in: context)
  }

  func accumulateGradients(
    _ d: AttentionLoop.Adjoint, queriesOf s: Matrix, keysOf h: Matrix, in context: Context
  ) {
    query.accumulate(d.queries, s, in: context)  // dW_a += dqᵀ s
    key.accumulate(d.keys, h, in: context)  // dU_a += dkᵀ h, db_a += Σ dk
    context.sumRows(of: d.parameters, addingTo: context.gradient(score))
    key.backward(d.keys, addingTo: d.states, in: context)  // dh += dk U_a
  }
}
