/// The attentional vector: h̃ = tanh(W [parts] + b), the parts being the context c, the decoder
/// state s, and with Bahdanau's attention the word e that was read.
///
/// Shapes: c `[rows, encoder]`, s `[rows, decoder]`, e `[rows, embedding]`, h̃ `[rows, decoder]`.
/// Source: Luong et al. 2015, eq. 5, parts c, s; after Bahdanau et al. 2015, A.2.2, parts s, c, e,
/// with tanh in place of maxout.
struct Readout: Sendable {
  /// Its parts are c, s and, if words are read, e.
  let linear: Linear

  /// With `word` 0 the weight's columns stand as c, s; else as s, c, e.
  init(
    _ name: String, encoder: Int, decoder: Int, word: Int, in layout: inout ParameterLayout
  ) {
    // Its parts are small at first. Without the gain attention is of use late, and then often looks
    // at a neighbor whose state holds the word, rather than at the word.
    let weight = layout.reserve(
      "\(name).weight", [decoder, encoder + decoder + word], .glorot(gates: 1, gain: 4))
    let bias = layout.reserve("\(name).bias", [decoder], .zero)
    let both = encoder + decoder
    linear = Linear(
      weight, bias: bias,
      columns: word == 0
        ? [0..<encoder, encoder..<both]
        : [decoder..<both, 0..<decoder, both..<both + word],
      in: &layout)
  }

  func forward(_ parts: [Matrix], into h: Matrix, in context: Context) {
    linear.forward(parts, into: h, in: context)
    context.applyTanh(to: h)
  }

  /// dh becomes da; overwrites dc, the first of `dparts`, and adds to the others.
  func backward(_ dh: Matrix, at h: Matrix, dparts: [Matrix], in context: Context) {
    context.scaleByTanhSlope(dh, at: h)                    // da = dh̃ ⊙ (1 − h̃²)
    linear.backward(dh, into: dparts[0], in: context)      // dc = da W_c
    for i in dparts.indices.dropFirst() {                  // ds += da W_s, de += da W_e
      linear.backward(dh, block: i, addingTo: dparts[i], in: context)
    }
  }

  /// The gradients of the weights, over all rows at once.
  func accumulateGradients(_ da: Matrix, _ parts: [Matrix], in context: Context) {
    linear.accumulate(da, parts, in: context)
  }
}
