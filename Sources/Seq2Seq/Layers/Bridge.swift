/// Starts a decoder state from the encoder's final state: s = tanh(h Wᵀ + b).
///
/// Shapes: h `[batch, encoder]`, s `[batch, decoder]`, W `[decoder, encoder]`, b `[decoder]`.
/// Source: Bahdanau et al. 2015, A.2.2; from both directions, and with a bias, here.
struct Bridge: Sendable {
  let weight: ProductWeight
  let bias: Parameter

  init(_ name: String, encoder: Int, decoder: Int, in layout: inout ParameterLayout) {
    weight = layout.product(
      layout.reserve("\(name).weight", [decoder, encoder], .glorot(gates: 1)))
    bias = layout.reserve("\(name).bias", [decoder], .zero)
  }

  /// What `backward` reads. tanh′ follows from s, so the pre-activation is not kept.
  struct Trace {
    let h: Matrix
    let s: Matrix
  }

  func forward(_ h: Matrix, _ pass: Pass) -> Trace {
    let workspace = pass.workspace
    let s = workspace.factor(h.rows, weight.parameter.rows)
    workspace.multiply(h, pass.weights.forward(weight), bias: pass.weights[bias], into: s)
    workspace.applyTanh(to: s)
    return Trace(h: h, s: s)
  }

  /// Adds to dW, db and dh. Consumes ds, which becomes da.
  func backward(
    _ ds: Matrix, through trace: Trace, addingTo gradients: ParameterSlab, dh: Matrix, _ pass: Pass
  ) {
    let workspace = pass.workspace
    let da = workspace.withWords(ds)
    workspace.scaleByTanhSlope(da, at: trace.s)                              // da = ds ⊙ (1 − s²)
    workspace.accumulate(transposed: da, trace.h, into: gradients[weight])   // dW += daᵀ h
    workspace.sumRows(of: da, addingTo: gradients[bias])                     // db += Σ da
    workspace.multiply(                                                      // dh += da W
      da, pass.weights.backward(weight), accumulate: true, into: dh)
  }
}
