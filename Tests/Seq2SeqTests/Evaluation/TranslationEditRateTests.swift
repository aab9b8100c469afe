import Testing

@testable import Seq2Seq

@Suite struct TranslationEditRateTests {
  /// To 1e-9, of 100.
  @Test func corpusAndLinesScoreAsWithSacreBLEU() throws {
    for example in try GoldenMetrics.read().cases {
      let found = measured(.translationEditRate, example.hypotheses, example.references)
      #expect(abs(found.score - example.ter.score) <= 1e-9, "\(example.name)")
      #expect(found.signature == example.ter.signature)
      for (line, score) in example.ter.lines.enumerated() {
        #expect(abs(found.score(of: [line]) - score) <= 1e-9, "\(example.name), line \(line)")
      }
    }
  }

  /// Worked by hand: one shift of two words, and one replacement.
  @Test func aShiftedPhraseIsOneEdit() {
    #expect(measured(.translationEditRate, ["c d a B x"], [["a b c d e"]]).score == 40)
  }

  @Test func withoutWordsTheRateIsZeroOrAHundred() {
    #expect(measured(.translationEditRate, ["", " "], [["\t"], [""]]).score == 0)
    #expect(measured(.translationEditRate, ["a b", ""], [[""], [""]]).score == 100)
  }

  /// A sentence with more possible shifts than are looked at.
  @Test func aLongLineIsMeasured() {
    let words = (0..<200).map { "w\($0 % 70)" }
    let found = measured(
      .translationEditRate, [words.joined(separator: " ")],
      [[words.reversed().joined(separator: " ")]])
    #expect((50...100).contains(found.score))
  }
}
