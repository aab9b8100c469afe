import Testing

@testable import Seq2Seq

@Suite struct WordDifferenceTests {
  @Test func editsTouchTheWordsThatDiffer() {
    let found = WordDifference([1, 2, 3], [1, 9, 3, 4])
    #expect(found.edits == 2)
    #expect(found.hypothesis == [false, true, false])
    #expect(found.reference == [false, true, false, true])
  }

  @Test func anEmptySideLacksAll() {
    let none = WordDifference([], [])
    #expect(none.edits == 0 && none.hypothesis == [] && none.reference == [])
    #expect(WordDifference([], [1, 2]).reference == [true, true])
    #expect(WordDifference([1, 2], []).hypothesis == [true, true])
    #expect(WordDifference([], [1, 2]).edits == 2 && WordDifference([1, 2], []).edits == 2)
  }

  /// Within the band, the fewest possible edits.
  @Test func whatIsNotMarkedIsTheSameOnBothSides() {
    for seed in 0..<500 {
      var random = SeededText(seed: UInt64(seed))
      let longest = seed % 10 == 0 ? 120 : 20
      func text() -> [UInt32] {
        (0..<random.below(longest)).map { _ in UInt32(random.below(6)) }
      }
      let hypothesis = text(), reference = text()
      let found = WordDifference(hypothesis, reference)
      let kept = zip(hypothesis, found.hypothesis).filter { !$1 }.map(\.0)
      #expect(kept == zip(reference, found.reference).filter { !$1 }.map(\.0), "seed \(seed)")
      if longest == 20 {
        #expect(found.edits == editDistance(hypothesis, reference), "seed \(seed)")
      }
    }
  }
}
