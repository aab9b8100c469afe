/// A system's translations of a test set, and their scores.
package struct MeasuredSystem: Sendable {
  /// In the order of the test set.
  package let hypotheses: [String]
  /// The measurements by each of `Measure.allCases`, in their order.
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
