/// Luong's general score: score_j = sᵀ W_a h_j (Luong et al. 2015, §3.1, general).
///
/// W_a h_j does not depend on the target, so it is the key; the query is s itself.
/// Shapes: W_a `[decoder, encoder]`.
struct LuongGeneralAttention: DotProductAttention {
  let key: Linear
  let size: Int

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

  func accumulateGradients(
    _ d: AttentionLoop.Adjoint, queriesOf s: Matrix, keysOf h: Matrix, in context: Context
  ) {
    key.accumulate(d.keys, h, in: context)  // dW_a += dkᵀ h
    key.backward(d.keys, addingTo: d.states, in: context)  // dh += dk W_a
  }
}
