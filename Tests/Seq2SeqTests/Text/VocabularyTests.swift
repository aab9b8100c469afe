import Testing

@testable import Seq2Seq

@Suite struct VocabularyTests {
  @Test func specialsComeFirstAndRegularTokensFollowInOrder() throws {
    let vocabulary = try Vocabulary(tokens: ["b", "a"])
    #expect(Vocabulary.unknown == 0 && Vocabulary.begin == 1 && Vocabulary.end == 2)
    #expect(vocabulary.count == 5)
    #expect((0..<5).map { vocabulary.token($0) } == ["<unk>", "<s>", "</s>", "b", "a"])
    #expect(vocabulary.id(of: "b") == 3 && vocabulary.id(of: "a") == 4)
    #expect(vocabulary.id(of: "c") == Vocabulary.unknown)
  }

  @Test(arguments: ["<unk>", "<s>", "</s>"])
  func theTextOfASpecialNeverFindsIt(_ text: String) throws {
    let without = try Vocabulary(tokens: ["a"])
    #expect(without.id(of: text) == Vocabulary.unknown)
    #expect(!without.contains(text))
    let with = try Vocabulary(tokens: ["a", text])
    #expect(with.id(of: text) == 4)
    #expect(with.decode([4]) == [text])
  }

  @Test func tokensAreToldApartByBytes() throws {
    #expect(UTF8Key("\u{E9}") != UTF8Key("e\u{301}"))
    #expect(UTF8Key("e\u{301}") == UTF8Key("e" + "\u{301}"))
    let vocabulary = try Vocabulary(tokens: ["\u{E9}", "e\u{301}", "\u{212B}", "\u{C5}"])
    #expect(vocabulary.id(of: "e\u{301}") == 4)
    #expect(scalars(vocabulary.token(3)) == [0xE9])
    #expect(vocabulary != (try Vocabulary(tokens: ["e\u{301}", "\u{E9}", "\u{212B}", "\u{C5}"])))
    #expect(!vocabulary.contains("A\u{30A}"))
  }

  @Test func moreFrequentTokensComeFirstAndTiesGoByBytes() {
    let lines = [["b", "é", "Z", "b"], ["\u{1F600}", "\u{FF5E}", "b", "a", "a"]]
    let vocabulary = Vocabulary.build(from: lines)
    // UTF-16 would put U+1F600 before U+FF5E.
    #expect(vocabulary.tokens == ["b", "a", "Z", "é", "\u{FF5E}", "\u{1F600}"])
  }

  @Test func rareTokensAndThosePastTheSizeAreLeftOut() {
    let lines = [["a", "a", "a", "b", "b", "c", "c", "d"]]
    func tokens(_ minimum: Int, _ size: Int?) -> [String] {
      Vocabulary.build(from: lines, minimumFrequency: minimum, maximumSize: size).tokens
    }
    #expect(tokens(2, nil) == ["a", "b", "c"])
    #expect(tokens(1, 5) == ["a", "b"])
    #expect(tokens(0, 3) == [])
    #expect(tokens(1, -1) == [])
    #expect(Vocabulary.build(from: lines, maximumSize: 5).count == 5)
    #expect(Vocabulary.build(from: [[String]]()).count == 3)
  }

  @Test func theOrderOfLinesDoesNotMatter() {
    var texts = SeededText(seed: 21)
    let tokenizer = Tokenizer(kind: .words)
    let lines = (0..<500).map { _ in tokenizer.tokenize(texts.string(pieces: 10)) }
    let forward = Vocabulary.build(from: lines).serialized
    #expect(scalars(forward) == scalars(Vocabulary.build(from: lines.reversed()).serialized))
  }

  @Test func anAbsentTokenIsFoundUnderOtherJoiners() throws {
    let spaced = try Vocabulary(tokens: [".", "'", "s"])
    #expect(spaced.id(of: "￭.") == 3)
    #expect(spaced.id(of: "￭'￭") == 4)
    #expect(spaced.id(of: "￭s") == 5)
    let glued = try Vocabulary(tokens: ["￭.", "(￭", "￭'￭", "￭s"])
    #expect(glued.id(of: ".") == 3)
    #expect(glued.id(of: "￭.￭") == 3)
    #expect(glued.id(of: "￭(") == 4)
    #expect(glued.id(of: "'￭") == 5)
    #expect(glued.id(of: "s") == Vocabulary.unknown)  // a word is not a suffix
    #expect(glued.id(of: "￭") == Vocabulary.unknown)
    #expect(!glued.contains("."))
  }

  @Test func theExactFormWinsThenTheBareThenTheLeadingJoiner() throws {
    let all = try Vocabulary(tokens: [".￭", "￭.", ".", "￭.￭"])
    #expect([".￭", "￭.", ".", "￭.￭"].map { all.id(of: $0) } == [3, 4, 5, 6])
    let some = try Vocabulary(tokens: ["￭.￭", ".￭", "￭."])
    #expect(some.id(of: ".") == 5)
    let bare = try Vocabulary(tokens: ["￭.", "."])
    #expect(bare.id(of: ".￭") == 4)
  }

  @Test func encodingAppendsTheEndAndDecodingStopsThere() throws {
    let vocabulary = try Vocabulary(tokens: ["a", "b"])
    #expect(vocabulary.encode(["a", "x", "b"], appendEnd: true) == [3, 0, 4, 2])
    #expect(vocabulary.encode(["a"], appendEnd: false) == [3])
    #expect(vocabulary.encode([], appendEnd: true) == [2])
    #expect(vocabulary.decode([1, 3, 0, 4, 2, 3]) == ["a", "<unk>", "b"])
    #expect(vocabulary.decode([]) == [])
  }

  @Test(arguments: [
    (["a", "b", "a"], VocabularyError.duplicate(token: "a", first: 1, second: 3)),
    (["a", ""], .empty(position: 2)),
    (["a b"], .whiteSpace(token: "a b", position: 1)),
    (["a", "b\u{3000}"], .whiteSpace(token: "b\u{3000}", position: 2)),
  ])
  func aFlawedListIsRefused(_ tokens: [String], _ error: VocabularyError) {
    #expect(throws: error) { try Vocabulary(tokens: tokens) }
    #expect(throws: error) { try Vocabulary(serialized: tokens.joined(separator: "\n")) }
    #expect(!error.description.contains("\n"))
  }

  @Test func serialisingKeepsTokensThatBeginWithAMark() throws {
    let vocabulary = try Vocabulary(tokens: ["a", "\u{301}", "\u{200D}b", "</s>"])
    #expect(scalars(vocabulary.serialized) == scalars("a\n\u{301}\n\u{200D}b\n</s>"))
    #expect(try Vocabulary(serialized: vocabulary.serialized) == vocabulary)
    #expect(try Vocabulary(serialized: "").count == 3)
    #expect(throws: VocabularyError.whiteSpace(token: "a\r", position: 1)) {
      try Vocabulary(serialized: "a\r\nb")
    }
  }
}
