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
    try ModelError.require("temperature", temperature, "a number of at least 0") { $0 >= 0 }
    try ModelError.require("topK", topK ?? 1, in: 1...Int.max)
    try ModelError.require("topP", topP, "a number above 0 and at most 1") { $0 > 0 && $0 <= 1 }
    try ModelError.require("beam", beam ?? 1, in: Self.counts)
    try ModelError.require("length", length, in: beam == nil ? Self.lengths : Self.beamLengths)
    try ModelError.require("lines", lines ?? 1, in: 1...Int.max)
    try ModelError.require("samples", samples, in: Self.counts)
  }
}

/// Draws tokens from logits.
struct TokenSampler {
  let options: GenerationOptions

  /// A token of `logits`, none of which is a special one but the end symbol. nil where they are not
  /// finite.
  ///
  /// Temperature first, then the most probable k, then p; sums are in Double, in the order of
  /// descending logits where that order is needed, else of tokens.
  func pick(_ logits: UnsafeMutableBufferPointer<Float>, _ random: inout RandomStream) -> Int32? {
    for special in [Vocabulary.unknown, Vocabulary.begin] {
      logits[Int(special)] = -.infinity
    }
    let best = argmax(logits)
    guard logits[best].isFinite, !logits.contains(where: \.isNaN) else { return nil }
    if options.temperature == 0 { return Int32(best) }
    let most = Double(logits[best]), temperature = Double(options.temperature)
    var candidates = Array(logits.indices)
    if options.topK != nil || options.topP < 1 {
      candidates.sort { (logits[$1], $0) < (logits[$0], $1) }
      if let k = options.topK { candidates = Array(candidates.prefix(k)) }
    }
    var weights = candidates.map { exp((Double(logits[$0]) - most) / temperature) }
    if options.topP < 1 {
      let enough = Double(options.topP) * weights.reduce(0, +)
      var sum = 0.0
      let count = weights.prefix { weight in
        defer { sum += weight }
        return sum < enough
      }.count
      weights = Array(weights.prefix(max(count, 1)))
    }
    let drawn = Double(random.uniform()) * weights.reduce(0, +)
    var sum = 0.0
    for (place, weight) in weights.enumerated() {
      sum += weight
      if drawn < sum { return Int32(candidates[place]) }
    }
    return Int32(best)  // rounding left nothing over
  }
}
