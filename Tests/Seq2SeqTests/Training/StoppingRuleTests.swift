import Testing

@testable import Seq2Seq

@Suite struct StoppingRuleTests {
  static func rule(
    updates: Int? = nil, epochs: Int? = nil, patience: Int = 0, updatesPerEpoch: Int = 3
  ) -> StoppingRule {
    var options = RunOptions()
    options.updates = updates
    options.epochs = epochs
    options.patience = patience
    return StoppingRule(options, updatesPerEpoch: updatesPerEpoch)
  }

  struct Limits: Sendable {
    let updates, epochs: Int?
    let last: Int
    let end: TrainingEnd
  }

  static let limits = [
    Limits(updates: 7, epochs: nil, last: 7, end: .updates),
    Limits(updates: 7, epochs: 2, last: 6, end: .epochs),
    Limits(updates: 7, epochs: 3, last: 7, end: .updates),
    Limits(updates: 6, epochs: 2, last: 6, end: .updates),
    Limits(updates: nil, epochs: 2, last: 6, end: .epochs),
    Limits(updates: 7, epochs: .max, last: 7, end: .updates),
    Limits(updates: nil, epochs: .max, last: .max, end: .updates),
    Limits(updates: nil, epochs: nil, last: .max, end: .updates),
  ]

  @Test(arguments: limits)
  func theFirstLimitOfUpdatesAndEpochsEndsARun(_ limits: Limits) {
    let rule = Self.rule(updates: limits.updates, epochs: limits.epochs)
    #expect(rule.lastUpdate == limits.last)
    #expect(rule.end(update: limits.last - 1, validationsSinceBest: 9) == nil)
    #expect(rule.end(update: limits.last, validationsSinceBest: 0) == limits.end)
  }

  @Test func patienceEndsARunBeforeItsLastUpdate() {
    let rule = Self.rule(updates: 7, patience: 3)
    #expect(rule.end(update: 4, validationsSinceBest: 2) == nil)
    #expect(rule.end(update: 4, validationsSinceBest: 3) == .patience(3))
    #expect(rule.end(update: 7, validationsSinceBest: 3) == .updates)
  }
}
