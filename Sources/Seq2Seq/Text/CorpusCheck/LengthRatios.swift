/// How long a translation is, in characters, given its source, and which pairs deviate from that.
///
/// For a source of a characters, the target's length b is c·a on average, with a variance that
/// grows with the length, as if each character contributed to it. So δ = (b − c·a) / √(c·a + b) has
/// about the same spread for short and for long sentences. c is the median of b / a, and the spread
/// of δ is its median magnitude, so that outliers do not count.
/// Source: Gale and Church 1993, "A Program for Aligning Sentences in Bilingual Corpora", §3.
struct LengthRatios {
  /// c.
  let ratio: Double
  private let spread: Double

  /// Fewer pairs are not enough to judge.
  private static let fewest = 50
  /// The greatest deviation, in multiples of the spread, that a true pair is believed to have.
  private static let believed = 9.0
  /// Characters that one side may have too many of.
  private static let slack = 25.0
  /// And how many times as many as the other side suggests.
  private static let factor = 2.5
  /// The same where the shorter side has fewer than `short` characters, as an abbreviation has.
  private static let shortFactor = 5.0
  private static let short = 30.0

  /// nil for too few pairs.
  init?(_ sources: [Int32], _ targets: [Int32]) {
    guard sources.count >= Self.fewest else { return nil }
    let ratios = zip(sources, targets).map { Double($1) / Double(max($0, 1)) }.sorted()
    let ratio = ratios[ratios.count / 2]
    self.ratio = ratio
    let deltas = zip(sources, targets).map { abs(Self.delta(Double($0), Double($1), ratio)) }
      .sorted()
    spread = max(deltas[deltas.count / 2], 0.25)
  }

  private static func delta(_ a: Double, _ b: Double, _ ratio: Double) -> Double {
    (b - ratio * a) / max(ratio * a + b, 1).squareRoot()
  }

  /// How many times as long as expected the longer side of a pair is; nil where the length is
  /// plausible.
  func excess(_ source: Int32, _ target: Int32) -> Double? {
    let expected = ratio * Double(source), found = Double(target)
    guard abs(found - expected) > Self.slack else { return nil }
    let shorter = min(found, expected)
    let times = max(found, expected) / max(shorter, 1)
    guard times >= (shorter < Self.short ? Self.shortFactor : Self.factor) else { return nil }
    let delta = Self.delta(Double(source), found, ratio)
    return abs(delta) > Self.believed * spread ? times : nil
  }
}
