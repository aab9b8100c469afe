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

  func keys(_ states: Matrix, _ pass: Pass) -> Matrix {
    let keys = pass.workspace.matrix(states.rows, size)
    pass.workspace.multiply(
      states, pass.weights.forward(key), bias: pass.weights[bias], into: keys)
    return keys
  }

  func projectQueries(_ states: Matrix, into queries: Matrix, _ pass: Pass) {
    pass.workspace.multiply(states, pass.weights.forward(query), into: queries)
  }

  func scores(
    _ query: UnsafePointer<Float>, keys: Matrix, into scores: UnsafeMutablePointer<Float>,
    _ pass: Pass
  ) {
    pass.workspace.kernels.pointee.additive_scores(
      keys.rows, size, query, keys.base, keys.stride, pass.weights[score].base, scores)
  }

  func scoresBackward(
    _ query: UnsafePointer<Float>, keys: Matrix, dscores: UnsafePointer<Float>, dkeys: Matrix,
    dquery: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, _ pass: Pass
  ) {
    pass.workspace.kernels.pointee.additive_backward(
      keys.rows, size, query, keys.base, keys.stride, pass.weights[score].base, dscores,
      dkeys.base, dkeys.stride, dquery, gradient)
  }

  func queriesBackward(_ dqueries: Matrix, ds: Matrix, _ pass: Pass) {
    pass.workspace.multiply(
      dqueries, pass.weights.backward(query), accumulate: true, into: ds)
  }

  func finishBackward(
    dqueries: Matrix, states: Matrix, queryGradients: Matrix, dkeys: Matrix, h: Matrix, dh: Matrix,
    addingTo gradients: ParameterSlab, _ pass: Pass
  ) {
    let workspace = pass.workspace
    workspace.accumulate(transposed: dqueries, states, into: gradients[query])  // dW_a += dqᵀ s
    workspace.accumulate(transposed: dkeys, h, into: gradients[key])            // dU_a += dkᵀ h
    workspace.sumRows(of: dkeys, addingTo: gradients[bias])                     // db_a += Σ dk
    workspace.sumRows(of: queryGradients, addingTo: gradients[score])
    workspace.multiply(dkeys, pass.weights.backward(key), accumulate: true, into: dh)
  }
}
