import Testing

@testable import Seq2Seq

/// Beam search by hand, over sentences of three words whose probabilities stand in a table.
@Suite struct BeamSearchExample {
  static let end = "</s>"

  /// p(next | words so far).
  static func next(_ words: [String]) -> [(word: String, p: Double)] {
    switch words {
    case []: [("a", 0.6), ("b", 0.4)]
    case ["a"]: [(end, 0.4), ("a", 0.2), ("b", 0.2), ("c", 0.2)]
    case ["b"]: [(end, 0.65), ("a", 0.35)]
    default: [(end, 1)]
    }
  }

  struct Hypothesis {
    var words: [String] = []
    var logP = 0.0

    /// log p / |y|^A, the end symbol counted.
    func score(_ lengthPenalty: Double) -> Double {
      logP / pow(Double(words.count), lengthPenalty)
    }
  }

  /// Hypotheses that ended, best first. A beam of 1 is greedy search.
  static func search(beam: Int, lengthPenalty: Double) -> [Hypothesis] {
    var live = [Hypothesis()], ended: [Hypothesis] = []
    while !live.isEmpty {
      var candidates: [Hypothesis] = []
      for hypothesis in live {
        for (word, p) in next(hypothesis.words) {
          candidates.append(
            Hypothesis(
              words: hypothesis.words + [word],
              logP: hypothesis.logP + ReferenceFunctions.log(p)))
        }
      }
      candidates.sort { $0.logP > $1.logP }
      let best = candidates.prefix(beam - ended.count)
      ended += best.filter { $0.words.last == end }
      live = best.filter { $0.words.last != end }
    }
    return ended.sorted { $0.score(lengthPenalty) > $1.score(lengthPenalty) }
  }

  /// B Σ_j log min(Σ_t α_tj, 1), over the source's words without its end.
  static func coverage(_ alpha: [[Double]], words: Int, weight: Double) -> Double {
    let attended = (0..<words).map { j in alpha.reduce(0) { $0 + $1[j] } }
    return weight * attended.reduce(0) { $0 + ReferenceFunctions.log(min($1, 1)) }
  }

  @Test func theNumbersOfTheArticle() {
    func best(_ beam: Int, _ lengthPenalty: Double) -> [String] {
      Self.search(beam: beam, lengthPenalty: lengthPenalty)[0].words
    }
    #expect(best(1, 1) == ["a", Self.end])
    #expect(best(2, 1) == ["b", Self.end])
    #expect(best(3, 0) == ["b", Self.end])
    #expect(best(3, 1) == ["b", "a", Self.end])
    let found = Self.search(beam: 3, lengthPenalty: 1)
    expectDigits(found.map(\.logP), [-1.9661, -1.3471, -1.4271], "log p")
    expectDigits(found.map { $0.score(1) }, [-0.6554, -0.6735, -0.7136], "log p / |y|")
    let alpha = [[0.9, 0.1, 0], [0.9, 0.1, 0]]
    expectDigits([Self.coverage(alpha, words: 2, weight: 0.5)], [-0.8047], "coverage")
  }

  @Test(arguments: [1, 2, 3, 5, 20], [0, 0.5, 1, 2])
  func theProductionSearchFindsTheSame(beam: Int, lengthPenalty: Double) {
    let words = ["<unk>", "<s>", Self.end, "a", "b", "c"]
    var options = DecodingOptions()
    (options.beam, options.nBest, options.lengthPenalty) = (beam, beam, Float(lengthPenalty))
    var rows: [[String]] = [[]]  // what each row of the step before has read
    let found = BeamSearch(options: options)(
      limits: [12], firstWord: Vocabulary.begin, startRows: [0]
    ) { step in
      rows = zip(step.parents, step.words).map { parent, word in
        rows[Int(parent)] + (word == Vocabulary.begin ? [] : [words[Int(word)]])
      }
      var next = BeamSearch.NextTokens(count: beam, words: [], logProbabilities: [])
      for row in rows {
        let best = Self.next(row).sorted { $0.p > $1.p }.prefix(beam)
        let missing = beam - best.count
        next.words += best.map { Int32(words.firstIndex(of: $0.word)!) }
        next.words += Array(repeating: -1, count: missing)
        next.logProbabilities += best.map { Float(ReferenceFunctions.log($0.p)) }
        next.logProbabilities += Array(repeating: 0, count: missing)
      }
      return next
    }[0]
    let expected = Self.search(beam: beam, lengthPenalty: lengthPenalty)
    #expect(found.map { $0.tokens.map { words[Int($0)] } } == expected.map(\.words))
    expectClose(
      found.map(\.score), expected.map { $0.score(lengthPenalty) }, relative: 1e-6, "score")
  }

  /// A translation's score with the penalty, less its score without.
  @Test func theProductionSessionAddsTheSameCoverage() throws {
    let model = try EnsembleTests.models()[0], line = "the crow was hot ."
    var options = DecodingOptions()
    (options.nBest, options.lengthPenalty) = (5, 1)
    let session = TranslationSession(model, threads: 1)
    let free = try session.translate([line], options)[0]
    options.coveragePenalty = 0.5
    let found = try session.translate([line], options)[0]
    let source = model.source.encode(line)
    for translation in found {
      let alpha = ForcedDecoding(network: model.network, context: DecodingExample(model).context)(
        [(source, translation.tokens)])[0].alpha
      let coverage = Self.coverage(
        alpha.map { $0.map(Double.init) }, words: source.count - 1, weight: 0.5)
      let plain = try #require(free.first { $0.tokens == translation.tokens }).score
      #expect(abs(Double(translation.score - plain) - coverage) < 1e-4 * max(1, -coverage))
    }
  }
}
