import Testing

@testable import Seq2Seq

@Suite struct ShuffleTests {
  /// Each element comes to each place about equally often: 6,000 shuffles of 6 elements put each
  /// into each place 1,000 times, with a deviation of 29.
  @Test func everyElementComesToEveryPlaceEquallyOften() {
    let count = 6, rounds = 6_000
    var seen = Array(repeating: Array(repeating: 0, count: count), count: count)
    for round in 0..<rounds {
      var random = RandomStream(seed: 5, use: .shuffle, moment: round)
      var elements = Array(0..<count)
      random.shuffle(&elements)
      #expect(elements.sorted() == Array(0..<count), "seed 5, moment \(round)")
      for (place, element) in elements.enumerated() { seen[element][place] += 1 }
    }
    for (element, places) in seen.enumerated() {
      for (place, times) in places.enumerated() {
        #expect((850...1_150).contains(times), "element \(element) at \(place): \(times)")
      }
    }
  }

  /// Batches of one epoch must not come in the order of their lengths.
  @Test func batchesOfAnEpochComeInNoOrderOfLength() {
    let pairs = (0..<400).map { i in
      let tokens = [Int32](repeating: 3, count: 1 + i / 10)
      return (source: tokens, target: tokens)
    }
    for epoch in 1...5 {
      let lengths = TrainingCorpus.batches(of: pairs, size: 10, seed: 1, epoch: epoch)
        .map { pairs[$0[0]].target.count }
      let rises = zip(lengths, lengths.dropFirst()).count { $0 < $1 }
      #expect((10...29).contains(rises), "epoch \(epoch): \(rises) of 39 steps rise")
    }
  }
}
