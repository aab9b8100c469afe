import Testing

@testable import Seq2Seq

@Suite struct NGramMatchesTests {
  /// From the definition, with dictionaries of arrays.
  func expected(_ n: Int, _ hypothesis: [UInt32], _ references: [[UInt32]]) -> Int {
    func bag(_ symbols: [UInt32]) -> [[UInt32]: Int] {
      var bag: [[UInt32]: Int] = [:]
      for start in 0..<NGramMatches.total(n, in: symbols.count) {
        bag[Array(symbols[start..<start + n]), default: 0] += 1
      }
      return bag
    }
    let references = references.map { bag($0) }
    return bag(hypothesis).reduce(0) { sum, gram in
      sum + min(gram.value, references.map { $0[gram.key] ?? 0 }.max() ?? 0)
    }
  }

  @Test(arguments: [1, 2, 5, 300])
  func countsAreThoseOfTheDefinition(symbols: Int) {
    var random = SeededText(seed: 11)
    var matches = NGramMatches()
    for round in 0..<60 {
      func sequence() -> [UInt32] {
        (0..<random.below(1 + round)).map { _ in
          [0, 1000, .max - 300][random.below(3)] + UInt32(random.below(symbols))
        }
      }
      let hypothesis = sequence(), references = (0...round % 3).map { _ in sequence() }
      let found = matches.count(hypothesis, in: references, order: 5)
      for n in 1...5 {
        #expect(
          found[n - 1] == expected(n, hypothesis, references),
          "seed 11, round \(round), \(symbols) symbols")
      }
    }
  }
}
