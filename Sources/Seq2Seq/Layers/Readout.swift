/// The attentional vector: h̃ = tanh(W [parts] + b), the parts being the context c, the decoder
/// state s, and with Bahdanau's attention the word e that was read.
///
/// Shapes: c `[rows, encoder]`, s `[rows, decoder]`, e `[rows, embedding]`, h̃ `[rows, decoder]`.
/// Source: Luong et al. 2015, eq. 5, parts c, s; after Bahdanau et al. 2015, A.2.2, parts s, c, e,
/// with tanh in place of maxout.
struct Readout: Sendable {
  let bias: Parameter
  let size: Int
  private let contextVectors: ProductWeight
  private let state: ProductWeight
  private let word: ProductWeight?

  /// With `word` 0 the columns stand as c, s; else as s, c, e.
  init(
    _ name: String, encoder: Int, decoder: Int, word: Int, in layout: inout ParameterLayout
  ) {
    size = decoder
    // Its parts are small at first. Without the gain attention is of use late, and then often looks
    // at a neighbour whose state holds the word, rather than at the word.
    let weight = layout.reserve(
      "\(name).weight", [decoder, encoder + decoder + word], .glorot(gates: 1, gain: 4))
    bias = layout.reserve("\(name).bias", [decoder], .zero)
    if word == 0 {
      contextVectors = layout.product(weight, columns: 0..<encoder)
      state = layout.product(weight, columns: encoder..<encoder + decoder)
      self.word = nil
    } else {
      state = layout.product(weight, columns: 0..<decoder)
      contextVectors = layout.product(weight, columns: decoder..<decoder + encoder)
      self.word = layout.product(
        weight, columns: decoder + encoder..<decoder + encoder + word)
    }
  }

  func forward(
    contextVectors c: Matrix, state s: Matrix, word e: Matrix, into h: Matrix, in context: Context
  ) {
    context.multiply(
      c, context.weights.forward(contextVectors), bias: context.weights[bias], into: h)
    context.multiply(s, context.weights.forward(state), accumulate: true, into: h)
    if let word {
      context.multiply(e, context.weights.forward(word), accumulate: true, into: h)
    }
    context.applyTanh(to: h)
  }

  /// dh becomes da; overwrites dc, adds to ds and, where words are read, to de.
  func backward(
    _ dh: Matrix, at h: Matrix, dc: Matrix, ds: Matrix, de: Matrix, in context: Context
  ) {
    context.scaleByTanhSlope(dh, at: h)                              // da = dh̃ ⊙ (1 − h̃²)
    context.multiply(dh, context.weights.backward(contextVectors), into: dc)   // dc = da W_c
    context.multiply(dh, context.weights.backward(state), accumulate: true, into: ds)
    if let word {
      context.multiply(dh, context.weights.backward(word), accumulate: true, into: de)
    }
  }

  /// The gradients of the weights, over all rows at once.
  func accumulateGradients(
    _ da: Matrix, contextVectors c: Matrix, state s: Matrix, word e: Matrix,
    in context: Context
  ) {
    var products = [(c, context.gradient(contextVectors)), (s, context.gradient(state))]
    if let word { products.append((e, context.gradient(word))) }
    context.accumulate(transposed: da, products)
    context.sumRows(of: da, addingTo: context.gradient(bias))
  }
}
