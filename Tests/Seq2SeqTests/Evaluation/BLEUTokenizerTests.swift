import Testing

@testable import Seq2Seq

@Suite struct BLEUTokenizerTests {
  @Test func wordsAreThoseOfSacreBLEU() throws {
    let expected = try GoldenMetrics.read().words
    #expect(Set(expected.map(\.tokenizer)) == ["13a", "intl", "zh"])
    for expected in expected {
      let tokenizer = try #require(BLEUTokenizer(rawValue: expected.tokenizer))
      let found = tokenizer.separate(Array(expected.segment.unicodeScalars))
        .split { PythonString.isSpace($0) }
      #expect(
        found.map { $0.map(\.value) } == expected.words.map { scalars($0) },
        "\(expected.tokenizer), \(expected.segment.debugDescription)")
    }
  }

  /// A number and the mark after it at the end of a segment are one word of `intl`.
  @Test func everyKindHasItsOwnWords() {
    func words(_ kind: BLEUTokenizer) -> [String] {
      kind.separate(Array("5% von 中文。".unicodeScalars)).split { PythonString.isSpace($0) }
        .map { String(String.UnicodeScalarView($0)) }
    }
    #expect(words(.none) == ["5%", "von", "中文。"])
    #expect(words(.mteval13a) == ["5", "%", "von", "中文。"])
    #expect(words(.international) == ["5", "%", "von", "中文", "。"])
    #expect(words(.characters) == ["5", "%", "v", "o", "n", "中", "文", "。"])
    #expect(words(.chinese) == ["5", "%", "von", "中", "文", "。"])
  }
}
