/// A trained translator: configuration, weights, both languages. It is immutable, so threads can
/// share it freely; a `TranslationSession` does the work.
public struct TranslationModel: Sendable {
  package let source: TextSide
  package let target: TextSide
  package let summary: TrainingSummary
  /// The options that it was trained with, as JSON; nil: its file does not hold them.
  package let options: String?
  let network: EncoderDecoder
  /// Unsafe to the compiler, since it is memory; safe, since nothing writes to it once the model
  /// exists.
  nonisolated(unsafe) let slab: ParameterSlab
  /// The type in which each parameter's tensor was stored.
  private let types: [SafetensorsType]

  /// The newest version of the file format. A file has the oldest version that can hold it: 2 where
  /// weights are whole numbers, else 1.
  package static let format = 2

  /// Sizes and switches.
  public var configuration: ModelConfiguration { network.configuration }

  /// The name of the source language, as in the corpus: `en`.
  public var sourceLanguage: String { source.language }
  /// The name of the target language, likewise: `fr`.
  public var targetLanguage: String { target.language }
  /// Whether it cuts words of the target into subwords itself.
  package var cutsWords: Bool { target.tokenizer.subwords != nil }

  /// How many numbers are trained: weights and biases.
  public var parameterCount: Int { network.layout.parameterCount }

  /// The weights as the model's file holds them, in the order in which they lie here.
  package var tensors: [ModelTensor] { network.layout.tensors(types) }

  /// The version of the model's file.
  package var fileFormat: Int { types.contains(.int8) ? 2 : 1 }

  /// The slab is used without a copy, so changing it later changes the model.
  init(
    network: EncoderDecoder, slab: ParameterSlab, source: TextSide, target: TextSide,
    summary: TrainingSummary, options: String? = nil
  ) {
    self.network = network
    self.slab = slab
    self.source = source
    self.target = target
    self.summary = summary
    self.options = options
    types = network.layout.parameters.map { _ in .float32 }
  }

  /// Reads a model file; everything in it is checked before it is used.
  ///
  /// - Throws: `FileError`, `SafetensorsError`, `ModelFileError`.
  public init(path: String) throws {
    try self.init(SafetensorsFile(path: path))
  }

  /// Reads the bytes of a model file, with the same checks.
  ///
  /// - Parameters:
  ///   - bytes: all bytes of the file.
  ///   - name: what errors call the file.
  /// - Throws: `SafetensorsError`, `ModelFileError`.
  public init(bytes: [UInt8], name: String) throws {
    try self.init(SafetensorsFile(bytes: bytes, path: name))
  }

  private init(_ file: SafetensorsFile) throws {
    let metadata = MetadataReader(path: file.path, values: file.metadata)
    try metadata.checkFormat(known: Self.format, kind: ModelKind.translator.rawValue)
    let configuration = try metadata.json("configuration", ModelConfiguration.self)
    source = try TextSide("source", metadata, expected: configuration.sourceVocabulary)
    target = try TextSide(
      "target", metadata, expected: configuration.targetVocabulary,
      sharingWith: ("source", source))
    summary = try metadata.json("summary", TrainingSummary.self)
    options = metadata.values["options"]
    network = try metadata.making("configuration", orElse: "is impossible") {
      try EncoderDecoder(configuration)
    }
    (slab, types) = try file.slab(of: network.layout)
  }

  /// Refuses weights that are too large to be rounded to float16, as writing them does.
  ///
  /// - Parameter path: the name that errors carry.
  /// - Throws: `SafetensorsError`.
  package func requireRange(of weights: NumberFormat, path: String) throws(SafetensorsError) {
    guard weights == .float16 else { return }
    for weight in network.layout.productWeights {
      let values = slab.values(of: weight.parameter)
      if let index = values.firstIndex(where: { Float16Bits.narrow($0) & 0x7FFF == 0x7C00 }) {
        throw .tooLargeForFloat16(
          path: path, tensor: weight.parameter.name, index: index, value: values[index])
      }
    }
  }

  /// Writes the model in one step. Equal models give equal bytes.
  ///
  /// - Parameters:
  ///   - path: of the file; an existing one is replaced in one step.
  ///   - storage: one of `NumberFormat.weights`.
  /// - Throws: `FileError`; `ModelError` for any other `storage`; `SafetensorsError` for weights
  ///   that are not finite, or too large for `storage`.
  public func write(to path: String, as storage: NumberFormat = .float32) throws {
    guard NumberFormat.weights.contains(storage) else {
      throw ModelError.outOfRange(
        name: "storage", found: storage.rawValue, expected: "float32, float16 or int8")
    }
    var metadata: SafetensorsMetadata = [
      "format": storage == .int8 ? "2" : "1", "kind": ModelKind.translator.rawValue,
      "configuration": try jsonText(configuration),
      "summary": try jsonText(summary),
    ]
    metadata["options"] = options
    for (name, side) in [("source", source), ("target", target)] {
      metadata.merge(try side.metadata(name))
    }
    let writer = SafetensorsWriter(
      metadata: metadata, type: storage == .float16 ? .float16 : .float32)
    try writer.write(slab.tensors(as: storage), to: path)
  }
}

/// What a model file says about its training. Nothing here depends on the time or the machine.
package struct TrainingSummary: Sendable, Equatable, Codable {
  /// A digest of the training and validation pairs.
  package var corpus: String
  package var trainingPairs: Int
  package var validationPairs: Int
  package var seed: UInt64
  /// The update after which these weights were the best so far.
  package var update: Int
  package var epoch: Int
  package var validationPerplexity: Double
  /// How many models the weights are the mean of, of which the last one has this update, epoch and
  /// perplexity; nil: they are of one model.
  package var averagedModels: Int?
  /// A sentence of the training part to try the model with.
  package var sample: String?
  /// Whether lines of the training part often hold several sentences; nil: no.
  package var sentencesInLines: Bool?

  var hasLinesOfSentences: Bool { sentencesInLines ?? false }
}
