/// A system's translations of a test set, and what they score.
package struct MeasuredSystem: Sendable {
  /// In the order of the test set.
  package let hypotheses: [String]
  /// By each of `Measure.allCases`, in their order.
  package let measurements: [TranslationMeasurement]

  package init(hypotheses: [String], measurements: [TranslationMeasurement]) {
    self.hypotheses = hypotheses
    self.measurements = measurements
  }

  package subscript(measure: Measure) -> TranslationMeasurement {
    guard let found = measurements.first(where: { $0.measure == measure }) else {
      preconditionFailure("a system that was not measured by \(measure.rawValue)")
    }
    return found
  }
}
