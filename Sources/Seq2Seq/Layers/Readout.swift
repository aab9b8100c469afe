/// The attentional vector: h̃ = tanh(W [parts] + b), the parts being the context c, the decoder
/// state s, and with Bahdanau's attention the word e that was read.
///
/// Shapes: c `[rows, encoder]`, s `[rows, decoder]`, e `[rows, embedding]`, h̃ `[rows, decoder]`.
/// Source: Luong et al. 2015, eq. 5, parts c, s; after Bahdanau et al. 2015, A.2.2, parts s, c, e,
/// with tanh in place of maxout.
struct Readout: Sendable {
  let bias: Parameter
  let size: Int
  private let context: ProductWeight
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
      context = layout.product(weight, columns: 0..<encoder)
      state = layout.product(weight, columns: encoder..<encoder + decoder)
      self.word = nil
    } else {
      state = layout.product(weight, columns: 0..<decoder)
      context = layout.product(weight, columns: decoder..<decoder + encoder)
      self.word = layout.product(
        weight, columns: decoder + encoder..<decoder + encoder + word)
    }
  }

  func forward(context c: Matrix, state s: Matrix, word e: Matrix, into h: Matrix, _ pass: Pass) {
    let workspace = pass.workspace
    workspace.multiply(c, pass.weights.forward(context), bias: pass.weights[bias], into: h)
    workspace.multiply(s, pass.weights.forward(state), accumulate: true, into: h)
    if let word {
      workspace.multiply(e, pass.weights.forward(word), accumulate: true, into: h)
    }
    workspace.applyTanh(to: h)
  }

  /// dh becomes da; overwrites dc, adds to ds and, where words are read, to de.
  func backward(
    _ dh: Matrix, at h: Matrix, dc: Matrix, ds: Matrix, de: Matrix, _ pass: Pass
  ) {
    let workspace = pass.workspace
    workspace.scaleByTanhSlope(dh, at: h)                              // da = dh̃ ⊙ (1 − h̃²)
    workspace.multiply(dh, pass.weights.backward(context), into: dc)   // dc = da W_c
    workspace.multiply(dh, pass.weights.backward(state), accumulate: true, into: ds)
    if let word {
      workspace.multiply(dh, pass.weights.backward(word), accumulate: true, into: de)
    }
  }

  /// The gradients of the weights, over all rows at once.
  func accumulateGradients(
    _ da: Matrix, context c: Matrix, state s: Matrix, word e: Matrix,
    addingTo gradients: ParameterSlab, _ workspace: Workspace
  ) {
    var products = [(c, gradients[context]), (s, gradients[state])]
    if let word { products.append((e, gradients[word])) }
    workspace.accumulate(transposed: da, products)
    workspace.sumRows(of: da, addingTo: gradients[bias])
  }
}
