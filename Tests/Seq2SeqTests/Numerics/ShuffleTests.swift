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

  /// Neither within a batch nor from batch to batch do pairs come in an order of length.
  @Test func batchesMixSentencesOfAllLengths() {
    let pairs = (0..<400).map { i in
      let tokens = [Int32](repeating: 3, count: 1 + i / 10)
      return (source: tokens, target: tokens)
    }
    for epoch in 1...5 {
      let batches = shuffledBatches(of: pairs.count, size: 10, seed: 1, epoch: epoch)
        .map { $0.map { pairs[$0].target.count } }
      let means = batches.map { $0.reduce(0, +) / $0.count }
      // Lengths are 1 to 40; the mean of ten has a deviation of 3.6 around 20.5.
      #expect(means.allSatisfy { (6...35).contains($0) }, "epoch \(epoch): \(means)")
      for lengths in batches {
        let rises = zip(lengths, lengths.dropFirst()).count { $0 < $1 }
        #expect((1...8).contains(rises), "epoch \(epoch): \(lengths)")
      }
    }
  }
}
