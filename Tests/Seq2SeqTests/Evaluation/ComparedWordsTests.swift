import Testing

@testable import Seq2Seq

@Suite struct ComparedWordsTests {
  func words(
    _ text: String, _ tokenizer: BLEUTokenizer = .mteval13a, lowercase: Bool = false
  ) -> [String] {
    ComparedWords(text, tokenizer: tokenizer, lowercase: lowercase).words
  }

  @Test func wordsAreThoseOfBLEUWithTheirText() {
    #expect(words("Ein Hund, 3.5 m!") == ["Ein", "Hund", ",", "3.5", "m", "!"])
    #expect(words("a &amp; b") == ["a", "&", "amp", ";", "b"], "entities stay")
    #expect(words("Hund, ja", .none) == ["Hund,", "ja"])
    #expect(words("ΟΔΟΣ İx", lowercase: true) == ["οδος", "i\u{307}x"])
    #expect(words("") == [] && words(" \u{3000}") == [])
  }

  @Test func scriptsWithoutSpacesAreComparedByCharacters() {
    #expect(words("彼はABCです。") == ["彼", "は", "ABC", "で", "す", "。"])
    #expect(words("ไทยดี") == ["ไ", "ท", "ย", "ดี"], "a mark stays with its letter")
    #expect(words("彼は", .none) == ["彼は"], "tokenized text keeps its words")
  }

  /// Each scalar of a text except white space is in exactly one word, in order.
  @Test(arguments: BLEUTokenizer.allCases)
  func placesCoverAllButWhiteSpace(_ tokenizer: BLEUTokenizer) {
    for seed in 0..<300 {
      var random = SeededText(seed: UInt64(seed))
      let found = ComparedWords(random.string(pieces: 12), tokenizer: tokenizer, lowercase: false)
      #expect(
        found.places.flatMap { $0 }
          == found.text.indices.filter { !PythonString.isSpace(found.text[$0]) }, "seed \(seed)")
      #expect(found.words.allSatisfy { !$0.isEmpty }, "seed \(seed)")
    }
  }
}
