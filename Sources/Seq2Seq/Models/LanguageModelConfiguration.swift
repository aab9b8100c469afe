/// What a language model treats as one piece of text.
public enum LanguageModelMode: String, Sendable, Codable, CaseIterable {
  /// The whole text, in which a line's end is a token.
  case stream
  /// Each line by itself, from its beginning to its end.
  case lines
}

/// Sizes and switches of a language model.
public struct LanguageModelConfiguration: Sendable, Equatable, Codable {
  /// The recurrent cell of every layer.
  public var cell = CellKind.lstm
  /// What the model treats as one piece of text.
  public var mode = LanguageModelMode.stream
  /// Number of tokens, the three special symbols included.
  public var vocabulary: Int
  /// Length of a token's vector.
  public var embedding = 64
  /// Units of each layer.
  public var hidden = 128
  /// Recurrent layers, one above another.
  public var layers = 1
  /// Whether the output layer's weight is the embedding (Press and Wolf 2017).
  public var tieEmbeddings = false
  /// The probability with which elements of token vectors are dropped in training (Zaremba et al.
  /// 2014, §3.2).
  public var embeddingDropout: Float = 0
  /// The dropout probability of what a layer passes to the next one.
  public var layerDropout: Float = 0
  /// The dropout probability of what the output layer reads.
  public var outputDropout: Float = 0

  /// One layer of LSTM, 64 and 128 units, no dropout.
  public init(vocabulary: Int) { self.vocabulary = vocabulary }

  /// Checks that the configuration is possible.
  ///
  /// - Throws: `ModelError` for the first number that is out of range.
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
