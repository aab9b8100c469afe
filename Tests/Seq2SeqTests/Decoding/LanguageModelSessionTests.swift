import Testing

@testable import Seq2Seq

/// Generating, predicting and scoring.
@Suite struct LanguageModelSessionTests {
  @Test(arguments: LanguageModelMode.allCases, [TokenizerKind.words, .characters, .none])
  func aSampleDoesNotDependOnThoseBesideItOrOnThreads(
    _ mode: LanguageModelMode, _ tokenizer: TokenizerKind
  ) throws {
    let model = try LanguageModelExample.model(mode, tokenizer: tokenizer)
    var options = GenerationOptions()
    options.length = 30
    options.samples = 4
    options.seed = 9
    var pieces = Array(repeating: "", count: 4)
    let four = try LanguageModelSession(model, threads: 2).generate("the crow", options) {
      pieces[$0] += $1
    }
    #expect(pieces == four)
    #expect(Set(four).count > 1)
    options.samples = 1
    #expect(try LanguageModelSession(model, threads: 1).generate("the crow", options) == [four[0]])
    if mode == .lines { #expect(!four.contains { $0.contains("\n") }) }
    options.seed = 10
    #expect(try LanguageModelSession(model, threads: 1).generate("the crow", options) != [four[0]])
  }

  @Test func greedyIsTheLimitOfColdAndOfFew() throws {
    let session = LanguageModelSession(try LanguageModelExample.model(), threads: 1)
    var greedy = GenerationOptions()
    greedy.length = 20
    var (cold, one, few, beam) = (greedy, greedy, greedy, greedy)
    greedy.temperature = 0
    cold.temperature = 1e-4
    one.topK = 1
    few.topP = 1e-6
    beam.beam = 1
    let expected = try session.generate("no", greedy)
    for other in [cold, one, few, beam] {
      #expect(try session.generate("no", other) == expected, "\(other)")
    }
  }

  @Test func aSessionCanBeUsedWhileItGenerates() throws {
    let session = LanguageModelSession(try LanguageModelExample.model(), threads: 1)
    var options = GenerationOptions()
    options.length = 20
    let long = [String](repeating: "the crow", count: 700).joined(separator: " ")
    let expected = try session.generate("the crow", options)
    let found = try session.generate("the crow", options) { _, _ in
      _ = try session.predict("a pebble", count: 1)
      _ = try session.score([long])
    }
    #expect(found == expected)
  }

  private struct NoSuchModel: Error {}

  /// A model whose most probable next tokens reach a line's end.
  private static func endingModel(_ mode: LanguageModelMode) throws -> LanguageModel {
    var options = GenerationOptions()
    options.temperature = 0
    for seed in 1...200 {
      let model = try LanguageModelExample.model(mode, seed: UInt64(seed))
      options.lines = 3
      let text = try LanguageModelSession(model, threads: 1).generate("the crow", options)[0]
      let words = text.split { $0 == " " || $0 == "\n" }
      if text.count(where: { $0 == "\n" }) == 2, Set(words).count > 2 { return model }
    }
    throw NoSuchModel()
  }

  @Test(arguments: [nil, 1, 4])
  func aModelOfLinesBeginsEachLineAnew(_ beam: Int?) throws {
    let session = LanguageModelSession(try Self.endingModel(.lines), threads: 1)
    var options = GenerationOptions()
    options.temperature = 0
    options.beam = beam
    let first = try session.generate("the crow", options)[0]
    let line = try session.generate("", options)[0]
    #expect(!(first + line).contains("\n"))
    options.lines = 3
    #expect(try session.generate("the crow", options) == ["\(first)\n\(line)\n\(line)"])
    // Such a model ignores the lines before the prompt's last one.
    #expect(try session.generate("a\nthe crow", options) == ["\(first)\n\(line)\n\(line)"])
  }

  @Test func aStreamEndsAfterItsLinesWithABeamToo() throws {
    let session = LanguageModelSession(try Self.endingModel(.stream), threads: 1)
    var options = GenerationOptions()
    options.temperature = 0
    options.lines = 3
    let greedy = try session.generate("the crow", options)
    #expect(greedy[0].count { $0 == "\n" } == 2)
    options.beam = 1
    #expect(try session.generate("the crow", options) == greedy)
  }

  @Test func drawnLinesAreAsManyAsAreAskedFor() throws {
    for mode in LanguageModelMode.allCases {
      var options = GenerationOptions()
      options.length = 10_000
      options.lines = 5
      options.samples = 2
      let texts = try LanguageModelSession(try LanguageModelExample.model(mode), threads: 1)
        .generate("the crow", options)
      #expect(texts.allSatisfy { $0.count { $0 == "\n" } == 4 }, "\(mode): \(texts)")
    }
  }

  @Test func drawsFollowTheDistribution() throws {
    var options = GenerationOptions()
    func shares(_ change: (inout GenerationOptions) -> Void) -> [Double] {
      var options = options
      change(&options)
      let sampler = TokenSampler(
        temperature: options.temperature, topK: options.topK, topP: options.topP)
      var random = RandomStream(seed: 1, use: .sampling, moment: 0)
      var counts = Array(repeating: 0.0, count: 6)
      for _ in 0..<4_000 {
        // 0.5, 0.3, 0.2 of the tokens 3…5.
        var logits: [Float] =
          [-.infinity, -.infinity, -.infinity] + [0.5, 0.3, 0.2].map { Float(log($0)) }
        let token = logits.withUnsafeMutableBufferPointer { sampler.pick($0, &random) }
        counts[Int(token!)] += 1 / 4_000
      }
      return counts
    }
    func close(_ found: [Double], _ expected: [Double]) -> Bool {
      zip(found, [0, 0, 0] + expected).allSatisfy { abs($0 - $1) < 0.03 }
    }
    #expect(close(shares { _ in }, [0.5, 0.3, 0.2]))
    #expect(close(shares { $0.topK = 2 }, [0.625, 0.375, 0]))
    #expect(close(shares { $0.topP = 0.7 }, [0.625, 0.375, 0]))
    #expect(close(shares { $0.temperature = 0.5 }, [0.658, 0.237, 0.105]))
    options.temperature = 0
    #expect(shares { _ in }[3] > 0.999)
  }

  @Test func scoresArePredictionsOneAfterTheOther() throws {
    for mode in LanguageModelMode.allCases {
      let model = try LanguageModelExample.model(mode)
      let session = LanguageModelSession(model, threads: 1)
      let found = try session.score(["the crow was dry ."])[0]
      var sum = 0.0
      for (place, word) in ["the", "crow", "was", "dry", ".", "</s>"].enumerated() {
        let before = ["the", "crow", "was", "dry", "."].prefix(place).joined(separator: " ")
        let next = try session.predict(before, count: 100)
        // All tokens except the begin symbol, which an untrained model would allow.
        #expect((0.9...1.0001).contains(next.reduce(0) { $0 + $1.probability }))
        sum += log(try #require(next.first { $0.token == word }).probability)
      }
      #expect(found.tokens == 6 && abs(found.logProbability - sum) < 1e-4, "\(mode)")
    }
  }

  @Test func scorersOfOneSessionDoNotDisturbEachOther() throws {
    for mode in LanguageModelMode.allCases {
      let session = LanguageModelSession(try LanguageModelExample.model(mode), threads: 1)
      let expected = try session.score(LanguageModelExample.lines)
      let one = session.scorer(), other = session.scorer()
      _ = try other.score("the jar was")
      let found = try LanguageModelExample.lines.map { line in
        defer { _ = try? other.score("dust", continues: true) }
        return try one.score(line)
      }
      #expect(found == expected && Set(expected.map(\.logProbability)).count > 5, "\(mode)")
    }
  }

  @Test func aBeamEndsWithTheLineWhereALineIsAsked() throws {
    var options = GenerationOptions()
    options.beam = 6
    options.length = 40
    for mode in LanguageModelMode.allCases {
      let model = try LanguageModelExample.model(mode)
      options.lines = mode == .stream ? 1 : nil
      let found = try LanguageModelSession(model, threads: 1).generate("the crow", options)
      #expect(found.count == 1 && !found[0].contains("\n"))
      #expect(try LanguageModelSession(model, threads: 2).generate("the crow", options) == found)
    }
  }

  @Test(arguments: [TokenizerKind.words, .characters, .none])
  func textWrittenTokenByTokenIsTheText(_ kind: TokenizerKind) throws {
    let text = LanguageModelText(
      tokenizer: Tokenizer(kind: kind),
      vocabulary: Vocabulary.build(
        from: LanguageModelExample.lines.map {
          Tokenizer(kind: kind).tokenizeKeepingBlanks($0)
        }))
    for line in LanguageModelExample.lines + ["the crow was thirsty .\n\nno rain fell\n"] {
      var writer = text.writer()
      #expect(text.encode(text: line).reduce(into: "") { $0 += writer.append($1) } == line)
    }
  }

  @Test func charactersKeepEverySpace() {
    #expect(
      Tokenizer(kind: .characters).tokenizeKeepingBlanks("  a\t b ").joined() == "▁▁a\t▁b▁")
  }

  @Test func gradientsReachBackLessFarTheFartherTheyGo() throws {
    for cell in CellKind.allCases {
      var configuration = LanguageModelConfiguration(vocabulary: 0)
      configuration.cell = cell
      configuration.hidden = 12
      let model = try GradientFlow.untrained(
        configuration, tokenizer: .characters, lines: LanguageModelExample.lines, seed: 1)
      let norms = try #require(
        GradientFlow.norms(of: model, over: LanguageModelExample.lines, distance: 20, threads: 1))
      #expect(norms.count == 21 && norms[20] < norms[0] / 2 && norms.allSatisfy { $0 > 0 })
      #expect(GradientFlow.norms(of: model, over: ["ab"], distance: 20, threads: 1) == nil)
    }
  }
}
