/// How certain a score is, and how another system's score compares with it.
package struct MeasureComparison: Sendable {
  package struct Baseline: Sendable {
    package let score: Double
    package let interval: ConfidenceInterval
  }

  package let measure: Measure
  package let interval: ConfidenceInterval
  package let baseline: Baseline?
  /// The probability of such a difference by chance; nil where no test set has a difference.
  package let pValue: Double?
}

extension Bootstrap {
  /// The comparison for each measurement of a system, with those of a baseline, if there is one.
  package func comparisons(
    of system: [TranslationMeasurement], baseline: [TranslationMeasurement]?
  ) -> [MeasureComparison] {
    let scores = scores(of: system + (baseline ?? []))
    return system.enumerated().map { place, measurement in
      let interval = ConfidenceInterval(scores[place])
      guard let other = baseline?[place] else {
        return MeasureComparison(
          measure: measurement.measure, interval: interval, baseline: nil, pValue: nil)
      }
      let others = scores[system.count + place]
      return MeasureComparison(
        measure: measurement.measure, interval: interval,
        baseline: .init(score: other.score, interval: ConfidenceInterval(others)),
        pValue: others == scores[place]
          ? nil
          : pairedPValue(
            scores[place], baseline: others, difference: measurement.score - other.score))
    }
  }
}
