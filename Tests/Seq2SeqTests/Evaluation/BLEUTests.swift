import Testing

@testable import Seq2Seq

@Suite struct BLEUTests {
  func bleu(
    _ hypotheses: [String], _ references: [String], words: BLEU.Words = .mteval13a,
    lowercase: Bool = false
  ) -> BLEU {
    var bleu = BLEU(words: words, lowercase: lowercase)
    for (hypothesis, reference) in zip(hypotheses, references) {
      bleu.add(hypothesis: hypothesis, reference: reference)
    }
    return bleu
  }

  /// Scores and precisions to 1e-9, of 100; counts exactly.
  @Test func aCorpusScoresAsWithSacreBLEU() throws {
    for example in try GoldenMetrics.read().cases {
      for expected in example.bleu {
        let found = bleu(
          example.hypotheses, example.references,
          words: try #require(BLEU.Words(rawValue: expected.words)), lowercase: expected.lowercase)
        let label: Comment = "\(example.name), \(expected.signature)"
        #expect(abs(found.score - expected.score) <= 1e-9, label)
        for (found, expected) in zip(found.precisions, expected.precisions) {
          #expect(abs(found - expected) <= 1e-9, label)
        }
        #expect(abs(found.brevityPenalty - expected.brevityPenalty) <= 1e-11, label)
        #expect(abs(found.lengthRatio - expected.lengthRatio) <= 1e-11, label)
        #expect(found.hypothesisLength == expected.hypothesisLength, label)
        #expect(found.referenceLength == expected.referenceLength, label)
        #expect(found.matches == expected.matches, label)
        #expect(found.totals == expected.totals, label)
        #expect(found.signature == expected.signature, label)
      }
    }
  }

  @Test func aLineAloneScoresAsWithSacreBLEU() throws {
    for example in try GoldenMetrics.read().cases {
      for expected in example.bleu {
        let words = try #require(BLEU.Words(rawValue: expected.words))
        for (line, score) in expected.lines.enumerated() {
          let found = bleu(
            [example.hypotheses[line]], [example.references[line]], words: words,
            lowercase: expected.lowercase)
          #expect(
            abs(found.score - score) <= 1e-9,
            "\(example.name), line \(line), \(expected.signature)")
        }
      }
    }
  }

  @Test func withoutAPairAllIsZeroAndNothingIsPenalised() {
    let empty = BLEU()
    #expect(empty.score == 0)
    #expect(empty.precisions == [0, 0, 0, 0])
    #expect(empty.brevityPenalty == 1)
    #expect(empty.lengthRatio == 0)
  }

  /// Worked by hand: p = 4/5, 2/4, 0/3, 0/2; the last two are smoothed to 1/(2·3) and 1/(4·2).
  @Test func ordersWithoutAMatchAreSmoothedByPowersOfTwo() {
    let found = bleu(["a b x c d"], ["a b c d"], words: .spaced)
    let smoothed: [Double] = [80, 50, 100 / 6, 12.5]
    #expect(found.matches == [4, 2, 0, 0])
    #expect(found.totals == [5, 4, 3, 2])
    #expect(found.precisions == smoothed)
  }

  @Test func aWordCountsAtMostAsOftenAsInItsOwnReference() {
    let found = bleu(["the the the", "cat"], ["the cat", "the the"], words: .spaced)
    #expect(found.matches == [1, 0, 0, 0])
  }

  @Test func composedAndDecomposedLettersDiffer() {
    let composed = "un caf\u{E9} noir et chaud", decomposed = "un cafe\u{301} noir et chaud"
    #expect(bleu([composed], [decomposed]).matches[0] == 4)
    #expect(bleu([composed], [composed]).matches[0] == 5)
  }

  @Test func aCopyCountsOnByItself() {
    var first = bleu(["one two"], ["one two"])
    let second = first
    first.add(hypothesis: "three", reference: "three")
    #expect(first.matches == [3, 1, 0, 0])
    #expect(second.matches == [2, 1, 0, 0])
  }
}
