import Testing

@testable import Seq2Seq

@Suite struct HeldOutTests {
  @Test(arguments: [
    (2, 0.5, 1), (2, 1.0, 1), (10, 0.0, 1), (10, 0.25, 3), (10, 9.0, 9), (10, -1.0, 1),
    (10, Double.nan, 1), (10, .infinity, 9), (100, 0.1, 10), (20_000, 0.1, 1000), (1001, 1, 1000),
  ])
  func theShareIsKeptWithinItsBounds(_ count: Int, _ share: Double, _ expected: Int) throws {
    let split = try splitHeldOut(count: count, share: share, seed: 3)
    #expect(split.valid.count == expected)
    #expect(split.train.count == count - expected)
  }

  @Test func bothPartsKeepTheOrderAndTogetherAreAll() throws {
    let split = try splitHeldOut(count: 200, share: 0.2, seed: 7)
    let (train, valid) = split
    #expect(train == train.sorted() && valid == valid.sorted())
    #expect((train + valid).sorted() == Array(0..<200))
  }

  @Test func theSeedAloneChooses() throws {
    func chosen(_ seed: UInt64) throws -> [Int] {
      try splitHeldOut(count: 50, share: 0.1, seed: seed).valid
    }
    // Written down so that a new version cannot silently change what older models were validated
    // on.
    #expect(try chosen(1) == [12, 28, 29, 36, 49])
    #expect(try chosen(2) != chosen(1))
    #expect(try chosen(.max).count == 5)
  }

  @Test(arguments: [0, 1])
  func fewerThanTwoPairsCannotBeSplit(_ count: Int) {
    #expect(throws: TrainingError.tooFewPairs(found: count, needed: 2)) {
      try splitHeldOut(count: count, share: 0.1, seed: 1)
    }
  }
}
