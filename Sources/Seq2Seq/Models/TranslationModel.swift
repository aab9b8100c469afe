/// A trained translator: configuration, weights, both languages. Immutable, and so shared freely
/// among threads; a `TranslationSession` does the work.
public struct TranslationModel: Sendable {
  public let source: TextSide
  public let target: TextSide
  public let summary: TrainingSummary
  let network: Network
  /// Unsafe to the compiler, since it is memory; safe, since nothing writes to it once the model
  /// is there.
  nonisolated(unsafe) let slab: ParameterSlab

  /// The version of the file format that this program writes.
  public static let format = 1

  /// Sizes and switches.
  public var configuration: ModelConfiguration { network.configuration }

  /// Trained numbers: weights and biases.
  public var parameterCount: Int { network.layout.parameters.reduce(0) { $0 + $1.count } }

  /// Names and shapes of the weights, in the order in which they lie.
  public var tensors: [(name: String, shape: [Int])] {
    network.layout.parameters.map { ($0.name, $0.shape) }
  }

  /// The slab is used as it is, so what changes it later changes the model.
  init(
    network: Network, slab: ParameterSlab, source: TextSide, target: TextSide,
    summary: TrainingSummary
  ) {
    self.network = network
    self.slab = slab
    self.source = source
    self.target = target
    self.summary = summary
  }

  /// Reads a model file; everything in it is checked before it is used.
  ///
  /// - Throws: `FileError`, `SafetensorsError`, `ModelFileError`.
  public init(path: String) throws {
    let file = try SafetensorsFile(path: path)
    let metadata = MetadataReader(path: path, values: file.metadata)
    try metadata.checkFormat(known: Self.format, kind: "model")
    let configuration = try metadata.json("configuration", ModelConfiguration.self)
    source = try Self.side("source", metadata, expected: configuration.sourceVocabulary)
    target = try Self.side("target", metadata, expected: configuration.targetVocabulary)
    summary = try metadata.json("summary", TrainingSummary.self)
    do {
      network = try Network(configuration)
    } catch {
      throw ModelFileError.badMetadata(
        path: path, key: "configuration", reason: "is impossible (\(error))")
    }
    let known = Set(network.layout.parameters.map(\.name))
    if let name = file.tensorNames.first(where: { !known.contains($0) }) {
      throw ModelFileError.unexpectedTensor(path: path, tensor: name)
    }
    try file.check(network.layout)  // before memory is taken for it
    slab = ParameterSlab(network.layout)
    try file.fill(slab)
  }

  /// Writes the model in one step. Equal models give equal bytes.
  ///
  /// - Throws: `FileError`; `SafetensorsError` for weights that are not finite.
  public func write(to path: String) throws {
    var metadata = [
      "format": String(Self.format), "kind": "model",
      "configuration": try jsonText(configuration),
      "summary": try jsonText(summary),
    ]
    for (name, side) in [("source", source), ("target", target)] {
      metadata["\(name).language"] = side.language
      metadata["\(name).tokenizer"] = try jsonText(side.tokenizer)
      metadata["\(name).vocabulary"] = side.vocabulary.serialized
    }
    try SafetensorsWriter(metadata: metadata).write(slab.tensors(), to: path)
  }

  private static func side(
    _ name: String, _ metadata: MetadataReader, expected: Int
  ) throws(ModelFileError) -> TextSide {
    let vocabulary: Vocabulary
    do {
      vocabulary = try Vocabulary(serialized: try metadata.text("\(name).vocabulary"))
    } catch let error as VocabularyError {
      throw .badMetadata(
        path: metadata.path, key: "\(name).vocabulary", reason: "is damaged (\(error))")
    } catch let error as ModelFileError {
      throw error
    } catch {
      throw .badMetadata(path: metadata.path, key: "\(name).vocabulary", reason: "is damaged")
    }
    if vocabulary.count != expected {
      throw .vocabularySize(
        path: metadata.path, side: name, expected: expected, found: vocabulary.count)
    }
    let language = try metadata.text("\(name).language")
    guard oneLine(language, limit: 64).utf8.elementsEqual(language.utf8) else {
      throw .badMetadata(
        path: metadata.path, key: "\(name).language", reason: "is no name of a language")
    }
    return TextSide(
      language: language,
      tokenizer: try metadata.json("\(name).tokenizer", Tokenizer.self), vocabulary: vocabulary)
  }
}

/// What a model file tells of its training. Nothing here depends on time or machine.
public struct TrainingSummary: Sendable, Equatable, Codable {
  /// Digest of the training and validation pairs.
  public var corpus: String
  public var trainingPairs: Int
  public var validationPairs: Int
  public var seed: UInt64
  /// When these weights were the best so far.
  public var update: Int
  public var epoch: Int
  public var validationPerplexity: Double
  /// A sentence of the training part to try the model with.
  public var sample: String?
}
