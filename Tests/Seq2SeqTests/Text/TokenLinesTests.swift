import Testing

@testable import Seq2Seq

@Suite struct TokenLinesTests {
  @Test func linesOfTextComeBackByteForByte() {
    var texts = SeededText(seed: 31)
    let lines = (0..<500).map { _ in texts.string(pieces: 6) }
    let stored = TextLines(lines)
    #expect(scalars(Array(stored)) == scalars(lines))
    #expect(stored.byteCount == lines.reduce(0) { $0 + $1.utf8.count })
  }

  @Test func linesOfTokensAreOneStreamAndEachByItself() {
    var lines = TokenLines()
    let given: [[Int32]] = [[5, 3], [], [4]]
    for line in given { lines.append(line) }
    #expect(lines.map { Array($0) } == given)
    #expect(lines.stream == [2, 5, 3, 2, 2, 4, 2] && lines.tokenCount == 6)
    #expect(lines.sentence(0) == [5, 3, 2] && lines.length(1) == 1)
    #expect(lines.lines(1..<3).stream == [2, 2, 4, 2])
  }

  @Test func numbersGivenOnTheWayBecomeTheVocabularys() {
    let tokenizer = Tokenizer(kind: .words)
    var texts = SeededText(seed: 32)
    let lines = (0..<400).map { _ in tokenizer.tokenize(texts.string(pieces: 8)) }
    for minimum in 1...3 {
      var table = TokenTable()
      var numbers = TokenLines()
      for line in lines { numbers.append(line, in: &table) }
      let vocabulary = Vocabulary.build(
        from: table.frequencies(in: numbers), minimumFrequency: minimum, maximumSize: 60)
      numbers.renumber(table, vocabulary)
      for (place, line) in lines.enumerated() {
        #expect(numbers.sentence(place) == vocabulary.encode(line, appendEnd: true), "\(place)")
      }
    }
  }
}
