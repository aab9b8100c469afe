/// How translations are searched for.
public struct DecodingOptions: Sendable, Equatable {
  /// Hypotheses that are followed side by side; 1 is greedy.
  public var beam = 5
  /// Translations of each sentence, at most `beam`.
  public var nBest = 1
  /// A hypothesis' score is log p / |y|^A with the end symbol counted; this is A.
  public var lengthPenalty: Float = 1
  /// Sentences that are decoded side by side.
  public var batch = 64

  /// Beam 5, one translation, lengths normalised, 64 sentences at a time.
  public init() {}
}

/// One translation of a sentence.
public struct Translation: Sendable, Equatable {
  public let text: String
  /// log p / |y|^A, in nats.
  public let score: Float
  /// Numbers of its tokens, the end symbol included unless the search stopped at its length limit.
  public let tokens: [Int32]

  public init(text: String, score: Float, tokens: [Int32]) {
    self.text = text
    self.score = score
    self.tokens = tokens
  }
}
