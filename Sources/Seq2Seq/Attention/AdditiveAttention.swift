/// A score that a small network computes: score_j = vᵀ tanh(q + k_j).
///
/// The adjoint computes tanh again, rather than keep it for every pair of words.
protocol AdditiveAttention: Attention {
  /// q of the decoder's state.
  var query: Linear { get }
  /// k_j of the encoder's state.
  var key: Linear { get }
  /// v
  var score: Parameter { get }
}

extension AdditiveAttention {
  var gradientSize: Int { size }

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

  /// With t_j = tanh(q + k_j) and da_j = dscore_j v ⊙ (1 − t_j²): dq = Σ_j da_j, dk_j += da_j, and
  /// this query's part of dv, Σ_j dscore_j t_j.
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
    query.backward(dqueries, addingTo: ds, in: context)  // ds += dq W
  }

  func accumulateGradients(
    _ d: AttentionLoop.Adjoint, queriesOf s: Matrix, keysOf h: Matrix, in context: Context
  ) {
    query.accumulate(d.queries, s, in: context)  // dW += dqᵀ s
    key.accumulate(d.keys, h, in: context)  // dU += dkᵀ h, db += Σ dk
    context.sumRows(of: d.parameters, addingTo: context.gradient(score))  // dv += Σ_j dscore_j t_j
    key.backward(d.keys, addingTo: d.states, in: context)  // dh += dk U
  }
}
