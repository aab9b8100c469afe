/// Starts a decoder state from the encoder's final state: s = tanh(h Wᵀ + b).
///
/// Shapes: h `[batch, encoder]`, s `[batch, decoder]`, W `[decoder, encoder]`, b `[decoder]`.
/// Source: Bahdanau et al. 2015, A.2.2; here from both directions, and with a bias.
struct Bridge: Sendable {
  let linear: Linear

  init(_ name: String, encoder: Int, decoder: Int, in layout: inout ParameterLayout) {
    let weight = layout.reserve("\(name).weight", [decoder, encoder], .glorot(gates: 1))
    let bias = layout.reserve("\(name).bias", [decoder], .zero)
    linear = Linear(weight, bias: bias, in: &layout)
  }

  /// What `backward` reads. tanh′ follows from s, so the pre-activation is not kept.
  struct Trace {
    let h: Matrix
    let s: Matrix
  }

  func forward(_ h: Matrix, in context: Context) -> Trace {
    let s = context.operand(h.rows, linear.size)
    linear.forward(h, into: s, in: context)
    context.applyTanh(to: s)
    return Trace(h: h, s: s)
  }

  /// Adds to dW, db and dh. Consumes ds, which becomes da.
  func backward(_ ds: Matrix, through trace: Trace, dh: Matrix, in context: Context) {
    let da = context.operand(of: ds)
    context.scaleByTanhSlope(da, at: trace.s)  // da = ds ⊙ (1 − s²)
    linear.accumulate(da, trace.h, in: context)  // dW += daᵀ h, db += Σ da
    linear.backward(da, addingTo: dh, in: context)  // dh += da W
  }
}
