/// Luong's local attention around the target's own position, local-m: α_t is the softmax over the
/// source positions t − D … t + D alone (Luong et al. 2015, §3.2). The score is the general one,
/// s_tᵀ W_a h_j. Where a target is longer than its source, the window stays at the source's end.
struct LuongLocalMonotonicAttention: DotProductAttention {
  let general: LuongGeneralAttention
  static let hasWindow = true
  let width: Int
  var size: Int { general.size }

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    general = LuongGeneralAttention(sizes, in: &layout)
    width = sizes.window
  }

  func keys(_ states: Matrix, in context: Context) -> Matrix { general.keys(states, in: context) }

  func window(_ query: AttentionQuery) -> Range<Int> {
    let center = min(query.step, query.sourceLength - 1)
    return max(center - width, 0)..<min(center + width + 1, query.sourceLength)
  }

  func accumulateGradients(
    _ d: AttentionLoop.Adjoint, queriesOf s: Matrix, keysOf h: Matrix, in context: Context
  ) {
    general.accumulateGradients(d, queriesOf: s, keysOf: h, in: context)
  }
}

/// Luong's local attention around a predicted position, local-p:
///
///     z_t = tanh(W_p s_t)
///     p_t = S σ(v_pᵀ z_t)                                          eq. 9
///     α_tj = softmax_j(s_tᵀ W_a h_j) exp(−(j − p_t)² / (2 (D/2)²))  eq. 10, |j − p_t| ≤ D
///
/// The softmax is over the window; after the multiplication the weights do not sum to 1. S is the
/// number of source tokens, end symbol included. A query is [s; z; v_pᵀ z].
/// Shapes: W_a `[decoder, encoder]`, W_p `[n, decoder]`, v_p `[1, n]`; n = decoder.
/// Source: Luong et al. 2015, §3.2.
struct LuongLocalPredictiveAttention: DotProductAttention {
  let general: LuongGeneralAttention
  let hidden: Linear
  let place: Linear
  let width: Int
  static let hasWindow = true
  private let n: Int
  var size: Int { n }
  var querySize: Int { 2 * n + 1 }
  var gradientSize: Int { n }
  let reweights = true

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    general = LuongGeneralAttention(sizes, in: &layout)
    n = sizes.decoder
    width = sizes.window
    hidden = Linear(
      layout.reserve("attention.position.weight", [n, n], .glorot(gates: 1)), in: &layout)
    place = Linear(
      layout.reserve("attention.position.score", [1, n], .glorot(gates: 1)), in: &layout)
  }

  func keys(_ states: Matrix, in context: Context) -> Matrix { general.keys(states, in: context) }

  func queries(_ rows: Int, in context: Context) -> Matrix? { context.matrix(rows, querySize) }

  func project(_ states: Matrix, into queries: Matrix, in context: Context) {
    queries.columns(0..<n).copy(states)
    let z = queries.columns(n..<2 * n)
    hidden.forward(states, into: z, in: context)
    context.applyTanh(to: z)
    place.forward(z, into: queries.columns(2 * n..<querySize), in: context)
  }

  /// σ(v_pᵀ z), and p. Where weights overflow, p is the middle, so that there is a window.
  private func center(_ query: AttentionQuery) -> (sigmoid: Float, p: Float) {
    let sigmoid = Float(1 / (1 + exp(-Double(query.vector[2 * n]))))
    let finite = sigmoid.isFinite ? sigmoid : 0.5
    return (finite, Float(query.sourceLength) * finite)
  }

  func window(_ query: AttentionQuery) -> Range<Int> {
    let p = center(query).p, d = Float(width)
    let first = max(Int((p - d).rounded(.up)), 0)
    return first..<max(first + 1, min(Int((p + d).rounded(.down)) + 1, query.sourceLength))
  }

  /// g_j = exp(−(j − p)² / (2 (D/2)²))
  private func gaussian(_ j: Int, _ p: Float) -> Float {
    let distance = Double(Float(j) - p) / Double(width)
    return Float(exp(-2 * distance * distance))
  }

  func reweight(
    _ alpha: UnsafeMutablePointer<Float>, _ query: AttentionQuery, in context: Context
  ) {
    let p = center(query).p
    for (i, j) in query.positions.enumerated() { alpha[i] *= gaussian(j, p) }
  }

  /// Given dα_j, with y the softmax and u = v_pᵀ z:
  ///
  ///     dy_j = dα_j g_j                              dα_j becomes this
  ///     dp   = Σ_j dα_j y_j g_j · 4 (j − p) / D²
  ///     du   = dp S σ(u) (1 − σ(u))
  ///     dv_p = du z          da = du v_p ⊙ (1 − z²), the gradient of W_p s
  func reweightBackward(
    _ alpha: UnsafePointer<Float>, dalpha: UnsafeMutablePointer<Float>, _ query: AttentionQuery,
    _ d: AttentionQuery.Adjoint, in context: Context
  ) {
    let (sigmoid, p) = center(query)
    var dp: Float = 0
    for (i, j) in query.positions.enumerated() {
      let g = gaussian(j, p)
      dp += dalpha[i] * alpha[i] * g * (Float(j) - p)
      dalpha[i] *= g  // dy_j = dα_j g_j
    }
    dp *= 4 / Float(width * width)
    let du = dp * Float(query.sourceLength) * sigmoid * (1 - sigmoid)  // dp S σ(u) (1 − σ(u))
    let v = context.weights[place.weight].base, z = query.vector + n
    let da = d.query + n
    for k in 0..<n {
      d.parameters[k] = du * z[k]  // dv_p = du z
      da[k] = du * v[k] * (1 - z[k] * z[k])  // da = du v_p ⊙ (1 − z²)
    }
    d.query[2 * n] = 0  // u's gradient is all in da
  }

  func queriesBackward(_ dqueries: Matrix, ds: Matrix, in context: Context) {
    context.add(dqueries.columns(0..<n), to: ds)
    hidden.backward(dqueries.columns(n..<2 * n), addingTo: ds, in: context)  // ds += da W_p
  }

  func accumulateGradients(
    _ d: AttentionLoop.Adjoint, queriesOf s: Matrix, keysOf h: Matrix, in context: Context
  ) {
    hidden.accumulate(d.queries.columns(n..<2 * n), s, in: context)  // dW_p += daᵀ s
    context.sumRows(of: d.parameters, addingTo: context.gradient(place.weight))  // dv_p += Σ du z
    general.accumulateGradients(d, queriesOf: s, keysOf: h, in: context)
  }
}
