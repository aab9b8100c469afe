import Testing

@testable import Seq2Seq

@Suite struct BeamSearchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let attention: AttentionKind
    let lengthPenalty: Float
    var testDescription: String { "\(attention), A = \(lengthPenalty)" }
  }

  static let cases = AttentionKind.allCases.flatMap { attention in
    [0, 1, 2].map { Case(attention: attention, lengthPenalty: $0) }
  }

  /// Two words that may occur in a sentence (`<unk>` and one more) and a source that is only its
  /// end symbol: 2¹² − 1 translations within the limit of 12 tokens, and room for all of them in
  /// the beam. Nothing is pruned then, so only the early end of the search, which a bound
  /// justifies, could go wrong.
  @Test(arguments: cases)
  func aBeamWithRoomForAllFindsTheBestOfAll(_ example: Case) throws {
    // An end symbol that is not too likely, so that the best translations have many lengths.
    let model = try DecodingExample.model(
      example.attention, hidden: 2, bias: [Vocabulary.end: 0.5]
    ) {
      $0.sourceVocabulary = 4
      $0.targetVocabulary = 4
    }
    let decoding = DecodingExample(model)
    let source = [Vocabulary.end]
    let limit = TranslationSearch.lengthLimit(source: source.count)
    #expect(limit == 12)
    let words: [Int32] = [Vocabulary.unknown, 3]

    // Teacher forcing along all paths of full length gives the probabilities of their prefixes too.
    let paths = (0..<1 << (limit - 1)).map { path in
      (0..<limit - 1).map { words[path >> $0 & 1] } + [Vocabulary.end]
    }
    var all: [(tokens: [Int32], score: Double)] = []
    for (number, rows) in decoding.logProbabilities(paths.map { (source, $0) }).enumerated() {
      var sum = 0.0
      for length in 1...limit {
        // A prefix of n words belongs to the path whose other choices are all the first.
        if number >> (length - 1) == 0 {
          let end = sum + rows[length - 1][Int(Vocabulary.end)]
          all.append(
            (
              Array(paths[number].prefix(length - 1)) + [Vocabulary.end],
              end / pow(Double(length), Double(example.lengthPenalty))
            ))
        }
        sum += rows[length - 1][Int(paths[number][length - 1])]
      }
    }
    #expect(all.count == 1 << limit - 1)
    all.sort { $0.score > $1.score }

    for nBest in [1, 5] {
      let found = decoding.search(
        [source], beam: 8_192, nBest: nBest, lengthPenalty: example.lengthPenalty)[0]
      #expect(found.count == nBest)
      for (found, expected) in zip(found, all) {
        // Where two scores are nearly equal, either may come first.
        #expect(
          abs(Double(found.score) - expected.score) <= 1e-5 * abs(expected.score), "\(nBest) best")
      }
      let gap = all[0].score - all[1].score
      if gap > 1e-4 * abs(all[0].score) { #expect(found[0].tokens == all[0].tokens) }
    }
  }

  @Test(arguments: cases)
  func aScoreIsTheSumOfLogProbabilitiesByTheLength(_ example: Case) throws {
    let decoding = DecodingExample(
      try DecodingExample.model(example.attention, hidden: 8, bias: [Vocabulary.end: 1]))
    let sources = decoding.sources([4, 1, 6, 0], seed: 8)
    for beam in [2, 5, 40] {
      let found = decoding.search(
        sources, beam: beam, nBest: beam, lengthPenalty: example.lengthPenalty)
      for (source, hypotheses) in zip(sources, found) {
        #expect((1...beam).contains(hypotheses.count))
        for hypothesis in hypotheses {
          let expected = decoding.score(
            source, hypothesis.tokens, lengthPenalty: Double(example.lengthPenalty))
          #expect(
            abs(Double(hypothesis.score) - expected) <= 1e-5 * abs(expected),
            "beam \(beam), \(hypothesis.tokens)")
        }
      }
    }
  }

  @Test(arguments: cases)
  func theBestAreDistinctAndInOrder(_ example: Case) throws {
    let decoding = DecodingExample(
      try DecodingExample.model(example.attention, hidden: 8, bias: [Vocabulary.end: 1]))
    let sources = decoding.sources([5, 2, 0], seed: 9)
    for beam in [1, 3, 9] {
      let most = decoding.search(
        sources, beam: beam, nBest: beam, lengthPenalty: example.lengthPenalty)
      for (i, hypotheses) in most.enumerated() {
        let limit = TranslationSearch.lengthLimit(source: sources[i].count)
        #expect(Set(hypotheses.map(\.tokens)).count == hypotheses.count)
        #expect(zip(hypotheses, hypotheses.dropFirst()).allSatisfy { $0.score >= $1.score })
        for tokens in hypotheses.map(\.tokens) {
          #expect((1...limit).contains(tokens.count))
          #expect(!tokens.dropLast().contains(Vocabulary.end))
          #expect(tokens.last == Vocabulary.end || tokens.count == limit)
        }
      }
      #expect(
        decoding.search(sources, beam: beam, nBest: 100, lengthPenalty: example.lengthPenalty)
          == most, "there are no more than the beam holds")
    }
  }

  @Test(arguments: AttentionKind.allCases)
  func theFirstOfManyIsTheOneThatIsFoundAlone(_ attention: AttentionKind) throws {
    let decoding = DecodingExample(
      try DecodingExample.model(attention, hidden: 8, bias: [Vocabulary.end: 1]))
    let sources = decoding.sources([5, 2, 0, 7], seed: 10)
    let first = decoding.search(sources, beam: 5), all = decoding.search(sources, beam: 5, nBest: 5)
    for (first, all) in zip(first, all) { #expect(first[0] == all[0]) }
  }

  @Test func equalScoresGoByParentThenWord() throws {
    let plain = try DecodingExample.model(.luong, hidden: 2) { $0.targetVocabulary = 5 }
    let slab = plain.slab.copy()
    slab.floats.update(repeating: 0)
    let decoding = DecodingExample(
      TranslationModel(
        network: plain.network, slab: slab, source: plain.source, target: plain.target,
        summary: plain.summary))
    let source: [[Int32]] = [[3, Vocabulary.end]]
    let end = Vocabulary.end, unknown = Vocabulary.unknown
    // All words are equally likely: the one with the lowest number continues, up to the limit.
    #expect(
      decoding.search(source, beam: 1).map { $0.map(\.tokens) }
        == [[[Int32](repeating: unknown, count: 14)]])
    // Step 1 takes <unk>, the end and the first word; step 2 from <unk> again <unk> and the end,
    // and nothing from the other parent; step 3 takes the one place that is left.
    let found = decoding.search(source, beam: 3, nBest: 2)[0]
    try #require(found.map(\.tokens) == [[end], [unknown, end]])
    #expect(found[0].score == found[1].score)
  }

  @Test(arguments: AttentionKind.allCases)
  func aSentenceThatNeverEndsIsCutAtTheLimit(_ attention: AttentionKind) throws {
    let decoding = DecodingExample(
      try DecodingExample.model(attention, hidden: 8, bias: [Vocabulary.end: -50]))
    let sources = decoding.sources([0, 1, 4], seed: 2)
    for beam in [1, 5] {
      for penalty: Float in [0, 1, 2] {
        let found = decoding.search(sources, beam: beam, nBest: beam, lengthPenalty: penalty)
        for (source, hypotheses) in zip(sources, found) {
          #expect(hypotheses.count == beam)
          for tokens in hypotheses.map(\.tokens) {
            #expect(tokens.count == 2 * source.count + 10 && !tokens.contains(Vocabulary.end))
          }
        }
      }
    }
  }

  @Test(arguments: AttentionKind.allCases)
  func theBeginSymbolIsNeverWrittenHoweverLikely(_ attention: AttentionKind) throws {
    let decoding = DecodingExample(
      try DecodingExample.model(attention, hidden: 8, bias: [Vocabulary.begin: 50]))
    let sources = decoding.sources([0, 1, 4], seed: 2)
    for beam in [1, 5, 30] {
      for hypothesis in decoding.search(sources, beam: beam, nBest: beam).joined() {
        #expect(!hypothesis.tokens.contains(Vocabulary.begin))
        #expect(hypothesis.score.isFinite)
      }
    }
  }

  @Test func aGreaterLengthPenaltyNeverPrefersTheShorter() throws {
    let decoding = DecodingExample(
      try DecodingExample.model(.luong, hidden: 8, bias: [Vocabulary.end: 1]))
    for source in decoding.sources([1, 3, 5], seed: 12) {
      let lengths = [Float(0), 1, 2].map { penalty in
        decoding.search([source], beam: 40, lengthPenalty: penalty)[0][0].tokens.count
      }
      #expect(lengths == lengths.sorted(), "\(lengths)")
    }
  }

  @Test func optionsOutOfRangeAreTakenAsTheNearest() throws {
    let decoding = DecodingExample(try DecodingExample.model(.luong, hidden: 4))
    let sources = decoding.sources([2, 0], seed: 1)
    let expected = decoding.search(sources, beam: 1)
    #expect(decoding.search(sources, beam: 0, nBest: 0) == expected)
    #expect(decoding.search(sources, beam: -3, nBest: -1) == expected)
    #expect(decoding.search([], beam: 2) == [])
  }
}

@Suite struct HypothesisRowsTests {
  @Test func rowsBecomeWhatTheirParentsAre() {
    let context = Context(device: Device(threads: 1)), capacity = 5, columns = 3
    let start = context.matrix(4, columns)
    start.fill(from: (0..<12).map { 100 + Float($0) })
    let rows = HypothesisRows(from: start, capacity: capacity, in: context)
    var expected = (0..<4).map { start.rows($0..<$0 + 1).values }
    var numbers = SeededNumbers(seed: 3)
    var parents: [Int32] = [5, 6, 7]
    for step in 0..<50 {
      let found = rows.arranged(parents, in: context)
      #expect(found.values == parents.indices.flatMap { expected[$0] }, "step \(step), \(parents)")
      // A step writes something else into this many rows.
      let next = rows.next(parents.count)
      next.fill(from: numbers.floats(parents.count * columns))
      let count = 1 + Int(abs(numbers.float(1)) * 4.99), before = parents.count
      parents = (0..<count).map { _ in
        let place = Int(abs(numbers.float(1)) * 8.99)
        return Int32(place < capacity ? place % before : place)
      }
      expected = parents.map { parent in
        Int(parent) < capacity
          ? next.rows(Int(parent)..<Int(parent) + 1).values
          : start.rows(Int(parent) - capacity..<Int(parent) - capacity + 1).values
      }
    }
  }
}
