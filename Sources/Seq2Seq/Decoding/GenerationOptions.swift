/// How a language model goes on with a text.
public struct GenerationOptions: Sendable, Equatable {
  /// Logits are divided by it before a token is drawn; 0: always the most probable one.
  public var temperature: Float = 1
  /// Only so many of the most probable tokens are drawn from; nil: all (Fan et al. 2018, §5).
  public var topK: Int?
  /// Only the fewest tokens that together have this probability (Holtzman et al. 2020, §3.1).
  public var topP: Float = 1
  /// Hypotheses followed side by side, for the most probable text; nil: tokens are drawn.
  public var beam: Int?
  /// Tokens at most.
  public var length = 200
  /// Line ends after which a text is finished; nil: any number, of a model of lines 1. A model of
  /// lines draws each further line from the beginning of a line; with a beam these are all the same.
  public var lines: Int?
  /// Of what is drawn.
  public var seed: UInt64 = 1
  /// Texts that are drawn side by side. What one is does not depend on how many there are.
  public var samples = 1

  /// One text of 200 tokens, drawn from the model's own distribution.
  public init() {}

  /// What `beam` and `samples` can be.
  package static let counts = DecodingOptions.beams
  /// What `length` can be, when tokens are drawn and with a beam, whose hypotheses are kept whole.
  package static let lengths = 1...10_000_000, beamLengths = 1...10_000

  /// Throws `ModelError.outOfRange` for a number outside of its range.
  public func validate() throws(ModelError) {
    try TokenSampler(temperature: temperature, topK: topK, topP: topP).validate()
    try ModelError.require("beam", beam ?? 1, in: Self.counts)
    try ModelError.require("length", length, in: beam == nil ? Self.lengths : Self.beamLengths)
    try ModelError.require("lines", lines ?? 1, in: 1...Int.max)
    try ModelError.require("samples", samples, in: Self.counts)
  }
}
