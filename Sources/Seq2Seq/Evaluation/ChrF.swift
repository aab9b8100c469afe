/// The character n-gram F-score of translations, with one reference for each, counted over all
/// pairs together as sacreBLEU's chrF2 is:
///
///     chrP = mean over n of matches_n / (n-grams of the hypotheses)      n = 1…6
///     chrR = mean over n of matches_n / (n-grams of the references)
///     chrF = 100 (1 + β²) chrP chrR / (β² chrP + chrR)                   β = 2
///
/// Characters are Unicode scalars; white space is none. The means leave out an n that has no
/// n-gram on either side (effective order), and a pair whose reference has no n-gram adds none of
/// its hypothesis' for that n.
/// Source: Popović 2015, §2; β after Popović 2016.
public struct ChrF: Sendable {
  static let order = 6
  private static let beta = 2.0

  /// Whether texts are compared in lower case.
  public let lowercase: Bool
  private var matches = NGramMatches(order: order)
  private var hypothesisTotals = [Int](repeating: 0, count: order)
  private var referenceTotals = [Int](repeating: 0, count: order)

  /// Of no pair so far.
  public init(lowercase: Bool = false) {
    self.lowercase = lowercase
  }

  /// Counts a translation of one segment. Either text may be empty.
  public mutating func add(hypothesis: String, reference: String) {
    let hypothesis = characters(hypothesis)
    let reference = characters(reference)
    matches.add(hypothesis: hypothesis, reference: reference)
    for n in 1...Self.order where reference.count >= n {
      hypothesisTotals[n - 1] += NGramMatches.total(n, in: hypothesis.count)
      referenceTotals[n - 1] += NGramMatches.total(n, in: reference.count)
    }
  }

  private func characters(_ text: String) -> [UInt32] {
    var scalars = Array(text.unicodeScalars)
    if lowercase { scalars = PythonString.lowercased(scalars) }
    return scalars.filter { !PythonString.isSpace($0) }.map(\.value)
  }

  /// From 0 to 100; 0 where no pair was added, for which sacreBLEU has no score.
  public var score: Double {
    var precision = 0.0, recall = 0.0, orders = 0.0
    for (matched, (found, expected)) in zip(matches.counts, zip(hypothesisTotals, referenceTotals))
    where found > 0 && expected > 0 {
      precision += Double(matched) / Double(found)
      recall += Double(matched) / Double(expected)
      orders += 1
    }
    guard precision > 0 else { return 0 }
    precision /= orders
    recall /= orders
    let weight = Self.beta * Self.beta
    return 100 * ((1 + weight) * precision * recall / (weight * precision + recall))
  }

  /// How the score was counted, in sacreBLEU's words, but without a `version`: that would say that
  /// sacreBLEU itself had counted.
  public var signature: String {
    "nrefs:1|case:\(lowercase ? "lc" : "mixed")|eff:yes|nc:\(Self.order)|nw:0|space:no"
  }
}
