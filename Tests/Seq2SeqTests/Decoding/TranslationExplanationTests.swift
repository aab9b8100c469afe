import Testing

@testable import Seq2Seq

@Suite struct TranslationExplanationTests {
  static let lines = [
    "the crow was thirsty .", "dry", "the zebra was a quagga", "the river was dry and hot .",
  ]

  static var options: DecodingOptions {
    var options = DecodingOptions()
    options.aligns = true
    options.beam = 3
    options.explainedChoices = 2
    return options
  }

  /// Compares an explanation with log p of every token at every step, for a model that reads words.
  func expect(
    _ found: Translation, _ model: TranslationModel, logs: [[Double]], _ label: Comment
  ) throws {
    let explanation = try #require(found.explanation, label)
    let chosen = zip(found.tokens, logs).map { $1[Int($0)] }
    let least = chosen.indices.sorted { (chosen[$0], $0) < (chosen[$1], $1) }.prefix(2).sorted()
    try #require(explanation.choices.count == least.count, label)
    for (choice, t) in zip(explanation.choices, least) {
      #expect(abs(Double(choice.probability) - exp(chosen[t])) < 1e-5, label)
      let isEnd = found.tokens[t] == Vocabulary.end
      #expect(choice.word == (isEnd ? nil : t), label)
      #expect(choice.piece.isWhole, label)
      #expect(isEnd == (choice.piece.word == "</s>"), label)
      if !isEnd { #expect(choice.piece.word == found.alignment?.target[t], label) }
      let others = logs[t].indices.filter {
        $0 != Int(found.tokens[t]) && $0 != Int(Vocabulary.begin)
      }.sorted { logs[t][$0] > logs[t][$1] }
      #expect(choice.alternatives.count == 3, label)
      for (alternative, token) in zip(choice.alternatives, others) {
        #expect(abs(Double(alternative.probability) - exp(logs[t][token])) < 1e-5, label)
        if token == Vocabulary.unknown {
          #expect(found.alignment?.source.contains(alternative.piece.word) == true, label)
        } else {
          #expect(alternative.piece.word == model.target.vocabulary.token(Int32(token)), label)
        }
      }
    }
  }

  @Test(arguments: AttentionKind.allCases)
  func theLeastProbableChoicesAreToldWithTheBestOthers(_ attention: AttentionKind) throws {
    let model = try DecodingExample.model(attention, scale: 3, bias: [Vocabulary.end: 1])
    let session = TranslationSession(model, threads: 1)
    let found = try session.translate(Self.lines, Self.options)
    for (line, translations) in zip(Self.lines, found) {
      let ids = model.source.encode(line, copiesUnknown: true)
      let logs = DecodingExample(model).logProbabilities(ids, translations[0].tokens)
      try expect(translations[0], model, logs: logs, Comment(rawValue: line))
    }
    var plain = Self.options
    plain.explainedChoices = 0
    let unexplained = try session.translate(Self.lines, plain)
    #expect(unexplained.map { $0[0].text } == found.map { $0[0].text })
    #expect(unexplained.allSatisfy { $0[0].explanation == nil })
  }

  @Test func anEnsembleIsExplainedByTheMeanOfProbabilities() throws {
    let models = try EnsembleTests.models()
    let found = try EnsembleTests.session(models).translate(Self.lines, Self.options)
    for (line, translations) in zip(Self.lines, found) {
      let logs = EnsembleTests.logProbabilities(models, line, translations[0].tokens)
      try expect(translations[0], models[0], logs: logs, Comment(rawValue: line))
    }
  }

  @Test(arguments: AttentionKind.allCases)
  func copiedWordsAreToldWithTheirPlaces(_ attention: AttentionKind) throws {
    let model = try UnknownWordTests.model(attention)
    let line = "the zebra was thirsty and a quagga ran"
    let source = SpacedTokens.split(line)
    let session = TranslationSession(model, threads: 1)
    var options = Self.options
    (options.beam, options.nBest) = (8, 8)
    var copies = 0
    for found in try session.translate([line], options)[0] {
      let explanation = try #require(found.explanation)
      #expect(explanation.copies.count == found.tokens.count { $0 == Vocabulary.unknown })
      copies += explanation.copies.count
      for copy in explanation.copies {
        #expect(copy.text == found.alignment?.target[copy.word])
        #expect(copy.source == source[copy.sourceWord] && copy.text == copy.source)
        let weights = try #require(found.alignment?.weights[copy.word])
        #expect(argmax(weights.dropLast()) == copy.sourceWord)
      }
    }
    #expect(copies > 2, "the model says no unknown words")
    options.copiesUnknownWords = false
    let kept = try #require(session.translate([line], options)[0][0].explanation)
    #expect(kept.copies.isEmpty)
  }

  /// Words are counted through all parts of a line, and the least probable choices are those of all
  /// parts.
  @Test func aLineInPartsIsExplainedAsAWhole() throws {
    let model = try UnknownWordTests.model(.luong)
    let session = TranslationSession(model, threads: 1)
    var options = Self.options
    options.maximumLength = 4
    options.splitsSentences = false
    let line = "the crow was dry . the river was hot , and dry . hot"
    let pieces = ["the crow was dry", ". the river was", "hot , and dry", ". hot"]
    let whole = try session.translate([line], options)[0][0]
    let parts = try session.translate(pieces, options).map { $0[0] }
    let explanation = try #require(whole.explanation)
    let all = parts.compactMap { $0.explanation?.choices }.joined().map(\.probability)
    #expect(explanation.choices.map(\.probability).sorted() == Array(all.sorted().prefix(2)))
    for choice in explanation.choices {
      guard let word = choice.word else { continue }
      #expect(whole.alignment?.target[word] == choice.piece.word)
    }
    #expect(
      explanation.copies.count == parts.reduce(0) { $0 + ($1.explanation?.copies.count ?? 0) })
    #expect(explanation.copies.count > 1)
    for copy in explanation.copies {
      #expect(whole.alignment?.source[copy.sourceWord] == copy.source)
      #expect(whole.alignment?.target[copy.word] == copy.text)
    }
    #expect(
      try session.translate([""], options)[0][0].explanation
        == TranslationExplanation(choices: [], copies: []))
  }

  @Test func theTokensOfAPrefixAreNoChoice() throws {
    let model = try DecodingExample.model(.luong, scale: 3, bias: [Vocabulary.end: 1])
    let session = TranslationSession(model, threads: 1)
    var options = Self.options
    options.explainedChoices = 50
    let word = model.target.vocabulary.token(5)
    options.prefix = "\(word) \(word)"
    let found = try session.translate(["the crow was thirsty ."], options)[0][0]
    let choices = try #require(found.explanation?.choices)
    #expect(choices.count == found.tokens.count - 2)
    #expect(choices.compactMap(\.word).allSatisfy { $0 >= 2 })
  }

  /// A piece is shown within its word.
  @Test func theShippedModelTellsWords() throws {
    let model = try TranslationModel(
      path: GoldAlignmentTests.corpus + "/../../models/default.safetensors")
    var options = Self.options
    options.explainedChoices = 6
    let lines = ["The thirsty donkeys have forgotten the unbelievable wheelbarrow ."]
    let found = try TranslationSession(model, threads: 1).translate(lines, options)[0][0]
    let choices = try #require(found.explanation?.choices)
    #expect(choices.count == 6)
    for choice in choices {
      if let word = choice.word { #expect(found.alignment?.target[word] == choice.piece.word) }
      #expect(!choice.alternatives.isEmpty)
      for piece in [choice.piece] + choice.alternatives.map(\.piece) {
        #expect(!piece.word.isEmpty && !piece.word.contains("@@") && !piece.word.contains(" "))
      }
      let probabilities = choice.alternatives.map(\.probability)
      #expect(probabilities == probabilities.sorted(by: >))
      #expect(probabilities.reduce(choice.probability, +) < 1.0001)
    }
    #expect(
      choices.contains { choice in
        ([choice.piece] + choice.alternatives.map(\.piece)).contains { !$0.isWhole }
      }, "no word of these is in pieces")
  }
}
