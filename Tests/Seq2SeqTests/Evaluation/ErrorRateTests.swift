import Testing

@testable import Seq2Seq

@Suite struct ErrorRateTests {
  @Test func equalTextsMatchWhateverTheirWhiteSpace() {
    let hypotheses = [" a  b\u{A0}", "a c", "", "e\u{301}"]
    let found = measured(.exactMatch, hypotheses, [["a\tb"], ["a b", "a c"], [" "], ["\u{E9}"]])
    #expect(found.score == 75)
  }

  @Test func caseCountsUnlessItIsIgnored() {
    for (measure, strict) in [
      (Measure.exactMatch, 0.0), (.tokenErrorRate, 100), (.characterErrorRate, 100),
    ] {
      let lenient = measured(measure, ["AB"], [["ab"]], lowercase: true).score
      #expect(measured(measure, ["AB"], [["ab"]]).score == strict, "\(measure)")
      #expect(lenient == (measure.isErrorRate ? 0 : 100), "\(measure)")
    }
  }

  /// Worked by hand: 1 replaced of 3, then 1 inserted of 2.
  @Test func tokensOfAllSegmentsCountTogether() {
    #expect(measured(.tokenErrorRate, ["a x c", "a b c"], [["a b c"], ["a b"]]).score == 40)
  }

  /// `ab c` to `abc`: a space to delete; `  ab` equals `ab`.
  @Test func whiteSpaceBetweenWordsIsOneCharacter() {
    #expect(measured(.characterErrorRate, ["a b", "  ab"], [["ab"], ["ab"]]).score == 25)
    #expect(measured(.characterErrorRate, ["a \t b"], [["a b"]]).score == 0)
  }

  @Test func theNearestReferenceCounts() {
    let found = measured(.tokenErrorRate, ["a b c"], [["x y z", "a b", "a b c d"]])
    #expect(found.score == 50)  // the first of two with one edit
  }

  @Test func withoutUnitsTheRateIsZeroOrAHundred() {
    for measure in [Measure.tokenErrorRate, .characterErrorRate] {
      #expect(measured(measure, [" "], [[""]]).score == 0)
      #expect(measured(measure, ["a"], [[""]]).score == 100)
      #expect(measured(measure, ["a b", "a"], [[""], ["a"]]).score > 100)
    }
  }
}
