import Testing

@testable import Seq2Seq

/// Sampled translations.
@Suite struct TranslationSamplingTests {
  static let lines = TranslationSessionTests.lines + ["the crow . the river was dry ."]

  let models: [TranslationModel]

  init() throws { models = try EnsembleTests.models() }

  func options(_ samples: Int = 3) -> DecodingOptions {
    var options = DecodingOptions()
    (options.samples, options.nBest, options.seed) = (true, samples, 5)
    return options
  }

  @Test(arguments: [1, 3])
  func aLinesDependOnTheSeedAndItsNumberAlone(_ models: Int) throws {
    let models = Array(models == 1 ? self.models[1...1] : self.models[...])
    var options = options()
    let session = try EnsembleTests.session(models)
    let expected = try session.translate(Self.lines, options)
    for (threads, batch) in [(2, 3), (3, 1), (1, 2)] {
      options.batch = batch
      let other = try EnsembleTests.session(models, threads: threads)
      #expect(try other.translate(Self.lines, options) == expected, "\(threads), \(batch)")
    }
    for (number, line) in Self.lines.enumerated() {
      options.linesBefore = number
      #expect(try session.translate([line], options)[0] == expected[number])
    }
    options.linesBefore = 0
    let same = Array(repeating: "the crow was thirsty .", count: 6)
    #expect(Set(try session.translate(same, options).joined().map(\.tokens)).count > 6)
    options.seed = 6
    #expect(try session.translate(Self.lines, options) != expected)
    // The first of many samples is also the single one, though the order by score may hide this.
    options = self.options(1)
    for (one, all) in zip(try session.translate(Self.lines.dropLast(), options), expected) {
      #expect(all.contains(one[0]))
    }
  }

  @Test func asynchronousLinesAreDrawnLikeTheOthers() async throws {
    var options = options()
    let expected = try EnsembleTests.session([models[0]]).translate(Self.lines, options)
    options.batch = 2
    let model = models[0]
    let session = AsyncSession { TranslationSession(model, threads: 1) }
    var found: [[Translation]] = []
    for try await translations in session.translations(of: Self.lines, options) {
      found.append(translations)
    }
    #expect(found == expected)
  }

  @Test func theSurestTokensAreThoseOfGreedySearch() throws {
    for models in [[models[0]], models] {
      let session = try EnsembleTests.session(models)
      var greedy = DecodingOptions()
      greedy.beam = 1
      let expected = try session.translate(Self.lines, greedy)
      var cold = options(1), narrow = options(1), sure = options(1)
      cold.temperature = 0
      narrow.topK = 1
      sure.topP = 1e-6
      for options in [cold, narrow, sure] {
        let found = try session.translate(Self.lines, options)
        #expect(found.map { $0[0].tokens } == expected.map { $0[0].tokens })
      }
    }
  }

  /// First tokens of a thousand samples, compared with the mean of the models' probabilities.
  @Test func drawsFollowTheDistribution() throws {
    let line = "the crow was thirsty ."
    for models in [[models[0]], models] {
      let logs = EnsembleTests.logProbabilities(models, line, [Vocabulary.end])[0]
      var options = options(1_000)
      for temperature in [1.0, 3.0] {
        options.temperature = Float(temperature)
        var weights = logs.map { exp($0 / temperature) }
        weights[Int(Vocabulary.begin)] = 0
        let sum = weights.reduce(0, +)
        let found = try EnsembleTests.session(models).translate([line], options)[0]
        for (token, weight) in weights.enumerated() {
          let share = Double(found.count { Int($0.tokens[0]) == token }) / 1_000
          #expect(abs(share - weight / sum) < 0.06, "token \(token) at \(temperature)")
        }
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.score >= $1.score })
      }
    }
  }

  @Test func whatTranslationsMustBeLikeHoldsForSamples() throws {
    var options = options(20)
    (options.minimumLength, options.maximumOutput, options.noRepeatNGram) = (2, 5, 1)
    (options.forbidsUnknown, options.prefix) = (true, "et")
    let found = try EnsembleTests.session(models).translate(["the crow", "dry"], options)
    for translation in found.joined() {
      let tokens = translation.tokens.dropLast()
      #expect((2...5).contains(tokens.count) && Set(tokens).count == tokens.count)
      #expect(translation.text.hasPrefix("et ") && !tokens.contains(Vocabulary.unknown))
    }
  }
}
