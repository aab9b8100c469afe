/// The additive score: score_j = vᵀ tanh(W_a s + U_a h_j + b_a) (Bahdanau et al. 2015, A.1.2, with
/// a bias).
///
/// The key is U_a h_j + b_a, the query W_a s.
/// Shapes: W_a `[n, decoder]`, U_a `[n, encoder]`, b_a `[n]`, v `[n]`; n = decoder.
struct BahdanauAttention: AdditiveAttention {
  let query: Linear
  let key: Linear
  let score: Parameter
  let size: Int

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
}
