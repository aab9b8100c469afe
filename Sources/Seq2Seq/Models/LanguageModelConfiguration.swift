/// What a language model takes for one piece of text.
public enum LanguageModelMode: String, Sendable, Codable, CaseIterable {
  /// The whole text, of which a line's end is a token.
  case stream
  /// Each line by itself, from its beginning to its end.
  case lines
}

/// Sizes and switches of a language model.
public struct LanguageModelConfiguration: Sendable, Equatable, Codable {
  /// Of every layer.
  public var cell = CellKind.lstm
  /// What is one piece of text.
  public var mode = LanguageModelMode.stream
  /// Tokens, the three special symbols among them.
  public var vocabulary: Int
  /// Length of a token's vector.
  public var embedding = 64
  /// Units of each layer.
  public var hidden = 128
  /// Recurrent layers, one above the other.
  public var layers = 1
  /// Whether the output layer's weight is the embedding (Press and Wolf 2017).
  public var tieEmbeddings = false
  /// The probability with which elements of token vectors are dropped in training (Zaremba et al.
  /// 2014, §3.1).
  public var embeddingDropout: Float = 0
  /// Of what a layer hands to the next one.
  public var layerDropout: Float = 0
  /// Of what the output layer reads.
  public var outputDropout: Float = 0

  /// One layer of LSTM, 64 and 128 units, no dropout.
  public init(vocabulary: Int) { self.vocabulary = vocabulary }

  /// Throws what makes the configuration impossible.
  public func validate() throws(ModelError) {
    try ModelConfiguration.require(
      vocabularies: [("vocabulary", vocabulary)], embedding: embedding, hidden: hidden,
      tied: tieEmbeddings, dropout, layers: [("layers", layers)])
  }

  /// The rates at a decoder's sites; a language model is a decoder without a source.
  var dropout: DropoutRates {
    var rates = DropoutRates(0)
    rates.targetEmbedding = embeddingDropout
    rates.decoderLayers = layerDropout
    rates.attentionalVector = outputDropout
    return rates
  }
}
