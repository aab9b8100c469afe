/// Scores of test sets of equal size that are drawn with replacement from the segments of one: how
/// much a score depends on the segments that happen to be in the set.
///
/// Source: Koehn 2004, §3 and §4; intervals and p-values are sacreBLEU's (Post 2018).
package struct Bootstrap {
  /// How many test sets are drawn.
  package let resamples: Int
  /// The places of the segments in a test set, by its number from 0.
  private let draw: (_ resample: Int) -> [Int]

  /// - Parameter resamples: at least 1.
  package init(resamples: Int, draw: @escaping (_ resample: Int) -> [Int]) {
    precondition(resamples > 0)
    self.resamples = resamples
    self.draw = draw
  }

  /// The score of each measurement in each test set, `[measurement][resample]`. All measurements
  /// are of the same segments, and a test set draws the same segments from each.
  package func scores(of measurements: [TranslationMeasurement]) -> [[Double]] {
    var scores = measurements.map { _ in [Double]() }
    for resample in 0..<resamples {
      let places = draw(resample)
      for (i, measurement) in measurements.enumerated() {
        scores[i].append(measurement.score(of: places))
      }
    }
    return scores
  }
}

/// The interval in which a score lies in 95 of 100 test sets: mean ± half width.
package struct ConfidenceInterval: Sendable, Equatable {
  package let mean: Double
  package let halfWidth: Double

  /// The half width is half the distance between the ⌊n/40⌋-th score from below and the one from
  /// above, counted from 0.
  package init(_ scores: [Double]) {
    let sorted = scores.sorted()
    let cut = sorted.count / 40
    mean = sorted.reduce(0, +) / Double(sorted.count)
    halfWidth = 0.5 * (sorted[sorted.count - cut - 1] - sorted[cut])
  }
}

/// The probability that two equally good systems differ this much, by paired bootstrap:
///
///     p = (c + 1) / (n + 1),   c = #{ i : |s_i − b_i| − mean |s − b| > |s − b of the whole set| }
///
/// with the scores s and b of both systems in each of n test sets.
///
/// - Parameter difference: the difference of the scores on the whole set.
package func pairedPValue(
  _ system: [Double], baseline: [Double], difference: Double
) -> Double {
  let differences = zip(system, baseline).map { abs($0 - $1) }
  let mean = differences.reduce(0, +) / Double(differences.count)
  let greater = differences.filter { $0 - mean > abs(difference) }.count
  return Double(greater + 1) / Double(differences.count + 1)
}
