import Testing

@testable import Seq2Seq

@Suite struct NGramMatchesTests {
  /// From the definition, with a dictionary of arrays.
  func expected(_ n: Int, _ hypothesis: [UInt32], _ reference: [UInt32]) -> Int {
    func bag(_ symbols: [UInt32]) -> [[UInt32]: Int] {
      var bag: [[UInt32]: Int] = [:]
      for start in 0..<NGramMatches.total(n, in: symbols.count) {
        bag[Array(symbols[start..<start + n]), default: 0] += 1
      }
      return bag
    }
    let reference = bag(reference)
    return bag(hypothesis).reduce(0) { $0 + min($1.value, reference[$1.key] ?? 0) }
  }

  @Test(arguments: [1, 2, 5, 300])
  func countsAreThoseOfTheDefinition(symbols: Int) {
    var random = SeededText(seed: 11)
    var matches = NGramMatches(order: 5)
    var sums = [0, 0, 0, 0, 0]
    for round in 0..<60 {
      func sequence() -> [UInt32] {
        (0..<random.below(1 + round)).map { _ in
          [0, 1000, .max - 300][random.below(3)] + UInt32(random.below(symbols))
        }
      }
      let hypothesis = sequence(), reference = sequence()
      matches.add(hypothesis: hypothesis, reference: reference)
      for n in 1...5 { sums[n - 1] += expected(n, hypothesis, reference) }
      #expect(matches.counts == sums, "seed 11, round \(round), \(symbols) symbols")
    }
  }
}
