/// A trained language model: configuration, weights, vocabulary. It is immutable, so threads can
/// share it freely; a `LanguageModelSession` does the work.
public struct LanguageModel: Sendable {
  package let text: LanguageModelText
  package let summary: LanguageModelSummary
  let network: LanguageModelNetwork
  /// Unsafe to the compiler, since it is memory; safe, since nothing writes to it once the model
  /// exists.
  nonisolated(unsafe) let slab: ParameterSlab
  /// The type in which each parameter's tensor was stored.
  private let types: [SafetensorsType]

  /// The version of the file format that this program writes.
  package static let format = 1
  static let kind = ModelKind.languageModel.rawValue

  /// Sizes and switches.
  public var configuration: LanguageModelConfiguration { network.configuration }

  /// How many numbers are trained: weights and biases.
  public var parameterCount: Int { network.layout.parameterCount }

  /// The weights as the model's file holds them, in the order in which they lie here.
  package var tensors: [ModelTensor] { network.layout.tensors(types) }

  /// The slab is used without a copy, so changing it later changes the model.
  init(
    network: LanguageModelNetwork, slab: ParameterSlab, text: LanguageModelText,
    summary: LanguageModelSummary
  ) {
    self.network = network
    self.slab = slab
    self.text = text
    self.summary = summary
    types = network.layout.parameters.map { _ in .float32 }
  }

  /// Reads a model file; everything in it is checked before it is used.
  ///
  /// - Throws: `FileError`, `SafetensorsError`, `ModelFileError`.
  public init(path: String) throws {
    let file = try SafetensorsFile(path: path)
    let metadata = MetadataReader(path: path, values: file.metadata)
    try metadata.checkFormat(known: Self.format, kind: Self.kind)
    let configuration = try metadata.json("configuration", LanguageModelConfiguration.self)
    text = LanguageModelText(
      try TextSide("text", metadata, expected: configuration.vocabulary))
    summary = try metadata.json("summary", LanguageModelSummary.self)
    network = try metadata.making("configuration", orElse: "is impossible") {
      try LanguageModelNetwork(configuration)
    }
    (slab, types) = try file.slab(of: network.layout)
  }

  /// Writes the model in one step. Equal models give equal bytes.
  ///
  /// - Throws: `FileError`; `SafetensorsError` for weights that are not finite.
  public func write(to path: String) throws {
    var metadata: SafetensorsMetadata = [
      "format": String(Self.format), "kind": Self.kind,
      "configuration": try jsonText(configuration), "summary": try jsonText(summary),
    ]
    metadata.merge(try text.side.metadata("text"))
    try SafetensorsWriter(metadata: metadata).write(slab.tensors(), to: path)
  }
}

/// What a model file says about its training. Nothing here depends on the time or the machine.
package struct LanguageModelSummary: Sendable, Equatable, Codable {
  /// A digest of the training and validation text.
  package var corpus: String
  package var trainingTokens: Int
  package var validationTokens: Int
  package var seed: UInt64
  /// The update after which these weights were the best so far.
  package var update: Int
  package var epoch: Int
  /// exp of the mean −log p of a token.
  package var validationPerplexity: Double
  /// Mean −log₂ p per character of the text, line ends included.
  package var validationBitsPerCharacter: Double
  /// Words of the training part to try the model with.
  package var sample: String?
}
