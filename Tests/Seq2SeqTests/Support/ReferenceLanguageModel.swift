@testable import Seq2Seq

/// A language model from its equations, one sentence after the other, from zero states.
struct ReferenceLanguageModel {
  let configuration: LanguageModelConfiguration
  let tensors: [String: TracedMatrix]
  /// What is added to h of a layer, by the layer's name: zeros that the loss is differentiated by.
  var perturbation: (_ layer: String, _ sentence: Int, _ place: Int) -> [Traced]? = { _, _, _ in nil
  }

  /// Logits after each token.
  func logits(_ tokens: some Collection<Int32>, sentence: Int) -> [[Traced]] {
    var x = tokens.map { tensors["embedding"]![Int($0)] }
    for name in (0..<configuration.layers).map({ "layer.\($0)" }) {
      let cell = ReferenceCell(kind: configuration.cell, name: name, tensors: tensors)
      x = cell.states(x) { perturbation(name, sentence, $0) }.map(\.h)
    }
    let w = tensors[configuration.tieEmbeddings ? "embedding" : "output.weight"]!
    return x.map { w * $0 + tensors["output.bias"]![0] }
  }
}
