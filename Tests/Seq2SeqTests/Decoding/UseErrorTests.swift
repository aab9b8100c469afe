import Testing

@testable import Seq2Seq

/// Options out of range and scores that overflow are errors, the same ones wherever a model is used.
@Suite struct UseErrorTests {
  static func translations(_ change: (inout DecodingOptions) -> Void) throws -> [[Translation]] {
    var options = DecodingOptions()
    change(&options)
    return try TranslationSession(try DecodingExample.model(.luong, hidden: 10), threads: 1)
      .translate(["dry", ""], options)
  }

  static func texts(_ change: (inout GenerationOptions) -> Void) throws -> [String] {
    var options = GenerationOptions()
    options.length = 3
    change(&options)
    return try LanguageModelSession(try LanguageModelExample.model(), threads: 1)
      .generate("the", options)
  }

  static let decoding: [(name: String, change: @Sendable (inout DecodingOptions) -> Void)] = [
    ("beam", { $0.beam = 0 }), ("beam", { $0.beam = 1_001 }), ("nBest", { $0.nBest = 6 }),
    ("nBest", { $0.nBest = 0 }), ("batch", { $0.batch = 0 }), ("batch", { $0.batch = .max }),
    ("maximumLength", { $0.maximumLength = 0 }), ("lengthPenalty", { $0.lengthPenalty = -1 }),
    ("lengthPenalty", { $0.lengthPenalty = .nan }),
    ("coveragePenalty", { $0.coveragePenalty = -1 }), ("minimumLength", { $0.minimumLength = -1 }),
    ("minimumLength", { ($0.minimumLength, $0.maximumOutput) = (3, 2) }),
    ("maximumOutput", { $0.maximumOutput = 0 }), ("noRepeatNGram", { $0.noRepeatNGram = 0 }),
    ("temperature", { $0.temperature = -1 }), ("topK", { $0.topK = 0 }), ("topP", { $0.topP = 0 }),
    ("nBest", { ($0.samples, $0.nBest) = (true, 1_001) }),
  ]

  @Test func decodingOptionsOutOfRangeAreRefused() throws {
    for (name, change) in Self.decoding {
      let error = #expect(throws: ModelError.self, "\(name)") { try Self.translations(change) }
      guard case .outOfRange(name, _, _)? = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
    }
    #expect(try Self.translations { ($0.beam, $0.nBest) = (3, 3) }[0].count == 3)
  }

  static let generation: [(name: String, change: @Sendable (inout GenerationOptions) -> Void)] = [
    ("temperature", { $0.temperature = -0.1 }), ("temperature", { $0.temperature = .infinity }),
    ("topK", { $0.topK = 0 }), ("topP", { $0.topP = 0 }), ("topP", { $0.topP = 1.1 }),
    ("beam", { $0.beam = 0 }), ("length", { $0.length = 0 }), ("lines", { $0.lines = 0 }),
    ("length", { ($0.beam, $0.length) = (2, 10_001) }), ("samples", { $0.samples = -1 }),
  ]

  @Test func generationOptionsOutOfRangeAreRefused() throws {
    for (name, change) in Self.generation {
      let error = #expect(throws: ModelError.self, "\(name)") { try Self.texts(change) }
      guard case .outOfRange(name, _, _)? = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
    }
    #expect(try Self.texts { ($0.temperature, $0.topK, $0.samples) = (0, 1, 2) }.count == 2)
  }

  @Test func aCountOfNoneIsRefused() throws {
    let language = LanguageModelSession(try LanguageModelExample.model(), threads: 1)
    let model = try DecodingExample.model(.luong, hidden: 10)
    let translator = TranslationSession(model, threads: 1)
    let pair = SentencePair(source: "dry", target: "sec")
    for count in [0, -1] {
      #expect(throws: ModelError.self) { try language.predict("the", count: count) }
      #expect(throws: ModelError.self) { try translator.score([pair], batch: count) }
      #expect(throws: ModelError.self) { try translator.align([pair], batch: count) }
    }
    #expect(try language.predict("the", count: 1).count == 1)
    #expect(try language.predict("the", count: .max).count > 10, "all there are")
  }

  /// Finite weights whose products are not finite.
  @Test func aScoreThatOverflowsIsAnErrorEverywhere() throws {
    let model = try DecodingExample.model(.luong, hidden: 10, scale: 3e38)
    let translator = TranslationSession(model, threads: 1)
    let pair = SentencePair(source: "dry", target: "sec")
    for (beam, scores) in [(1, false), (1, true), (3, true)] {
      var options = DecodingOptions()
      (options.beam, options.scores) = (beam, scores)
      #expect(throws: ModelError.notFinite) { try translator.translate(["dry"], options) }
    }
    #expect(throws: ModelError.notFinite) { try translator.score([pair]) }

    let language = try LanguageModelExample.model()
    for i in language.slab.floats.indices { language.slab.floats[i] = 3e38 }
    let session = LanguageModelSession(language, threads: 1)
    var beam = GenerationOptions(), greedy = beam
    (beam.beam, greedy.temperature) = (2, 0)
    for options in [GenerationOptions(), greedy, beam] {
      #expect(throws: ModelError.notFinite) { try session.generate("the", options) }
    }
    #expect(throws: ModelError.notFinite) { try session.predict("the", count: 3) }
    #expect(throws: ModelError.notFinite) { try session.score(["the crow"]) }
  }
}
