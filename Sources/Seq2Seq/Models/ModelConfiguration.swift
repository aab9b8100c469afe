/// Sizes and switches of a translator.
public struct ModelConfiguration: Sendable, Equatable, Codable {
  /// The attention, which also decides the order of a decoder step.
  public var attention: AttentionKind = .luong
  /// The recurrent cell of encoder and decoder.
  public var cell: CellKind = .lstm
  /// Whether h̃ is fed into the next step (Luong et al. 2015, §3.3). Luong's decoder only.
  public var inputFeeding = true
  /// Number of source tokens, the three special symbols included.
  public var sourceVocabulary: Int
  /// Number of target tokens, likewise.
  public var targetVocabulary: Int
  /// Length of a word vector.
  public var embedding = 256
  /// Units of the decoder, and of the encoder's output: half of them for each direction.
  public var hidden = 512
  /// Recurrent layers of the encoder, one above another.
  public var encoderLayers = 1
  /// Recurrent layers of the decoder; the top one attends.
  public var decoderLayers = 1
  /// Whether each encoder layer reads the source in both directions.
  public var bidirectional = true
  /// Whether the output layer's weight is the target embedding (Press and Wolf 2017).
  public var tieEmbeddings = false
  /// Whether both sides, which then have one vocabulary, share one embedding.
  public var shareEmbeddings = false
  /// Probabilities with which training drops elements, by site.
  public var dropout = DropoutRates(0)
  /// D: the source positions that a local attention looks at on each side of its center (Luong et
  /// al. 2015, §3.2). Other attentions look at all.
  public var attentionWindow = 10

  /// Sizes that a word vector or a layer can have.
  public static let sizes = 1...16_384
  /// Values that D can have.
  public static let windows = 1...1_000_000
  /// Numbers of layers that a side can have.
  public static let layers = 1...15

  /// One layer on each side, input feeding, both directions, 256 and 512 units, no dropout.
  public init(sourceVocabulary: Int, targetVocabulary: Int) {
    self.sourceVocabulary = sourceVocabulary
    self.targetVocabulary = targetVocabulary
  }

  /// Checks that the configuration is possible.
  ///
  /// - Throws: `ModelError` for the first thing that makes it impossible.
  public func validate() throws(ModelError) {
    try Self.require(
      vocabularies: [
        ("source vocabulary", sourceVocabulary), ("target vocabulary", targetVocabulary),
      ],
      embedding: embedding, hidden: hidden, tied: tieEmbeddings, dropout,
      layers: [("encoderLayers", encoderLayers), ("decoderLayers", decoderLayers)])
    try ModelError.require("attentionWindow", attentionWindow, in: Self.windows)
    if bidirectional && hidden % 2 != 0 { throw .oddHidden(hidden) }
    if shareEmbeddings && sourceVocabulary != targetVocabulary {
      throw .sharedSizesDiffer(source: sourceVocabulary, target: targetVocabulary)
    }
  }

  /// Throws for what no network can have, a translator's or a language model's.
  static func require(
    vocabularies: [(String, Int)], embedding: Int, hidden: Int, tied: Bool, _ dropout: DropoutRates,
    layers: [(String, Int)]
  ) throws(ModelError) {
    for (name, found) in vocabularies { try ModelError.require(name, found, in: 4...10_000_000) }
    try ModelError.require("embedding", embedding, in: sizes)
    try ModelError.require("hidden", hidden, in: sizes)
    for (name, found) in layers { try ModelError.require(name, found, in: Self.layers) }
    if tied && embedding != hidden { throw .tiedSizesDiffer(embedding: embedding, hidden: hidden) }
    for probability in dropout.all {
      try ModelError.require("dropout", probability, "a number from 0 to below 1") {
        (0..<1).contains($0)
      }
    }
  }

  /// Units of one encoder direction.
  var encoderDirection: Int { bidirectional ? hidden / 2 : hidden }
}

extension ModelConfiguration {
  private enum CodingKeys: CodingKey {
    case attention, cell, inputFeeding, sourceVocabulary, targetVocabulary, embedding, hidden
    case encoderLayers, decoderLayers, bidirectional, tieEmbeddings, shareEmbeddings, dropout
    case attentionWindow
  }

  /// Reads a configuration. Files from before a choice existed lack its key, and get the old
  /// behavior.
  ///
  /// - Throws: `DecodingError`.
  public init(from decoder: any Swift.Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value {
      try values.decode(Value.self, forKey: key)
    }
    self.init(
      sourceVocabulary: try value(.sourceVocabulary), targetVocabulary: try value(.targetVocabulary)
    )
    attention = try value(.attention)
    cell = try values.decodeIfPresent(CellKind.self, forKey: .cell) ?? .lstm
    inputFeeding = try value(.inputFeeding)
    embedding = try value(.embedding)
    hidden = try value(.hidden)
    encoderLayers = try value(.encoderLayers)
    decoderLayers = try value(.decoderLayers)
    bidirectional = try value(.bidirectional)
    tieEmbeddings = try value(.tieEmbeddings)
    dropout = try value(.dropout)
    attentionWindow =
      try values.decodeIfPresent(Int.self, forKey: .attentionWindow) ?? attentionWindow
    shareEmbeddings = try values.decodeIfPresent(Bool.self, forKey: .shareEmbeddings) ?? false
  }

  /// Writes the configuration. Keys that older files lack are written only where the value differs
  /// from the old behavior, so that a model keeps its bytes.
  ///
  /// - Throws: `EncodingError`.
  public func encode(to encoder: any Swift.Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(attention, forKey: .attention)
    try values.encode(cell, forKey: .cell)
    try values.encode(inputFeeding, forKey: .inputFeeding)
    try values.encode(sourceVocabulary, forKey: .sourceVocabulary)
    try values.encode(targetVocabulary, forKey: .targetVocabulary)
    try values.encode(embedding, forKey: .embedding)
    try values.encode(hidden, forKey: .hidden)
    try values.encode(encoderLayers, forKey: .encoderLayers)
    try values.encode(decoderLayers, forKey: .decoderLayers)
    try values.encode(bidirectional, forKey: .bidirectional)
    try values.encode(tieEmbeddings, forKey: .tieEmbeddings)
    try values.encode(dropout, forKey: .dropout)
    let usual = ModelConfiguration(sourceVocabulary: 0, targetVocabulary: 0)
    if attentionWindow != usual.attentionWindow {
      try values.encode(attentionWindow, forKey: .attentionWindow)
    }
    if shareEmbeddings { try values.encode(shareEmbeddings, forKey: .shareEmbeddings) }
  }
}
