import Testing

@testable import Seq2Seq

/// What a search records of the hypotheses that it followed.
@Suite struct SearchTreeTests {
  let models: [TranslationModel]

  init() throws { models = try EnsembleTests.models() }

  struct Case: Sendable, CustomTestStringConvertible {
    let beam: Int
    let nBest: Int
    var models = 1
    var change: @Sendable (inout DecodingOptions) -> Void = { _ in }
    var label = ""
    var testDescription: String { "beam \(beam), \(nBest) best, \(models) models\(label)" }
  }

  static let cases = [
    Case(beam: 1, nBest: 1), Case(beam: 2, nBest: 1), Case(beam: 5, nBest: 5),
    Case(beam: 3, nBest: 3, models: 2),
    Case(beam: 3, nBest: 2, change: { $0.coveragePenalty = 0.5 }, label: ", coverage"),
    Case(
      beam: 4, nBest: 4,
      change: { ($0.minimumLength, $0.maximumOutput, $0.noRepeatNGram) = (2, 5, 2) },
      label: ", constraints"),
    Case(beam: 2, nBest: 2, change: { $0.maximumLength = 2 }, label: ", pieces"),
  ]

  private func translations(_ example: Case, records: Bool) throws -> [[Translation]] {
    var options = DecodingOptions()
    (options.beam, options.nBest, options.tokenScores) = (example.beam, example.nBest, true)
    options.aligns = true
    example.change(&options)
    options.recordsSearch = records
    let session = try TranslationSession(
      ensemble: Array(models.prefix(example.models)), threads: 2)
    return try session.translate(TranslationSessionTests.lines, options)
  }

  @Test(arguments: cases)
  func takingDownChangesNoBit(_ example: Case) throws {
    let plain = try translations(example, records: false)
    #expect(plain.joined().allSatisfy { $0.searches.isEmpty })
    var recorded = try translations(example, records: true)
    #expect(recorded.joined().contains { !$0.searches.isEmpty })
    for line in recorded.indices {
      #expect(recorded[line].dropFirst().allSatisfy { $0.searches.isEmpty })
      for place in recorded[line].indices { recorded[line][place].searches = [] }
    }
    #expect(recorded == plain)
  }

  @Test(arguments: cases)
  func aTreeHoldsTheTranslationsAndNoMoreThanTheBeam(_ example: Case) throws {
    for found in try translations(example, records: true) {
      for tree in found[0].searches {
        let steps = tree.nodes.map(\.step).max() ?? 0
        #expect(tree.nodes.count <= example.beam * steps)
        for (i, node) in tree.nodes.enumerated() {
          let parent = node.parent.map { tree.nodes[$0] }
          #expect(node.parent.map { $0 < i } ?? true)
          #expect(node.step == (parent?.step ?? 0) + 1)
          #expect(node.sum == (parent?.sum ?? 0) + node.logProbability)
          #expect(node.next.count <= SearchRecorder.mostNext)
          #expect(
            zip(node.next, node.next.dropFirst()).allSatisfy {
              $0.logProbability >= $1.logProbability
            })
          if node.outcome == .dropped {
            let kept = tree.nodes.filter { $0.step == node.step + 1 }
            let best = try #require(node.next.first).logProbability + node.sum
            #expect(kept.allSatisfy { $0.sum >= best }, "what was kept is as good")
          }
        }
      }
      guard found[0].searches.count == 1, example.label != ", coverage" else { continue }
      let tree = found[0].searches[0]
      for translation in found {
        let nodes = tree.nodes.indices.filter { tree.tokens(to: $0) == translation.tokens }
        try #require(nodes.count == 1)
        #expect(tree.nodes[nodes[0]].outcome == .finished(score: translation.score))
      }
      #expect(tree.best.map { tree.tokens(to: $0) } == found[0].tokens)
    }
  }

  @Test func greedySearchTellsWhatStoodSecond() throws {
    let found = try translations(Case(beam: 1, nBest: 1), records: true)
    let trees = found.flatMap { $0[0].searches }
    #expect(!trees.isEmpty)
    for tree in trees {
      #expect(tree.first.count == SearchRecorder.mostNext)
      #expect(tree.first[0].token == tree.nodes[0].token)
      for (node, after) in zip(tree.nodes, tree.nodes.dropFirst()) {
        #expect(node.outcome == .followed && node.next[0].token == after.token)
      }
    }
  }

  @Test func samplesTakeNothingDown() throws {
    let drawn = try translations(
      Case(beam: 1, nBest: 1, change: { $0.samples = true }), records: true)
    #expect(drawn.joined().allSatisfy { $0.searches.isEmpty })
  }
}

@Suite struct WordScoreTests {
  @Test func scoresOfWordsAreThoseOfTheirTokensWhetherFoundOrGiven() throws {
    let session = TranslationSession(try EnsembleTests.models()[0], threads: 1)
    var options = DecodingOptions()
    (options.aligns, options.tokenScores) = (true, true)
    for line in TranslationSessionTests.lines where !SpacedTokens.isEmpty(line) {
      let found = try session.translate([line], options)[0][0]
      let (matrix, scores) = (try #require(found.alignment), try #require(found.wordScores))
      #expect(scores.count == matrix.target.count)
      let tokens = try #require(found.tokenScores)
      let whole = tokens.dropLast(found.tokens.last == Vocabulary.end ? 1 : 0).reduce(0, +)
      #expect(abs(scores.reduce(0, +) - whole) <= 1e-4 * abs(whole), "\(line)")
    }
    let pairs = [SentencePair(source: "a b", target: "c d"), SentencePair(source: "a", target: "")]
    let found = try session.alignAndScore(pairs)
    #expect(found.map(\.matrix) == (try session.align(pairs)))
    for (one, score) in zip(found, try session.score(pairs)) {
      #expect(one.wordScores.count == one.matrix.target.count)
      let mean = score.logProbability / Double(score.tokens)
      #expect(abs(Double(one.score) - mean) <= 1e-5 * abs(mean))
    }
  }
}
