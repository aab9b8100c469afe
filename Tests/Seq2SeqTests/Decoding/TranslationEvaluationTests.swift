import Testing

@testable import Seq2Seq

@Suite struct TranslationEvaluationTests {
  static let pairs = [("the crow was thirsty .", "hot and dry ."), ("dry river", "Dry")]
    .map { SentencePair(source: $0.0, target: $0.1) }

  @Test(arguments: AttentionKind.allCases)
  func aTestSetIsMeasuredAsItsPartsAre(_ attention: AttentionKind) throws {
    let model = try DecodingExample.model(attention, scale: 3, bias: [Vocabulary.end: 1])
    let session = TranslationSession(model, threads: 1)
    let gold = [WordAlignment(sure: [WordLink(0, 0), WordLink(3, 2)]), WordAlignment(sure: [])]
    let found = try session.evaluate(
      Self.pairs, gold: gold, references: [["dry"], ["hot"]], tokenizer: .none, lowercase: true)

    let hypotheses = try session.translate(Self.pairs.map(\.source)).map { $0[0].text }
    let references = [["hot and dry .", "dry"], ["Dry", "hot"]]
    #expect(found.measurements.map(\.measure) == Measure.allCases)
    for measure in Measure.allCases {
      let alone = measured(measure, hypotheses, references, tokenizer: .none, lowercase: true)
      #expect(found[measure] == alone.score, "\(measure)")
      #expect(found.signature(of: measure) == alone.signature, "\(measure)")
    }
    #expect(found[.chrF] > 0)
    let score = try session.score(Self.pairs)
    #expect(found.score.tokens == score[0].tokens + score[1].tokens)
    #expect(found.score.logProbability == score[0].logProbability + score[1].logProbability)
    let links = try session.align(Self.pairs).map(\.hardLinks)
    #expect(found.alignments?.links == links[0].count + links[1].count)
    #expect(found.alignments?.sure == 2)
  }

  @Test func caseIsHeldAsTheModelDoesAndAlignmentsAreLeftOutUnlessAskedFor() throws {
    let model = try DecodingExample.model(.luong)
    let found = try TranslationSession(model, threads: 1).evaluate(Self.pairs)
    let expected = TranslationMeasurement(.bleu, lowercase: model.target.tokenizer.lowercase)
      .signature
    #expect(found.signature(of: .bleu) == expected && found.alignments == nil)
  }

  @Test func optionsOutOfRangeAreRefused() throws {
    let session = TranslationSession(try DecodingExample.model(.luong), threads: 1)
    var options = DecodingOptions()
    options.beam = 0
    #expect(throws: ModelError.self) { try session.evaluate(Self.pairs, options) }
  }

  @Test func alignmentsAndReferencesOfOtherPairsAreRefused() throws {
    let session = TranslationSession(try DecodingExample.model(.luong), threads: 1)
    let gold = #expect(throws: ModelError.self) {
      try session.evaluate(Self.pairs, gold: [WordAlignment(sure: [])])
    }
    #expect(gold?.description == "gold is for 1 pair, but must be for each of the 2")
    #expect(throws: ModelError.self) {
      try session.evaluate(Self.pairs, references: [["a"], ["b"], ["c"]])
    }
  }
}
