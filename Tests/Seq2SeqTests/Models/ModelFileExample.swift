import Testing

@testable import Seq2Seq

/// A safetensors file taken apart, changed and put together again.
struct Tampered {
  struct Tensor {
    var name: String
    var shape: [Int]
    var values: [Float]
    var type = SafetensorsType.float32
  }

  var metadata: SafetensorsMetadata
  var tensors: [Tensor]

  init(path: String, _ change: (inout Tampered) throws -> Void = { _ in }) throws {
    let file = try SafetensorsFile(path: path)
    metadata = file.metadata
    tensors = try file.tensorNames.map { name in
      Tensor(
        name: name, shape: try #require(file.shape(of: name)), values: try file.floats(name),
        type: try #require(file.type(of: name)))
    }
    try change(&self)
  }

  /// Without the writer's refusal of values that are not finite.
  func write(to path: String) throws {
    try SafetensorsWriter(metadata: metadata, requireFinite: false).write(
      tensors.map { .init(name: $0.name, shape: $0.shape, values: $0.values, type: $0.type) },
      to: path)
  }
}

/// Small translators with weights drawn from a seed.
enum ModelExample {
  static let sourceWords = ["the", "crow", "was", "thirsty", "river", "dry", "and", "hot", "."]
  static let targetWords = ["la", "corneille", "avait", "soif", "rivière", "sèche", "et", "."]

  static func configuration(_ attention: AttentionKind) -> ModelConfiguration {
    var configuration = ModelConfiguration(
      sourceVocabulary: sourceWords.count + 3, targetVocabulary: targetWords.count + 3)
    configuration.attention = attention
    configuration.embedding = 5
    configuration.hidden = 6
    return configuration
  }

  /// - Parameters:
  ///   - scale: the scale of the initial weights; with larger ones translations depend on their
  ///     source.
  ///   - bias: added to the output's biases, by token.
  static func model(
    _ configuration: ModelConfiguration, seed: UInt64 = 11, scale: Float = 3,
    bias: [Int32: Float] = [:]
  ) throws -> TranslationModel {
    let network = try EncoderDecoder(configuration)
    let slab = ParameterSlab(network.layout)
    slab.initialize(seed: seed)
    for i in slab.floats.indices { slab.floats[i] *= scale }
    for (token, value) in bias { slab[network.output.linear.bias!][0, Int(token)] += value }
    func side(_ language: String, _ words: [String], count: Int) -> TextSide {
      TextSide(
        language: language, tokenizer: Tokenizer(kind: .none),
        vocabulary: Vocabulary(distinct: Array(words.prefix(count - Vocabulary.specialCount))))
    }
    return TranslationModel(
      network: network, slab: slab,
      source: side("en", sourceWords, count: configuration.sourceVocabulary),
      target: side("fr", targetWords, count: configuration.targetVocabulary),
      summary: TrainingSummary(
        corpus: "none", trainingPairs: 1, validationPairs: 1, seed: seed, update: 3, epoch: 1,
        validationPerplexity: 2.5))
  }
}
