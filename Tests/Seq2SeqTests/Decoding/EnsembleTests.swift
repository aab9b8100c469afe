import Testing

@testable import Seq2Seq

/// Several models that translate together.
@Suite struct EnsembleTests {
  static let lines = TranslationSessionTests.lines

  /// Three models with nothing in common but the target's vocabulary.
  static func models() throws -> [TranslationModel] {
    func model(_ attention: AttentionKind, _ hidden: Int, _ seed: UInt64) throws -> TranslationModel
    {
      var configuration = ModelExample.configuration(attention)
      configuration.embedding = hidden / 2
      configuration.hidden = hidden
      return try ModelExample.model(configuration, seed: seed, scale: 3, bias: [Vocabulary.end: 1])
    }
    return [
      try model(.luong, 26, 11), try model(.bahdanau, 14, 12), try model(.luong, 18, 13),
    ]
  }

  static func session(
    _ models: [TranslationModel], threads: Int = 1, weights: NumberFormat = .float32
  ) throws -> TranslationSession {
    try TranslationSession(ensemble: models, threads: threads, weights: weights)
  }

  /// log of the mean of the models' probabilities, in double precision, at each step of a target.
  static func logProbabilities(
    _ models: [TranslationModel], _ line: String, _ target: [Int32]
  ) -> [[Double]] {
    let all = models.map {
      DecodingExample($0).logProbabilities($0.source.encode(line), target)
    }
    return target.indices.map { t in
      all[0][t].indices.map { token in
        log(all.reduce(0) { $0 + exp($1[t][token]) } / Double(models.count))
      }
    }
  }

  @Test func theNextTokenIsTheMeanOfProbabilities() throws {
    let models = try Self.models()
    var options = DecodingOptions()
    options.tokenScores = true
    for beam in [1, 3] {
      options.beam = beam
      for line in Self.lines where !SpacedTokens.isEmpty(line) {
        let found = try Self.session(models).translate([line], options)[0][0]
        let logs = Self.logProbabilities(models, line, found.tokens)
        let scores = try #require(found.tokenScores)
        #expect(scores.count == found.tokens.count)
        for (t, token) in found.tokens.enumerated() {
          #expect(abs(Double(scores[t]) - logs[t][Int(token)]) < 1e-5)
          if beam == 1 { #expect(logs[t][Int(token)] >= logs[t].dropFirst(2).max()! - 1e-6) }
        }
        #expect(abs(found.score - scores.reduce(0, +) / Float(scores.count)) < 1e-6)
      }
    }
    let alone = try TranslationSession(models[0], threads: 1).translate(Self.lines, options)
    let together = try Self.session(models).translate(Self.lines, options)
    #expect(alone.map { $0[0].tokens } != together.map { $0[0].tokens })
  }

  @Test(arguments: NumberFormat.weights)
  func aModelWithItselfIsTheModel(_ weights: NumberFormat) throws {
    let model = try Self.models()[0]
    var options = DecodingOptions()
    options.aligns = true
    for beam in [1, 4] {
      (options.beam, options.nBest) = (beam, beam)
      let expected = try TranslationSession(model, threads: 1, weights: weights)
        .translate(Self.lines, options)
      for count in [2, 3] {
        let found = try Self.session(Array(repeating: model, count: count), weights: weights)
          .translate(Self.lines, options)
        #expect(found.map { $0.map(\.tokens) } == expected.map { $0.map(\.tokens) })
        #expect(found.map { $0.map(\.score) } == expected.map { $0.map(\.score) })
        #expect(found.map { $0.map(\.text) } == expected.map { $0.map(\.text) })
      }
    }
  }

  @Test(arguments: NumberFormat.weights)
  func neighborsBatchesAndThreadsChangeNothing(_ weights: NumberFormat) throws {
    let models = try Self.models()
    var options = DecodingOptions()
    (options.beam, options.nBest) = (3, 2)
    let alone = try Self.session(models, weights: weights)
    let expected = try Self.lines.map { try alone.translate([$0], options)[0] }
    for (threads, batch) in [(1, 64), (2, 3), (3, 1)] {
      options.batch = batch
      let session = try Self.session(models, threads: threads, weights: weights)
      #expect(try session.translate(Self.lines, options) == expected, "\(threads), \(batch)")
    }
  }

  /// The same model with differently numbered source words gives the same result for every text.
  @Test func eachModelReadsTheSourceByItsOwnVocabulary() throws {
    let model = try Self.models()[0]
    let words = model.source.vocabulary.tokens
    let slab = model.slab.copy()
    let parameter = try #require(
      model.network.layout.parameters.first { $0.name == "source.embedding" })
    for (place, _) in words.enumerated() {
      for j in 0..<parameter.columns {
        slab[parameter][3 + words.count - 1 - place, j] = model.slab[parameter][3 + place, j]
      }
    }
    var side = model.source
    side = TextSide(
      language: side.language, tokenizer: side.tokenizer,
      vocabulary: Vocabulary(distinct: words.reversed()))
    let turned = TranslationModel(
      network: model.network, slab: slab, source: side, target: model.target,
      summary: model.summary)
    var options = DecodingOptions()
    options.aligns = true
    let long = ["the crow was dry . the river was hot . and the crow was thirsty ."]
    let expected = try TranslationSession(model, threads: 1).translate(Self.lines + long, options)
    #expect(
      try Self.session([model, turned]).translate(Self.lines + long, options) == expected)
    let pairs = ForcedAlignmentTests.pairs
    #expect(
      try Self.session([model, turned]).score(pairs)
        == TranslationSession(model, threads: 1).score(pairs))
  }

  /// Parts of a line as a second model reads them, letter by letter, beside a first one.
  static func parts(
    _ line: String, _ kind: TokenizerKind, lowercase: Bool = true, words: [String] = [],
    limit: Int = 200, splits: Bool = false, copies: Bool = true
  ) -> [String] {
    func side(_ kind: TokenizerKind, lowercase: Bool, _ words: [String]) -> TextSide {
      TextSide(
        language: "en", tokenizer: Tokenizer(kind: kind, lowercase: lowercase),
        vocabulary: Vocabulary(distinct: words))
    }
    let letters = Tokenizer(kind: .characters)
    let second = side(.characters, lowercase: false, Array(Set(letters.tokenize(line))))
    let reading = SourceReading([side(kind, lowercase: lowercase, words), second])
    var options = DecodingOptions()
    (options.maximumLength, options.copiesUnknownWords) = (limit, copies)
    return reading.parts(of: line, options, splits: splits).map {
      letters.detokenize($0.tokens[1])
    }
  }

  @Test(arguments: TokenizerKind.allCases)
  func eachModelReadsTheSentencesAsTheyWereTyped(_ kind: TokenizerKind) {
    let sentences = ["The crow’s nest  fell.", "It was Down."]
    let line = sentences.joined(separator: " ")
    #expect(Self.parts(line, kind, splits: true) == sentences)
    // Without `lowercase` a known form of the first word is in lower case.
    let words = Tokenizer(kind: kind).tokenize("the it t i")
    let known = Self.parts(
      line, kind, lowercase: false, words: Array(Set(words)), splits: true)
    #expect(known == sentences)
  }

  @Test func eachModelReadsThePiecesOfALongLineAsTheyWereTyped() {
    let line = "The crow’s nest  fell. It was Down."
    #expect(
      Self.parts(line, .none, limit: 3) == ["The crow’s nest", "fell. It was", "Down."])
    // Where letters and white space are tokens, the parts hold all of both.
    #expect(
      Self.parts(line, .characters, limit: 9)
        == ["The", " crow’s", " nest", "  fell.", " It was", " Down."])
    // Pieces of a word are as the first model reads them.
    #expect(
      Self.parts("Ab!!! Cd Ef", .words, limit: 2, copies: false) == ["ab!", "!!", "Cd Ef"])
  }

  @Test func aScoreIsOfTheMeanProbabilities() throws {
    let models = try Self.models()
    let pairs = ForcedAlignmentTests.pairs
    for (pair, score) in zip(pairs, try Self.session(models, weights: .int8).score(pairs)) {
      let target = models[0].target.encode(pair.target)
      let logs = Self.logProbabilities(models, pair.source, target)
      let expected = zip(target, logs).reduce(0.0) { $0 + $1.1[Int($1.0)] }
      #expect(abs(score.logProbability - expected) < 1e-4)
    }
  }

  @Test func attentionIsTheMeanOfTheModels() throws {
    let models = try Self.models()
    let pairs = ForcedAlignmentTests.pairs
    let all = try models.map { try TranslationSession($0, threads: 1).align(pairs) }
    for (place, found) in try Self.session(models).align(pairs).enumerated() {
      for (t, row) in found.weights.enumerated() {
        for (j, weight) in row.enumerated() {
          let mean = all.reduce(0) { $0 + $1[place].weights[t][j] } / 3
          #expect(abs(weight - mean) < 1e-6)
        }
      }
    }
  }

  @Test func otherTargetVocabulariesAreRefused() throws {
    let models = try Self.models()
    func other(_ words: [String]) throws -> TranslationModel {
      var configuration = models[0].configuration
      configuration.targetVocabulary = words.count + 3
      let made = try ModelExample.model(configuration)
      let side = TextSide(
        language: "fr", tokenizer: made.target.tokenizer, vocabulary: Vocabulary(distinct: words))
      return TranslationModel(
        network: made.network, slab: made.slab, source: made.source, target: side,
        summary: made.summary)
    }
    let words = ModelExample.targetWords
    let cases: [([String], Int, String?, String?)] = [
      (words.dropLast() + ["!"], 10, ".", "!"), (Array(words.dropLast()), 10, ".", nil),
      (words + ["eau"], 11, nil, "eau"),
    ]
    for (words, number, expected, found) in cases {
      let model = try other(words)
      #expect(
        throws: ModelError.otherVocabulary(
          model: 2, number: number, expected: expected, found: found)
      ) { try TranslationSession(ensemble: [models[0], models[1], model]) }
    }
    #expect(throws: ModelError.self) { try TranslationSession(ensemble: []) }
  }
}
