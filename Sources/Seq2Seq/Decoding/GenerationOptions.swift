/// How a language model continues a text.
public struct GenerationOptions: Sendable, Equatable {
  /// Logits are divided by this before a token is drawn; 0: always the most probable token.
  public var temperature: Float = 1
  /// The number of most probable tokens that are drawn from (Fan et al. 2018, §5); nil: all.
  public var topK: Int?
  /// Tokens are drawn from the fewest that together have this probability (Holtzman et al. 2020,
  /// §3.1); 1: from all.
  public var topP: Float = 1
  /// Hypotheses that are followed in parallel to find the most probable text; nil: tokens are
  /// drawn.
  public var beam: Int?
  /// The greatest number of tokens.
  public var length = 200
  /// The number of line ends after which a text is finished; nil: any number, or 1 for a model of
  /// lines. A model of lines draws each further line from the beginning of a line; with a beam all
  /// these lines are the same.
  public var lines: Int?
  /// The seed of what is drawn.
  public var seed: UInt64 = 1
  /// The number of texts. A text does not depend on how many there are.
  public var samples = 1

  /// One text of 200 tokens, drawn from the model's own distribution.
  public init() {}

  /// Values that `beam` and `samples` can have.
  package static let counts = DecodingOptions.beams
  /// Values that `length` can have when tokens are drawn, and with a beam, which keeps whole
  /// hypotheses.
  package static let lengths = 1...10_000_000, beamLengths = 1...10_000

  /// Checks all numbers.
  ///
  /// - Throws: `ModelError.outOfRange` for a number outside its range.
  public func validate() throws(ModelError) {
    try TokenSampler(temperature: temperature, topK: topK, topP: topP).validate()
    try ModelError.require("beam", beam ?? 1, in: Self.counts)
    try ModelError.require("length", length, in: beam == nil ? Self.lengths : Self.beamLengths)
    try ModelError.require("lines", lines ?? 1, in: 1...Int.max)
    try ModelError.require("samples", samples, in: Self.counts)
  }
}
