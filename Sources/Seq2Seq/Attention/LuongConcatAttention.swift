/// Luong's concat score: score_j = v_aᵀ tanh(W_a [s; h_j]) (Luong et al. 2015, §3.1, concat).
///
/// The query is the product of s with its columns of W_a, the key that of h_j with the others.
/// Shapes: W_a `[n, decoder + encoder]`, v_a `[n]`; n = decoder.
struct LuongConcatAttention: AdditiveAttention {
  let query: Linear
  let key: Linear
  let score: Parameter
  let size: Int

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    size = sizes.decoder
    let width = sizes.decoder + sizes.encoder
    let weight = layout.reserve("attention.weight", [size, width], .glorot(gates: 1))
    score = layout.reserve("attention.score", [size], .glorot(gates: 1))
    query = Linear(weight, columns: [0..<sizes.decoder], in: &layout)
    key = Linear(weight, columns: [sizes.decoder..<width], in: &layout)
  }
}
