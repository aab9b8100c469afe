/// The median and other quantiles of numbers.
package struct Quantiles: Sendable, Equatable, Encodable {
  package let median: Int
  /// The number that 95 of 100 do not exceed.
  package let most95: Int
  package let longest: Int

  private enum CodingKeys: String, CodingKey {
    case median, longest
    case most95 = "percentile_95"
  }

  /// All are 0 where there are no numbers.
  init(_ numbers: [Int32]) {
    let sorted = numbers.sorted()
    func at(_ share: Double) -> Int {
      sorted.isEmpty ? 0 : Int(sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)])
    }
    (median, most95, longest) = (at(0.5), at(0.95), Int(sorted.last ?? 0))
  }
}

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

/// Stretches of lines whose translations seem to be some lines before or after them.
///
/// From line to line of a block, the logarithms of the lengths of both sides rise and fall
/// together. Where they do so between lines that are some places apart, and not between the lines
/// themselves, the sides have slipped. Changes are compared, not lengths, since long sentences may
/// come together.
enum ShiftedLines {
  private static let block = 60
  private static let most = 3
  /// Correlations of a block: the most for lines as they are, and the least for shifted ones.
  private static let low = 0.3, high = 0.65

  struct Found: Equatable {
    /// Places of the sources.
    var places: Range<Int>
    /// How many lines later a source's target is.
    let offset: Int
  }

  static func find(_ sources: [Int32], _ targets: [Int32]) -> [Found] {
    let x = changes(sources), y = changes(targets)
    var found: [Found] = []
    for start in stride(from: 0, to: max(x.count - block + 1, 0), by: block / 2) {
      let places = start..<start + block
      guard correlation(x, y, places, 0) < low else { continue }
      var best = (offset: 0, value: 0.0)
      for offset in -most...most
      where places.lowerBound + offset >= 0 && places.upperBound + offset <= y.count {
        let value = correlation(x, y, places, offset)
        if value > best.value { best = (offset, value) }
      }
      guard best.value >= high else { continue }
      // A block in between that decides nothing joins its neighbors.
      if let last = found.last, last.offset == best.offset, last.places.upperBound + block >= start
      {
        found[found.count - 1].places = last.places.lowerBound..<places.upperBound
      } else {
        found.append(Found(places: places, offset: best.offset))
      }
    }
    return found
  }

  /// How much longer each line is than the one before, in logarithms; 0 for the first.
  private static func changes(_ lengths: [Int32]) -> [Double] {
    let logs = lengths.map { log(Double(max($0, 1))) }
    return zip(logs, [logs.first ?? 0] + logs).map { $0 - $1 }
  }

  /// Pearson's correlation of x[i] and y[i + offset].
  private static func correlation(
    _ x: [Double], _ y: [Double], _ places: Range<Int>, _ offset: Int
  ) -> Double {
    let n = Double(places.count)
    var (sx, sy, sxx, syy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for i in places {
      let (a, b) = (x[i], y[i + offset])
      sx += a
      sy += b
      sxx += a * a
      syy += b * b
      sxy += a * b
    }
    let (vx, vy) = (sxx - sx * sx / n, syy - sy * sy / n)
    guard vx > 1e-9, vy > 1e-9 else { return 0 }
    return (sxy - sx * sy / n) / (vx * vy).squareRoot()
  }
}
