import Testing

@testable import Seq2Seq

@Suite struct BootstrapTests {
  /// sacreBLEU sums and divides in single precision: to 1e-4, of 100; p-values exactly.
  @Test func intervalsAndPValuesAreThoseOfSacreBLEUForTheSamePlaces() throws {
    let golden = try GoldenMetrics.read().bootstrap
    let places = golden.places.map { $0.unicodeScalars.map { Int($0.value) - 48 } }
    let bootstrap = Bootstrap(resamples: places.count) { places[$0] }
    for expected in golden.measures {
      let measure = try #require(Measure(rawValue: expected.measure))
      let system = measured(measure, golden.hypotheses, golden.references)
      let baseline = measured(measure, golden.baseline, golden.references)
      let scores = bootstrap.scores(of: [system, baseline])
      for (found, expected) in zip(
        zip([system, baseline], scores), [expected.system, expected.baseline])
      {
        let interval = ConfidenceInterval(found.1)
        #expect(abs(found.0.score - expected.score) <= 1e-9, "\(measure)")
        #expect(abs(interval.mean - expected.mean) <= 1e-4, "\(measure)")
        #expect(abs(interval.halfWidth - expected.halfWidth) <= 1e-4, "\(measure)")
      }
      let p = pairedPValue(
        scores[0], baseline: scores[1], difference: system.score - baseline.score)
      #expect(p == expected.p, "\(measure)")
    }
  }

  /// The formula's least value: no difference is above that of the whole set.
  @Test func aSystemComparedWithItselfNeverDiffers() {
    let system = measured(.exactMatch, ["a", "b", "c"], [["a"], ["x"], ["c"]])
    let scores = Bootstrap(resamples: 100, segments: 3, seed: 1).scores(of: [system, system])
    #expect(pairedPValue(scores[0], baseline: scores[1], difference: 0) == 1.0 / 101)
    #expect(Set(scores[0]).count > 1 && scores[0] == scores[1])
  }

  @Test func testSetsFollowFromTheSeedAlone() {
    let measurement = measured(
      .tokenErrorRate, ["a", "b", "c", "d"], [["a"], ["x b"], ["y c y"], ["z"]])
    func scores(_ resamples: Int, _ seed: UInt64) -> [Double] {
      Bootstrap(resamples: resamples, segments: 4, seed: seed).scores(of: [measurement])[0]
    }
    #expect(scores(50, 3) == scores(50, 3))
    #expect(Array(scores(50, 3)[..<20]) == scores(20, 3))
    #expect(scores(50, 3) != scores(50, 4))
  }

  @Test func anIntervalLeavesOutOneScoreInFortyOnEachSide() {
    let interval = ConfidenceInterval((0..<80).map { Double($0) }.reversed())
    #expect(interval.mean == 39.5 && interval.halfWidth == 37.5)
    #expect(ConfidenceInterval([7]) == ConfidenceInterval([7, 7]))
  }
}
