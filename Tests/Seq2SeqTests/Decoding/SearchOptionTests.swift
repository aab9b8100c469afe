import Testing

@testable import Seq2Seq

/// Constraints on translations.
@Suite struct SearchOptionTests {
  static let lines = TranslationSessionTests.lines
  static let words = lines.filter { !SpacedTokens.isEmpty($0) }

  let models: [TranslationModel]

  init() throws { models = try EnsembleTests.models() }

  /// With one model, and with an ensemble.
  func translations(
    of lines: [String] = words, _ change: (inout DecodingOptions) -> Void
  ) throws -> [[Translation]] {
    var options = DecodingOptions()
    (options.beam, options.nBest, options.tokenScores) = (3, 3, true)
    change(&options)
    return try TranslationSession(models[0], threads: 1).translate(lines, options)
      + TranslationSession(ensemble: models, threads: 1).translate(lines, options)
  }

  func lengths(_ change: (inout DecodingOptions) -> Void) throws -> [Int] {
    try translations(change).joined().map { $0.tokens.count { $0 != Vocabulary.end } }
  }

  @Test(arguments: NumberFormat.weights)
  func whatLimitsNothingChangesNoBit(_ weights: NumberFormat) throws {
    for (beam, scores) in [(1, true), (5, true)] {
      var options = DecodingOptions()
      (options.beam, options.nBest, options.scores) = (beam, beam, scores)
      let session = TranslationSession(models[0], threads: 2, weights: weights)
      let expected = try session.translate(Self.lines, options)
      options.noRepeatNGram = 1_000
      #expect(try session.translate(Self.lines, options) == expected, "beam \(beam)")
    }
  }

  @Test func translationsHaveTheLeastLength() throws {
    #expect(try lengths { _ in }.contains { $0 < 9 })
    for least in [1, 9, 40] {
      #expect(try lengths { $0.minimumLength = least }.allSatisfy { $0 >= least }, "\(least)")
    }
  }

  @Test func translationsHaveTheGreatestLengthAndEnd() throws {
    #expect(try lengths { _ in }.contains { $0 > 4 })
    for most in [1, 4] {
      #expect(try lengths { $0.maximumOutput = most }.allSatisfy { $0 <= most }, "\(most)")
      let found = try translations { ($0.maximumOutput, $0.minimumLength) = (most, most) }
      #expect(found.joined().allSatisfy { $0.tokens.count == most + 1 })
      #expect(found.joined().allSatisfy { $0.tokens.last == Vocabulary.end })
    }
    let long = try lengths { ($0.maximumOutput, $0.minimumLength) = (80, 80) }
    #expect(long.allSatisfy { $0 == 80 })
  }

  @Test(arguments: [1, 2, 3])
  func noTokensInARowComeTwice(_ count: Int) throws {
    func repeats(_ translation: Translation) -> Bool {
      let tokens = translation.tokens.dropLast().map { Int($0) }
      let grams = tokens.indices.dropLast(count - 1).map { Array(tokens[$0..<$0 + count]) }
      return Set(grams).count < grams.count
    }
    let free = try translations { $0.minimumLength = 8 }
    #expect(free.joined().contains(where: repeats))
    let found = try translations { ($0.minimumLength, $0.noRepeatNGram) = (8, count) }
    #expect(!found.joined().contains(where: repeats))
  }

  /// Eleven tokens, each used at most once, cannot make twenty words.
  @Test func aSentenceEndsWhereNothingMayFollow() throws {
    let found = try translations { ($0.minimumLength, $0.noRepeatNGram) = (20, 1) }
    #expect(found.joined().allSatisfy { $0.tokens.count <= 10 && $0.score.isFinite })
    #expect(found.joined().allSatisfy { $0.tokens.last == Vocabulary.end })
  }

  @Test func theUnknownTokenIsForbidden() throws {
    let model = try DecodingExample.model(
      .luong, scale: 3, bias: [Vocabulary.unknown: 3, Vocabulary.end: 1])
    for session in try [[model], [model, model]].map({
      try TranslationSession(ensemble: $0, threads: 1)
    }) {
      var options = DecodingOptions()
      func unknown() throws -> Int {
        try session.translate(Self.words, options).joined().count {
          $0.tokens.contains(Vocabulary.unknown)
        }
      }
      #expect(try unknown() > 0)
      options.forbidsUnknown = true
      #expect(try unknown() == 0)
    }
  }

  @Test func translationsBeginWithThePrefix() throws {
    let prefix = "et oui la"  // the second one is unknown
    let found = try translations { $0.prefix = prefix }
    for translation in found.joined() {
      #expect(translation.text.utf8.starts(with: prefix.utf8), "\(translation.text)")
    }
    #expect(try translations { _ in }.joined().allSatisfy { !$0.text.hasPrefix("et oui") })
    // Only the first of a line's sentences has the prefix; a line without words stays empty.
    let more = try translations(of: ["the crow . the crow .", " "]) { $0.prefix = prefix }
    #expect(SpacedTokens.split(more[0][0].text).count { $0 == "oui" } == 1)
    #expect(more[1].map(\.text) == [""])
    let short = try translations { ($0.prefix, $0.maximumOutput) = (prefix, 1) }
    #expect(short.joined().allSatisfy { $0.text == prefix && $0.tokens.count == 4 })
  }

  @Test func scoresOfTokensAreTheirLogProbabilities() throws {
    let found = try translations { ($0.prefix, $0.minimumLength) = ("et et", 4) }
    for (place, translations) in found.enumerated() {
      let line = Self.words[place % Self.words.count]
      let used = place < Self.words.count ? [models[0]] : models
      for translation in translations {
        let scores = try #require(translation.tokenScores)
        let logs = EnsembleTests.logProbabilities(used, line, translation.tokens)
        #expect(scores.count == translation.tokens.count)
        for (t, token) in translation.tokens.enumerated() {
          #expect(abs(Double(scores[t]) - logs[t][Int(token)]) < 2e-5)
        }
      }
    }
    let joined = try translations(of: ["the crow . the river was dry ."]) { _ in }
    #expect(joined.joined().allSatisfy { $0.tokenScores?.count == $0.tokens.count })
    #expect(
      try translations { $0.tokenScores = false }.joined().allSatisfy { $0.tokenScores == nil })
  }

  /// Σ_j log min(Σ_t α_tj, 1) over the source without its end, where α is the mean over the models.
  private static func coverage(
    _ models: [TranslationModel], _ line: String, _ target: [Int32]
  ) -> Double {
    let source = models[0].source.encode(line)
    let alphas = models.map { model in
      ForcedDecoding(network: model.network, context: DecodingExample(model).context)(
        [(source, target)])[0].alpha
    }
    var sum = 0.0
    for j in 0..<(source.count - 1) {
      var attended = 0.0
      for alpha in alphas {
        for row in alpha { attended += Double(row[j]) / Double(models.count) }
      }
      sum += log(min(attended, 1))
    }
    return sum
  }

  @Test func coverageIsAddedToTheScoresOfWhatTheSearchFound() throws {
    func ranked(_ penalty: Float) throws -> [[Translation]] {
      try translations {
        ($0.beam, $0.nBest, $0.coveragePenalty) = (5, 5, penalty)
      }
    }
    let free = try ranked(0), found = try ranked(2)
    var changed = 0
    for (place, (free, found)) in zip(free, found).enumerated() {
      let line = Self.words[place % Self.words.count]
      let used = place < Self.words.count ? [models[0]] : models
      // A search for fewer may stop before it has found five.
      for translation in found {
        guard let same = free.first(where: { $0.tokens == translation.tokens }) else { continue }
        let end = Double(same.score) + 2 * Self.coverage(used, line, same.tokens)
        #expect(abs(Double(translation.score) - end) < 1e-3 * max(1, abs(end)))
      }
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
      if found[0].tokens != free[0].tokens { changed += 1 }
    }
    #expect(changed > 0)
    let long = ["the crow was hot . the river was dry ."]
    let parts = try translations(of: ["the crow was hot .", "the river was dry ."]) {
      ($0.nBest, $0.lengthPenalty, $0.coveragePenalty) = (1, 0, 2)
    }
    let whole = try translations(of: long) {
      ($0.nBest, $0.lengthPenalty, $0.coveragePenalty) = (1, 0, 2)
    }
    #expect(abs(whole[0][0].score - parts[0][0].score - parts[1][0].score) < 1e-4)
  }

  @Test func neighborsBatchesAndThreadsChangeNothing() throws {
    var options = DecodingOptions()
    (options.beam, options.nBest, options.tokenScores) = (3, 3, true)
    (options.minimumLength, options.maximumOutput, options.noRepeatNGram) = (3, 9, 2)
    (options.prefix, options.coveragePenalty) = ("et", 0.5)
    let session = try EnsembleTests.session(models)
    let expected = try Self.lines.map { try session.translate([$0], options)[0] }
    for (threads, batch) in [(1, 64), (2, 3), (3, 1)] {
      options.batch = batch
      let found = try EnsembleTests.session(models, threads: threads)
        .translate(Self.lines, options)
      #expect(found == expected, "\(threads) threads, batch \(batch)")
    }
  }
}
