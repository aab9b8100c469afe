import Foundation
import Testing

@testable import Seq2Seq

/// A fixture that `make_goldens.py` wrote: weights, loss, gradients, logits and alignment of a
/// small model, computed by PyTorch in double precision.
struct Golden {
  let name: String
  let file: SafetensorsFile
  let network: EncoderDecoder
  let pairs: [(source: [Int32], target: [Int32])]

  init(_ name: String) throws {
    self.name = name
    let url = try #require(
      Bundle.module.url(forResource: "Goldens/\(name)", withExtension: "safetensors"))
    file = try SafetensorsFile(path: url.path)
    let metadata = file.metadata
    func json<T: Decodable>(_ key: String, _ type: T.Type) throws -> T {
      try JSONDecoder().decode(type, from: Data(try #require(metadata[key]).utf8))
    }
    struct Sizes: Decodable {
      let attention: AttentionKind
      let inputFeeding, bidirectional, tieEmbeddings: Bool
      let sourceVocabulary, targetVocabulary, embedding, hidden: Int
      let encoderLayers, decoderLayers: Int
      let attentionWindow: Int?
    }
    let sizes = try json("configuration", Sizes.self)
    var configuration = ModelConfiguration(
      sourceVocabulary: sizes.sourceVocabulary, targetVocabulary: sizes.targetVocabulary)
    configuration.attention = sizes.attention
    configuration.inputFeeding = sizes.inputFeeding
    configuration.embedding = sizes.embedding
    configuration.hidden = sizes.hidden
    configuration.encoderLayers = sizes.encoderLayers
    configuration.decoderLayers = sizes.decoderLayers
    configuration.bidirectional = sizes.bidirectional
    configuration.tieEmbeddings = sizes.tieEmbeddings
    configuration.attentionWindow = sizes.attentionWindow ?? configuration.attentionWindow
    network = try EncoderDecoder(configuration)
    pairs = zip(try json("source", [[Int32]].self), try json("target", [[Int32]].self)).map {
      ($0, $1)
    }
  }

  static let names = [
    "luong-1layer", "luong-2layers", "luong-nofeed-2layers", "luong-unidirectional", "luong-tied",
    "luong-wide", "bahdanau-1layer", "bahdanau-2layers", "bahdanau-wide",
    "luong-dot-2layers", "luong-concat", "luong-local-m", "luong-local-p",
    "luong-local-p-nofeed-2layers",
  ]

  /// The fixture's weights in a slab.
  func weights() throws -> ParameterSlab {
    let slab = ParameterSlab(network.layout)
    for parameter in network.layout.parameters {
      let values = try file.floats("weight.\(parameter.name)")
      try #require(values.count == parameter.count, "\(parameter.name) of \(name)")
      for (i, value) in values.enumerated() { slab.floats[parameter.offset + i] = value }
    }
    return slab
  }

  /// Rows of a time-major packed result in the fixture's order: sentence after sentence.
  func rowsInOrder(_ batch: Batch) -> [Int] {
    var rows: [[Int]] = Array(repeating: [], count: pairs.count)
    for (place, sentence) in batch.order.enumerated() {
      rows[sentence] = (0..<batch.target.lengths[place]).map { batch.target.row(of: place, at: $0) }
    }
    return rows.flatMap { $0 }
  }
}
