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
    let found = try session.evaluate(Self.pairs, gold: gold, words: .spaced, lowercase: true)

    var bleu = BLEU(words: .spaced, lowercase: true), chrF = ChrF(lowercase: true)
    for (pair, text) in zip(Self.pairs, try session.translate(Self.pairs.map(\.source))) {
      bleu.add(hypothesis: text[0].text, reference: pair.target)
      chrF.add(hypothesis: text[0].text, reference: pair.target)
    }
    #expect(found.bleu.totals == bleu.totals && found.bleu.score == bleu.score)
    #expect(found.bleu.signature == bleu.signature && found.chrF.signature == chrF.signature)
    #expect(found.chrF.score == chrF.score && chrF.score > 0)
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
    #expect(found.bleu.lowercase == model.target.tokenizer.lowercase)
    #expect(found.bleu.words == .mteval13a && found.alignments == nil)
  }

  @Test func optionsOutOfRangeAreRefused() throws {
    let session = TranslationSession(try DecodingExample.model(.luong), threads: 1)
    var options = DecodingOptions()
    options.beam = 0
    #expect(throws: ModelError.self) { try session.evaluate(Self.pairs, options) }
  }
}
