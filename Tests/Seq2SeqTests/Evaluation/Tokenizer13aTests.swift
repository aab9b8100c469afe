import Testing

@testable import Seq2Seq

@Suite struct Tokenizer13aTests {
  @Test func wordsAreThoseOfSacreBLEU() throws {
    for expected in try GoldenMetrics.read().words {
      let found = Tokenizer13a.separate(Array(expected.segment.unicodeScalars))
        .split { PythonString.isSpace($0) }
      #expect(
        found.map { $0.map(\.value) } == expected.words.map { scalars($0) },
        "\(expected.segment.debugDescription)")
    }
  }
}
