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

  static func schedule(_ kind: LearningRateKind, warmup: Int) -> LearningRateSchedule {
    var options = RunOptions()
    (options.schedule, options.warmup, options.decay) = (kind, warmup, 0)
    return LearningRateSchedule(options: options)
  }

  @Test(arguments: LearningRateKind.allCases)
  func theRateRisesInEqualStepsInTheWarmUp(_ kind: LearningRateKind) {
    let schedule = Self.schedule(kind, warmup: 4)
    #expect((1...4).map { schedule.rate(at: $0, of: 100, plateau: 2) } == [0.5, 1, 1.5, 2])
  }

  @Test func anInverseSquareRootHalvesTheRateAtFourTimesTheWarmUp() {
    let schedule = Self.schedule(.inverseSquareRoot, warmup: 100)
    let rates = [100, 400, 1_600].map { schedule.rate(at: $0, of: .max, plateau: 1) }
    #expect(rates == [1, 0.5, 0.25])
  }

  @Test func aCosineFallsSlowlyThenFastThenSlowly() {
    let schedule = Self.schedule(.cosine, warmup: 10)
    let rates = [11, 12, 14, 16, 18].map { schedule.rate(at: $0, of: 18, plateau: 1) }
    let expected: [Float] = [1, 0.961_94, 0.691_34, 0.308_66, 0.038_06]
    #expect(zip(rates, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(rates)")
  }

  @Test func aLineFallsInEqualSteps() {
    let schedule = Self.schedule(.linear, warmup: 0)
    #expect((1...4).map { schedule.rate(at: $0, of: 4, plateau: 1) } == [1, 0.75, 0.5, 0.25])
  }

  @Test(arguments: [LearningRateKind.inverseSquareRoot, .cosine, .linear])
  func onlyAPlateauLowersTheRateAtAValidation(_ kind: LearningRateKind) {
    #expect(Self.schedule(kind, warmup: 0).afterPlateau(0.25) == 0.25)
  }

  @Test(arguments: LearningRateKind.allCases)
  func noScheduleLeavesItsRange(_ kind: LearningRateKind) {
    for (total, warmup) in [(1, 0), (1, 5), (7, 7), (Int.max, 3)] {
      for update in [1, 2, 7, 1 << 40] {
        let rate = Self.schedule(kind, warmup: warmup).rate(
          at: min(update, total), of: total, plateau: 1)
        #expect((0...1).contains(rate), "\(kind), \(update) of \(total)")
        // A run that is resumed with fewer updates than it has done.
        let after = Self.schedule(kind, warmup: warmup).rate(at: update, of: total, plateau: 1)
        #expect((0...1).contains(after), "\(kind), \(update) of \(total)")
      }
    }
  }

  @Test func theRateStaysAboveAMillionthOfTheFirst() {
    let schedule = Self.schedule()
    var rate = schedule.options.learningRate
    for _ in 0..<100 { rate = schedule.afterPlateau(rate) }
    #expect(rate == 0.25 * 0x1p-20)
  }
}
