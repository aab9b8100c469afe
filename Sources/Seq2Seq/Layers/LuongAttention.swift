/// Luong's general score: score_j = sᵀ W_a h_j (Luong et al. 2015, §3.1, eq. 8).
///
/// W_a h_j does not depend on the target, so it is the key; the query is s itself.
/// Shapes: W_a `[decoder, encoder]`.
struct LuongAttention: Attention {
  let key: Linear
  let size: Int
  let gradientSize = 0
  let projectsQueries = false

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    size = sizes.decoder
    let weight = layout.reserve(
      "attention.weight", [sizes.decoder, sizes.encoder], .glorot(gates: 1))
    key = Linear(weight, in: &layout)
  }

  func keys(_ states: Matrix, in context: Context) -> Matrix {
    let keys = context.matrix(states.rows, size)
    key.forward(states, into: keys, in: context)
    return keys
  }

  func projectQueries(_ states: Matrix, into queries: Matrix, in context: Context) {}

  func scores(
    _ query: UnsafePointer<Float>, keys: Matrix, into scores: UnsafeMutablePointer<Float>,
    in context: Context
  ) {
    context.kernels.pointee.dots(keys.rows, size, query, keys.base, keys.stride, scores)
  }

  func scoresBackward(
    _ query: UnsafePointer<Float>, keys: Matrix, dscores: UnsafePointer<Float>, dkeys: Matrix,
    dquery: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, in context: Context
  ) {
    let kernels = context.kernels.pointee
    kernels.weighted_sum(  // ds = Σ d_j k_j
      keys.rows, size, dscores, keys.base, keys.stride, dquery)
    kernels.add_outer(keys.rows, size, dscores, query, dkeys.base, dkeys.stride)    // dk_j += d_j s
  }

  func queriesBackward(_ dqueries: Matrix, ds: Matrix, in context: Context) {
    context.add(dqueries, to: ds)
  }

  func accumulateGradients(
    _ d: AttentionLoop.Gradients, queriesOf s: Matrix, keysOf h: Matrix, in context: Context
  ) {
    key.accumulate(d.keys, h, in: context)                 // dW_a += dkᵀ h
    key.backward(d.keys, addingTo: d.states, in: context)  // dh += dk W_a
  }
}
