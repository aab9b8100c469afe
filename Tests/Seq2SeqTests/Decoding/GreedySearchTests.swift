import Testing

@testable import Seq2Seq

/// A beam of one compared with a loop that runs the whole decoder again for every word.
@Suite struct GreedySearchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let attention: AttentionKind
    let kernelSet: KernelSet
    let change: @Sendable (inout ModelConfiguration) -> Void
    var testDescription: String { "\(name) on \(kernelSet)" }
  }

  static let cases = KernelSet.available.flatMap { set in
    [
      Case(name: "luong", attention: .luong, kernelSet: set) { _ in },
      Case(name: "luong without input feeding", attention: .luong, kernelSet: set) {
        $0.inputFeeding = false
      },
      Case(name: "luong, 2 layers", attention: .luong, kernelSet: set) { $0.decoderLayers = 2 },
      Case(name: "bahdanau", attention: .bahdanau, kernelSet: set) { _ in },
      Case(name: "bahdanau, 2 layers", attention: .bahdanau, kernelSet: set) {
        $0.decoderLayers = 2
      },
    ]
  }

  /// The best word after each prefix, with one full pass per word.
  func greedy(_ example: DecodingExample, _ source: [Int32]) -> (tokens: [Int32], score: Double) {
    var tokens: [Int32] = []
    var sum = 0.0
    while tokens.count < 2 * source.count + 10 {
      let row = example.logProbabilities(source, tokens + [Vocabulary.end])[tokens.count]
      var best = Int(Vocabulary.unknown)
      for word in row.indices where word != Int(Vocabulary.begin) && row[word] > row[best] {
        best = word
      }
      tokens.append(Int32(best))
      sum += row[best]
      if tokens.last == Vocabulary.end { break }
    }
    return (tokens, sum / Double(tokens.count))
  }

  @Test(arguments: cases)
  func aBeamOfOneTakesTheBestWordEachTime(_ example: Case) throws {
    let model = try DecodingExample.model(
      example.attention, hidden: 8, scale: 3, example.change)
    let decoding = DecodingExample(model, kernelSet: example.kernelSet)
    let sources = decoding.sources([3, 0, 7, 1, 5], seed: 4)
    let found = decoding.search(sources, beam: 1)
    for (source, found) in zip(sources, found) {
      let expected = greedy(decoding, source)
      try #require(found.count == 1)
      #expect(found[0].tokens == expected.tokens, "\(source)")
      #expect(
        abs(Double(found[0].score) - expected.score) <= 1e-5 * abs(expected.score), "\(source)")
    }
    #expect(Set(found.map { $0[0].tokens }).count > 1, "the model says the same of all sources")
  }
}
