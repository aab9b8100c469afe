import Testing

@testable import Seq2Seq

@Suite struct BLEUTests {
  func sums(_ measurement: TranslationMeasurement) -> BLEU.Sums {
    BLEU.Sums(measurement.sums(of: 0..<measurement.segments))
  }

  func bleu(
    _ hypotheses: [String], _ references: [String], tokenizer: BLEUTokenizer = .mteval13a
  ) -> BLEU.Sums {
    sums(measured(.bleu, hypotheses, references.map { [$0] }, tokenizer: tokenizer))
  }

  /// Scores and precisions to 1e-9, of 100; counts exactly.
  @Test func aCorpusAndItsLinesScoreAsWithSacreBLEU() throws {
    for example in try GoldenMetrics.read().cases {
      for expected in example.bleu {
        let found = measured(
          .bleu, example.hypotheses, example.references,
          tokenizer: try #require(BLEUTokenizer(rawValue: expected.words)),
          lowercase: expected.lowercase)
        let sums = sums(found)
        let label: Comment = "\(example.name), \(expected.signature)"
        #expect(abs(found.score - expected.score) <= 1e-9, label)
        for (found, expected) in zip(sums.precisions, expected.precisions) {
          #expect(abs(found - expected) <= 1e-9, label)
        }
        #expect(abs(sums.brevityPenalty - expected.brevityPenalty) <= 1e-11, label)
        #expect(sums.hypothesisLength == expected.hypothesisLength, label)
        #expect(sums.referenceLength == expected.referenceLength, label)
        #expect(sums.matches == expected.matches, label)
        #expect(sums.totals == expected.totals, label)
        #expect(found.signature == expected.signature, label)
        for (line, score) in expected.lines.enumerated() {
          #expect(
            abs(found.score(of: [line]) - score) <= 1e-9,
            "\(example.name), line \(line), \(expected.signature)")
        }
      }
    }
  }

  @Test func withoutAPairAllIsZeroAndNothingIsPenalised() {
    let empty = TranslationMeasurement(.bleu)
    #expect(empty.score == 0 && empty.segments == 0)
    #expect(sums(empty).precisions == [0, 0, 0, 0])
    #expect(sums(empty).brevityPenalty == 1)
  }

  /// Worked by hand: p = 4/5, 2/4, 0/3, 0/2; the last two are smoothed to 1/(2·3) and 1/(4·2).
  @Test func ordersWithoutAMatchAreSmoothedByPowersOfTwo() {
    let found = bleu(["a b x c d"], ["a b c d"], tokenizer: .none)
    let smoothed: [Double] = [80, 50, 100 / 6, 12.5]
    #expect(found.matches == [4, 2, 0, 0])
    #expect(found.totals == [5, 4, 3, 2])
    #expect(found.precisions == smoothed)
  }

  @Test func aWordCountsAtMostAsOftenAsInItsOwnReference() {
    let found = bleu(["the the the", "cat"], ["the cat", "the the"], tokenizer: .none)
    #expect(found.matches == [1, 0, 0, 0])
  }

  /// The lengths 2 and 4 are equally near to 3.
  @Test func ofTwoReferencesEachWordAndTheNearestLengthCount() {
    let found = sums(measured(.bleu, ["a b c"], [["a x y c", "b z"]], tokenizer: .none))
    #expect(found.matches == [3, 0, 0, 0])
    #expect(found.referenceLength == 2)
  }

  @Test func composedAndDecomposedLettersDiffer() {
    let composed = "un caf\u{E9} noir et chaud", decomposed = "un cafe\u{301} noir et chaud"
    #expect(bleu([composed], [decomposed]).matches[0] == 4)
    #expect(bleu([composed], [composed]).matches[0] == 5)
  }

  @Test func aCopyCountsOnByItself() {
    var first = measured(.bleu, ["one two"], [["one two"]])
    let second = first
    first.add(hypothesis: "three", references: ["three"])
    #expect(sums(first).matches == [3, 1, 0, 0])
    #expect(sums(second).matches == [2, 1, 0, 0])
  }

  @Test func theSignatureTellsHowManyReferencesThereWere() {
    #expect(measured(.bleu, ["a"], [["a", "b"]]).signature?.hasPrefix("nrefs:2|") == true)
    #expect(
      measured(.bleu, ["a", "a"], [["a", "b"], ["a"]]).signature?.hasPrefix("nrefs:var|") == true)
  }
}
