import Testing

@testable import Seq2Seq

@Suite struct LearningRateScheduleTests {
  static func schedule(plateau: Float = 0.5, decay: Float = 0) -> LearningRateSchedule {
    var options = RunOptions()
    options.learningRate = 0.25
    options.plateauFactor = plateau
    options.decay = decay
    return LearningRateSchedule(options: options)
  }

  @Test func theRateFallsToNothingOverTheLastShareOfTheUpdates() {
    let schedule = Self.schedule(decay: 0.5)
    let rates = (1...8).map { schedule.rate(at: $0, of: 8, plateau: 1) }
    #expect(rates == [1, 1, 1, 1, 1, 0.75, 0.5, 0.25])
  }

  @Test func withoutDecayTheRateIsWhatValidationsLeave() {
    for total in [1, 8, Int.max] {
      #expect(Self.schedule().rate(at: 1, of: total, plateau: 0.125) == 0.125)
      #expect(Self.schedule().rate(at: total, of: total, plateau: 0.125) == 0.125)
    }
  }

  @Test func aRunWithoutALimitIsNearTheBeginningForEver() {
    #expect(Self.schedule(decay: 0.3).rate(at: 1 << 40, of: .max, plateau: 0.25) == 0.25)
  }

  @Test(arguments: [Float(0), 0.25, 0.5, 1])
  func aPlateauMultipliesTheRateByItsFactor(_ factor: Float) {
    let schedule = Self.schedule(plateau: factor)
    #expect(schedule.afterPlateau(0.25) == max(0.25 * factor, 0.25 * 0x1p-20))
  }

  @Test func theRateStaysAboveAMillionthOfTheFirst() {
    let schedule = Self.schedule()
    var rate = schedule.options.learningRate
    for _ in 0..<100 { rate = schedule.afterPlateau(rate) }
    #expect(rate == 0.25 * 0x1p-20)
  }
}
