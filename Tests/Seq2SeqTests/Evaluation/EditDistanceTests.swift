import Testing

@testable import Seq2Seq

@Suite struct EditDistanceTests {
  /// The table of all distances between prefixes.
  func expected(_ one: [UInt32], _ other: [UInt32]) -> Int {
    var row = Array(0...other.count)
    for (i, x) in one.enumerated() {
      var next = [i + 1]
      for (j, y) in other.enumerated() {
        next.append(min(row[j] + (x == y ? 0 : 1), row[j + 1] + 1, next[j] + 1))
      }
      row = next
    }
    return row[other.count]
  }

  @Test(arguments: [2, 4, 300])
  func distancesAreThoseOfTheDefinition(symbols: Int) {
    var random = SeededText(seed: 5)
    for round in 0..<150 {
      // Around the rows of one block and of two.
      func sequence() -> [UInt32] {
        let length = [3, 20, 64, 66, 130][round % 5]
        return (0..<random.below(length + 2)).map { _ in UInt32(random.below(symbols)) &- 1 }
      }
      let one = sequence(), other = sequence()
      #expect(
        editDistance(one, other) == expected(one, other),
        "seed 5, round \(round), \(symbols) symbols")
    }
  }

  @Test func anEmptySequenceIsAsFarAsTheOtherIsLong() {
    #expect(editDistance([], []) == 0)
    #expect(editDistance([1, 2], []) == 2 && editDistance([], [1, 2]) == 2)
    #expect(editDistance([1, 1, 1], [1, 1]) == 1 && editDistance([1, 2, 1], [1]) == 2)
  }
}
