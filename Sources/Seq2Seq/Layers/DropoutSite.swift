/// Where activations are dropped in training (Srivastava et al. 2014; between layers only, Zaremba
/// et al. 2014, §3.2), with the probability of each site.
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

  // What a training run drops in addition; a model's configuration does not hold it.

  /// Weights from hidden to hidden state: W_hh, and those of a deep transition. An update uses what
  /// is left of them (DropConnect; Wan et al. 2013; Merity et al. 2018, §2).
  var recurrentWeights: Float = 0

  private enum CodingKeys: CodingKey {
    case sourceEmbedding, targetEmbedding, encoderLayers, decoderLayers, attentionalVector
  }

  /// The same probability for all activations.
  public init(_ probability: Float) {
    sourceEmbedding = probability
    targetEmbedding = probability
    encoderLayers = probability
    decoderLayers = probability
    attentionalVector = probability
  }

  /// The probability of each site, by its number.
  var bySite: [Float] {
    [sourceEmbedding, targetEmbedding, attentionalVector, 0, 0, recurrentWeights]
      + Array(repeating: 0, count: 10) + Array(repeating: encoderLayers, count: 16)
      + Array(repeating: decoderLayers, count: 16)
  }

  var all: [Float] {
    [sourceEmbedding, targetEmbedding, encoderLayers, decoderLayers, attentionalVector]
  }
}

/// A place in the network with masks of its own.
enum DropoutSite: Sendable, Equatable {
  case sourceEmbedding, targetEmbedding, attentionalVector
  case recurrentWeights
  /// The input of this layer, counted from 1.
  case encoderLayer(Int)
  case decoderLayer(Int)

  /// Its place among all sites, and part of the random key. There are fewer than 16 layers.
  var number: Int {
    switch self {
    case .sourceEmbedding: 0
    case .targetEmbedding: 1
    case .attentionalVector: 2
    case .recurrentWeights: 5
    case .encoderLayer(let layer): 16 + layer
    case .decoderLayer(let layer): 32 + layer
    }
  }
}

extension Context.Dropout {
  init(_ rates: DropoutRates, seed: UInt64, update: Int) {
    self.init(seed: seed, update: update, probabilities: rates.bySite)
  }
}

extension Context {
  /// A forward and backward pass whose products read the weights after dropout, if any are dropped:
  /// W ⊙ mask. The mask is applied to the gradient too: dW = d(W ⊙ mask) ⊙ mask.
  func droppingWeights<Result>(_ pass: () -> Result) -> Result {
    let layout = weights.slab.layout
    let dropped = layout.parameters.filter { dropout?.mask(of: $0) != nil }
    if dropped.isEmpty { return pass() }
    weights.drop(dropout)
    let result = pass()
    weights.drop(nil)
    for parameter in dropped {
      guard let (mask, firstRow) = dropout?.mask(of: parameter) else { continue }
      let gradient = gradient(parameter)
      dropout(gradient, mask, firstRow: firstRow, into: gradient)
    }
    return result
  }

  /// The mask of a site, if anything is dropped there.
  func mask(at site: DropoutSite) -> DropoutMask? { mask(site: site.number) }

  /// x after dropout; x itself where nothing is dropped. x has all rows of a batch.
  func dropped(_ x: Matrix, at site: DropoutSite) -> Matrix {
    guard let mask = mask(at: site) else { return x }
    let result = operand(x.rows, x.columns)
    dropout(x, mask, into: result)
    return result
  }

  /// Masks x in place: x ← x ⊙ mask forward, and, since that is its own adjoint, dx ← dx ⊙ mask
  /// backward.
  ///
  /// - Parameter firstRow: the place of x's first row among all rows of the batch.
  func drop(_ x: Matrix, at site: DropoutSite, firstRow: Int = 0) {
    guard let mask = mask(at: site) else { return }
    dropout(x, mask, firstRow: firstRow, into: x)
  }
}
