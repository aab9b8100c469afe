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
    source = try TextSide("source", metadata, expected: configuration.sourceVocabulary)
    target = try TextSide("target", metadata, expected: configuration.targetVocabulary)
    summary = try metadata.json("summary", TrainingSummary.self)
    do {
      network = try Network(configuration)
    } catch {
      throw ModelFileError.badMetadata(
        path: path, key: "configuration", reason: "is impossible (\(error))")
    }
    slab = try file.slab(of: network.layout)
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
      metadata.merge(try side.metadata(name)) { $1 }
    }
    try SafetensorsWriter(metadata: metadata).write(slab.tensors(), to: path)
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
