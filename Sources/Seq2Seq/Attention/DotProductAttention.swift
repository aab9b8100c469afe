/// A score that is a dot product with the decoder's state itself: score_j = s · k_j.
protocol DotProductAttention: Attention {}

extension DotProductAttention {
  func scores(
    _ query: AttentionQuery, into scores: UnsafeMutablePointer<Float>, in context: Context
  ) {
    let keys = query.keys
    context.kernels.pointee.dots(
      keys.rows, keys.columns, query.vector, keys.base, keys.stride, scores)
  }

  /// ds = Σ_j dscore_j k_j, dk_j += dscore_j s.
  func scoresBackward(
    _ query: AttentionQuery, dscores: UnsafePointer<Float>, _ d: AttentionQuery.Adjoint,
    in context: Context
  ) {
    let kernels = context.kernels.pointee, keys = query.keys
    kernels.weighted_sum(keys.rows, keys.columns, dscores, keys.base, keys.stride, d.query)
    kernels.add_outer(keys.rows, keys.columns, dscores, query.vector, d.keys.base, d.keys.stride)
  }

  func queriesBackward(_ dqueries: Matrix, ds: Matrix, in context: Context) {
    context.add(dqueries, to: ds)
  }
}
