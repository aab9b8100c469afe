import Testing

@testable import Seq2Seq

@Suite struct ChrFTests {
  /// To 1e-9, of 100.
  @Test func corpusAndLinesScoreAsWithSacreBLEU() throws {
    for example in try GoldenMetrics.read().cases {
      for expected in example.chrf {
        let measure = expected.words == 2 ? Measure.chrFPlusPlus : .chrF
        let found = measured(
          measure, example.hypotheses, example.references, lowercase: expected.lowercase)
        let label = "\(example.name), \(expected.signature)"
        #expect(abs(found.score - expected.score) <= 1e-9, "\(label)")
        #expect(found.signature == expected.signature, "\(label)")
        for (line, score) in expected.lines.enumerated() {
          #expect(abs(found.score(of: [line]) - score) <= 1e-9, "\(label), line \(line)")
        }
      }
    }
  }

  @Test func withoutAPairTheScoreIsZero() {
    #expect(
      TranslationMeasurement(.chrF).score == 0 && TranslationMeasurement(.chrFPlusPlus).score == 0)
  }

  /// Worked by hand: n = 1 has 2 matches of 3 and of 2, n = 2 has 1 of 2 and of 1; no more n.
  @Test func recallWeighsFourTimesAsMuchAsPrecision() {
    let precision = 7.0 / 12  // (2/3 + 1/2) / 2
    let recall = 1.0
    let expected: Double = 500 * precision * recall / (4 * precision + recall)
    #expect(abs(measured(.chrF, ["a bc"], [["ab"]]).score - expected) <= 1e-12)
  }

  @Test func composedAndDecomposedLettersDiffer() {
    #expect(measured(.chrF, ["\u{E9}"], [["e\u{301}"]]).score == 0)
    #expect(measured(.chrF, ["\u{E9}"], [["\u{E9}"]]).score == 100)
  }
}
