/// The log-probability that a model gives a text, end symbols included: log p(y | x) = Σ_t log
/// p(y_t | y_<t, x) for a translation, log p(y) for a language model's text.
///
/// A model has one probability for all unknown tokens together, so a text with many of them can
/// look more probable than it is. Their part is counted separately.
public struct TextScore: Sendable, Equatable {
  /// Σ log p of all tokens, in nats.
  public private(set) var logProbability = 0.0
  /// The number of tokens, end symbols included.
  public private(set) var tokens = 0
  /// The part of `logProbability` that belongs to unknown tokens.
  public private(set) var unknownLogProbability = 0.0
  /// The number of tokens that the vocabulary lacks.
  public private(set) var unknownTokens = 0

  /// The score of no tokens.
  public init() {}

  /// - Parameter logProbabilities: the log-probability of each token.
  /// - Throws: `ModelError.notFinite`.
  init(_ tokens: [Int32], _ logProbabilities: [Float]) throws(ModelError) {
    for (token, logProbability) in zip(tokens, logProbabilities) {
      self.logProbability += Double(logProbability)
      guard token == Vocabulary.unknown else { continue }
      unknownLogProbability += Double(logProbability)
      unknownTokens += 1
    }
    self.tokens = tokens.count
    if !logProbability.isFinite { throw .notFinite }
  }

  /// Adds another text, as if both were one.
  public static func += (sum: inout TextScore, part: TextScore) {
    sum.logProbability += part.logProbability
    sum.tokens += part.tokens
    sum.unknownLogProbability += part.unknownLogProbability
    sum.unknownTokens += part.unknownTokens
  }

  /// exp(−log p / tokens), the exponential of the mean over tokens; nan without any.
  public var perplexity: Double { exp(-logProbability / Double(tokens)) }

  /// The perplexity over the tokens that the vocabulary has; nan without any.
  public var knownPerplexity: Double {
    exp(
      -(logProbability - unknownLogProbability) / Double(tokens - unknownTokens))
  }

  /// −log₂ p per character, for a text of `characters` characters.
  package func bits(perCharacterOf characters: Int) -> Double {
    -logProbability / Double(characters) / log(2)
  }

  /// Unknown tokens as a percentage of all; nan without any tokens.
  public var unknownPercentage: Double { 100 * Double(unknownTokens) / Double(tokens) }
}
