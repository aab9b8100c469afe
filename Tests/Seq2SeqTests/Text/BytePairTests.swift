import Testing

@testable import Seq2Seq

@Suite struct BytePairTests {
  static func merges(_ codes: String) throws -> BytePairMerges {
    try BytePairMerges(codes: "#version: 0.2\n" + codes, path: "codes")
  }

  /// Words of few letters, in which occurrences of pairs overlap.
  private func word(_ text: inout SeededText) -> String {
    String((0...text.below(9)).map { _ in Character(["a", "b", "c"][text.below(3)]) })
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func learningAndSegmentingAreWhatTheDefinitionSays(seed: UInt64) throws {
    var text = SeededText(seed: seed)
    var words: [String: Int] = [:]
    for _ in 0..<12 { words[word(&text), default: 0] += 1 + text.below(3) }
    let counted = words.map { ($0.key, $0.value) }
    var learner = BytePairLearner()
    for (word, count) in counted { learner.add(word, count: count) }
    let merges = try learner.merges(30)
    let expected = BytePairReference.merges(counted, 30)
    #expect(merges.merges.map { [$0.left.text, $0.right.text] } == expected, "seed \(seed)")

    let encoder = BytePairEncoder(merges)
    for _ in 0..<30 {
      let word = word(&text)
      let found = encoder.pieces(of: word)
      let pieces = BytePairReference.pieces(word, expected)
      #expect(found == pieces.dropLast().map { $0 + "@@" } + pieces.suffix(1), "seed \(seed)")
    }
  }

  @Test func mergesThatWereNotLearnedAreAppliedInTheirOrder() throws {
    for seed in 0..<40 as Range<UInt64> {
      var text = SeededText(seed: seed)
      var merges: [[String]] = []
      for _ in 0..<12 {
        let word = word(&text) + word(&text)
        let cut = word.index(word.startIndex, offsetBy: 1 + text.below(word.count - 1))
        let merge = [String(word[..<cut]), word[cut...] + (text.below(2) == 0 ? "</w>" : "")]
        if !merges.contains(merge) { merges.append(merge) }
      }
      for pair in ["a b", "b a", "a a", "b c", "c a</w>"] {
        let merge = pair.split(separator: " ").map { String($0) }
        if !merges.contains(merge) { merges.insert(merge, at: text.below(merges.count)) }
      }
      let codes = merges.map { "\($0[0]) \($0[1])\n" }.joined()
      let encoder = BytePairEncoder(try Self.merges(codes))
      for _ in 0..<20 {
        let word = word(&text)
        let pieces = BytePairReference.pieces(word, merges)
        #expect(
          encoder.pieces(of: word) == pieces.dropLast().map { $0 + "@@" } + pieces.suffix(1),
          "seed \(seed), \(word)")
      }
    }
  }

  @Test func allOccurrencesOfAMergeAreReplacedBeforeTheNext() throws {
    // The first `a bc` makes a symbol with an earlier merge that reaches into the second one.
    let encoder = BytePairEncoder(try Self.merges("b c\nabc a\na bc\n"))
    #expect(encoder.pieces(of: "abcabcx") == ["abc@@", "abc@@", "x"])
  }

  @Test func pairsThatTieGoByTheirLastScalarsToo() throws {
    let words = [
      ("12345678a", 5), ("12345678b", 5), ("!12345678a", 3), ("!12345678b", 3),
      ("\u{10FFFF}c", 3), ("\u{FFFF}c", 3),  // UTF-16 would put them the other way round
    ]
    let expected = BytePairReference.merges(words, 30)
    for words in [words, words.reversed()] {
      var learner = BytePairLearner()
      for (word, count) in words { learner.add(word, count: count) }
      let merges = try learner.merges(30).merges
      #expect(merges.map { [$0.left.text, $0.right.text] } == expected)
    }
  }

  @Test func symbolsAreToldApartByBytes() throws {
    let encoder = BytePairEncoder(try Self.merges("\u{E9} t\nx e\u{301}</w>\n"))
    #expect(scalars(encoder.pieces(of: "\u{E9}tx")) == scalars(["\u{E9}t@@", "x"]))
    #expect(scalars(encoder.pieces(of: "e\u{301}tx")) == scalars(["e@@", "\u{301}@@", "t@@", "x"]))
  }

  @Test func aTextWithoutPairsTeachesNothing() {
    for line in ["", "a b c", " \t"] {
      var learner = BytePairLearner()
      learner.add(line: line)
      #expect(throws: BytePairError.nothingToLearn) { try learner.merges(10) }
    }
  }

  @Test func pairsThatStandOnceAreNotLearned() throws {
    var learner = BytePairLearner()
    learner.add(line: "ab ab cd")
    #expect(try learner.merges(10).codes == "#version: 0.2\na b</w>\n")
    #expect(try learner.merges(10, minimumFrequency: 1).count == 2)
    #expect(try learner.merges(0).count == 0)
  }

  @Test func aWordOfManyLettersIsCutInTime() throws {
    let codes = "a a\naa aa\naaaa aaaa\na b\nab ab\nabab abab\nb a\n"
    let encoder = BytePairEncoder(try Self.merges(codes), vocabulary: BytePairVocabulary(["x"]))
    for word in ["a", "ab"].map({ String(repeating: $0, count: 100_000 / $0.count) }) {
      FuzzCases.timed("\(word.prefix(3))") {
        #expect(encoder.pieces(of: word).count == word.utf8.count)  // none of the pieces is known
      }
      FuzzCases.timed("learning \(word.prefix(3))") {
        var learner = BytePairLearner()
        learner.add(word)
        #expect(throws: Never.self) { try learner.merges(20) }
      }
    }
  }

  @Test func moreWordsThanAreRememberedAreCutAlike() throws {
    let encoder = BytePairEncoder(try Self.merges("1 2\n"))
    for number in 0..<70_000 { _ = encoder.pieces(of: "\(number)") }
    #expect(encoder.pieces(of: "12345") == ["12@@", "3@@", "4@@", "5"])
    #expect(encoder.pieces(of: "") == [])
  }

  @Test func symbolsAreThePiecesBeforeAnyMerge() throws {
    let encoder = BytePairEncoder(try Self.merges("a b\nab ab\nab c</w>\n"))
    #expect(encoder.pieces(of: "ababc") == ["abab@@", "c"])
    #expect(encoder.symbols(of: "ababc") == ["a@@", "b@@", "a@@", "b@@", "c"])
    #expect(encoder.symbols(of: "") == [])
  }
}
