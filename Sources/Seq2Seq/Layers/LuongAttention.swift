/// Luong's general score: score_j = sᵀ W_a h_j (Luong et al. 2015, §3.1, eq. 8).
///
/// W_a h_j does not depend on the target, so it is the key; the query is s itself.
/// Shapes: W_a `[decoder, encoder]`.
struct LuongAttention: Attention {
  static let attendsBeforeRecurrence = false

  let weight: ProductWeight
  let size: Int
  let gradientSize = 0
  let projectsQueries = false

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    size = sizes.decoder
    weight = layout.product(
      layout.reserve("attention.weight", [sizes.decoder, sizes.encoder], .glorot(gates: 1)))
  }

  func keys(_ states: Matrix, _ pass: Pass) -> Matrix {
    let keys = pass.workspace.matrix(states.rows, size)
    pass.workspace.multiply(states, pass.weights.forward(weight), into: keys)
    return keys
  }

  func projectQueries(_ states: Matrix, into queries: Matrix, _ pass: Pass) {}

  func scores(
    _ query: UnsafePointer<Float>, keys: Matrix, into scores: UnsafeMutablePointer<Float>,
    _ pass: Pass
  ) {
    pass.workspace.kernels.pointee.dots(keys.rows, size, query, keys.base, keys.stride, scores)
  }

  func scoresBackward(
    _ query: UnsafePointer<Float>, keys: Matrix, dscores: UnsafePointer<Float>, dkeys: Matrix,
    dquery: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, _ pass: Pass
  ) {
    let kernels = pass.workspace.kernels.pointee
    kernels.weighted_sum(keys.rows, size, dscores, keys.base, keys.stride, dquery)  // ds = Σ d_j k_j
    kernels.add_outer(keys.rows, size, dscores, query, dkeys.base, dkeys.stride)    // dk_j += d_j s
  }

  func queriesBackward(_ dqueries: Matrix, ds: Matrix, _ pass: Pass) {
    pass.workspace.add(dqueries, to: ds)
  }

  func finishBackward(
    dqueries: Matrix, states: Matrix, queryGradients: Matrix, dkeys: Matrix, h: Matrix, dh: Matrix,
    addingTo gradients: ParameterSlab, _ pass: Pass
  ) {
    let workspace = pass.workspace
    workspace.accumulate(transposed: dkeys, h, into: gradients[weight])  // dW_a += dkᵀ h
    workspace.multiply(dkeys, pass.weights.backward(weight), accumulate: true, into: dh)
  }
}
