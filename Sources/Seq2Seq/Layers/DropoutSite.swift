/// Where activations are dropped in training (Srivastava et al. 2014; between layers only, Zaremba
/// et al. 2014, §3.1). Probabilities, one for each site.
public struct DropoutRates: Sendable, Equatable, Codable {
  /// Word vectors that the encoder reads.
  public var sourceEmbedding: Float
  /// Word vectors that the decoder reads.
  public var targetEmbedding: Float
  /// What an encoder layer passes to the layer above it.
  public var encoderLayers: Float
  /// What a decoder layer passes to the layer above it.
  public var decoderLayers: Float
  /// The attentional vector h̃, as it is read out and as it is fed back.
  public var attentionalVector: Float

  /// The same probability everywhere.
  public init(_ probability: Float) {
    sourceEmbedding = probability
    targetEmbedding = probability
    encoderLayers = probability
    decoderLayers = probability
    attentionalVector = probability
  }

  func probability(at site: DropoutSite) -> Float {
    switch site {
    case .sourceEmbedding: sourceEmbedding
    case .targetEmbedding: targetEmbedding
    case .encoderLayer: encoderLayers
    case .decoderLayer: decoderLayers
    case .attentionalVector: attentionalVector
    }
  }

  var all: [Float] {
    [sourceEmbedding, targetEmbedding, encoderLayers, decoderLayers, attentionalVector]
  }
}

/// One place with masks of its own.
enum DropoutSite: Sendable, Equatable {
  case sourceEmbedding, targetEmbedding, attentionalVector
  /// Input of this layer, from 1.
  case encoderLayer(Int)
  case decoderLayer(Int)

  /// Part of the random key; layers are fewer than 16.
  var number: UInt8 {
    switch self {
    case .sourceEmbedding: 0
    case .targetEmbedding: 1
    case .attentionalVector: 2
    case .encoderLayer(let layer): 16 + UInt8(layer)
    case .decoderLayer(let layer): 32 + UInt8(layer)
    }
  }
}
