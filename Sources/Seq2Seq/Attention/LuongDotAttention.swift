/// Luong's dot score: score_j = s · h_j (Luong et al. 2015, §3.1, dot).
///
/// It has no parameters: the keys are the encoder's states, as wide as the decoder's, the query is s.
struct LuongDotAttention: DotProductAttention {
  let size: Int

  init(_ sizes: AttentionSizes, in layout: inout ParameterLayout) {
    precondition(
      sizes.encoder == sizes.decoder, "states of \(sizes.encoder) and \(sizes.decoder) compared")
    size = sizes.decoder
  }

  func keys(_ states: Matrix, in context: Context) -> Matrix { states }

  func accumulateGradients(
    _ d: AttentionLoop.Adjoint, queriesOf s: Matrix, keysOf h: Matrix, in context: Context
  ) {
    context.add(d.keys, to: d.states)  // dh_j += dk_j
  }
}
