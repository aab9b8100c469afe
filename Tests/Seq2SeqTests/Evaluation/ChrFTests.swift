import Testing

@testable import Seq2Seq

@Suite struct ChrFTests {
  func chrF(_ hypotheses: [String], _ references: [String], lowercase: Bool = false) -> ChrF {
    var chrF = ChrF(lowercase: lowercase)
    for (hypothesis, reference) in zip(hypotheses, references) {
      chrF.add(hypothesis: hypothesis, reference: reference)
    }
    return chrF
  }

  /// To 1e-9, of 100.
  @Test func corpusAndLinesScoreAsWithSacreBLEU() throws {
    for example in try GoldenMetrics.read().cases {
      for expected in example.chrf {
        let found = chrF(example.hypotheses, example.references, lowercase: expected.lowercase)
        let label = "\(example.name), \(expected.signature)"
        #expect(abs(found.score - expected.score) <= 1e-9, "\(label)")
        #expect(found.signature == expected.signature, "\(label)")
        for (line, score) in expected.lines.enumerated() {
          let alone = chrF(
            [example.hypotheses[line]], [example.references[line]], lowercase: expected.lowercase)
          #expect(abs(alone.score - score) <= 1e-9, "\(label), line \(line)")
        }
      }
    }
  }

  @Test func withoutAPairTheScoreIsZero() {
    #expect(ChrF().score == 0)
  }

  /// Worked by hand: n = 1 has 2 matches of 3 and of 2, n = 2 has 1 of 2 and of 1; no more n.
  @Test func recallWeighsFourTimesAsMuchAsPrecision() {
    let precision = 7.0 / 12  // (2/3 + 1/2) / 2
    let recall = 1.0
    let expected: Double = 500 * precision * recall / (4 * precision + recall)
    #expect(abs(chrF(["a bc"], ["ab"]).score - expected) <= 1e-12)
  }

  @Test func composedAndDecomposedLettersDiffer() {
    #expect(chrF(["\u{E9}"], ["e\u{301}"]).score == 0)
    #expect(chrF(["\u{E9}"], ["\u{E9}"]).score == 100)
  }
}
