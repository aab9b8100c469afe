import Testing

@testable import Seq2Seq

@Suite struct SentencePiecesTests {
  static func words(_ text: String) -> [TokenizedWord] {
    Tokenizer(kind: .words).tokenizedWords(text)
  }

  static func pieces(_ text: String, limit: Int) -> [String] {
    SentencePieces.split(words(text), limit: limit)
      .map { $0.map(\.word).joined(separator: " ") }
  }

  @Test(arguments: [
    ("", 5, []),
    ("a b c d e", 5, ["a b c d e"]),
    // After the last end of a sentence in the second half of what fits.
    ("a b c . d e f", 5, ["a b c .", "d e f"]),
    ("جاء ؟ ذهب ثم عاد", 3, ["جاء ؟", "ذهب ثم عاد"]),
    ("a . b c . d e f", 6, ["a . b c .", "d e f"]),
    // Else after a comma there, else where the limit falls.
    ("a b c , d e f", 5, ["a b c ,", "d e f"]),
    ("a . b c d e f", 6, ["a . b c d e", "f"]),
    ("a b c d e f g", 3, ["a b c", "d e f", "g"]),
    ("a, b. c d e f", 5, ["a, b.", "c d e f"]),
    // A word of more tokens than the limit is cut itself.
    ("a !!!!! b", 3, ["a", "!￭!￭!", "￭!￭! b"]),
    ("a b", 0, ["a", "b"]),
  ])
  func linesAreCutWhereItHurtsLeast(_ text: String, _ limit: Int, _ expected: [String]) {
    #expect(Self.pieces(text, limit: limit) == expected)
  }

  @Test(arguments: [
    ("彼は来た。私も来た。", 8, ["彼は来た。", "私も来た。"]),
    ("彼は来た、私も来た。", 8, ["彼は来た、", "私も来た。"]),
    ("彼。は来たが私も来た。", 8, ["彼。は来たが私も", "来た。"]),
  ])
  func textWithoutSpacesIsCutAfterMarksToo(_ text: String, _ limit: Int, _ expected: [String]) {
    let words = Tokenizer(kind: .characters).tokenizedWords(text)
    let pieces = SentencePieces.split(words, limit: limit)
    #expect(pieces.map { $0.map(\.word).joined(separator: " ") } == expected)
  }

  @Test func piecesHoldAllTokensInOrderAndNoneIsTooLong() {
    var texts = SeededText(seed: 41)
    for index in 0..<1000 {
      let words = Self.words(texts.string(pieces: 30))
      let limit = index % 13 + 1
      let pieces = SentencePieces.split(words, limit: limit)
      let found: [String] = pieces.joined().flatMap(\.tokens)
      let expected: [String] = words.flatMap(\.tokens)
      #expect(found == expected, "seed 41, text \(index)")
      #expect(pieces.allSatisfy { $0.reduce(0) { $0 + $1.tokens.count } <= limit })
      #expect(pieces.allSatisfy { !$0.isEmpty })
    }
  }

  /// Words of a translation are those that white space parts in its text.
  @Test(arguments: TokenizerKind.allCases)
  func joinedWordsAreTheWordsOfTheText(_ kind: TokenizerKind) {
    let tokenizer = Tokenizer(kind: kind)
    var texts = SeededText(seed: 43)
    for index in 0..<2000 {
      let tokens = tokenizer.tokenize(texts.string(pieces: 10))
      let words = tokenizer.joinedWords(tokens)
      let found: [[UInt8]] = words.map { Array($0.word.utf8) }
      let expected: [[UInt8]] = SpacedTokens.split(tokenizer.detokenize(tokens)).map {
        Array($0.utf8)
      }
      #expect(found == expected, "seed 43, text \(index)")
      #expect(words.flatMap(\.tokens) == tokens, "seed 43, text \(index)")
    }
  }

  @Test func tokensThatNoTextGivesAreJoinedToo() {
    let characters = Tokenizer(kind: .characters)
    let words = characters.joinedWords(["▁", "a", "▁", "▁", "b", "▁"])
    #expect(words.map(\.word) == ["a", "b"])
    #expect(words.map(\.tokens) == [["▁", "a"], ["▁", "▁", "b", "▁"]])
    let glued = Tokenizer(kind: .words).joinedWords(["￭", "a", "￭,￭", "b", "c"])
    #expect(glued.map(\.word) == ["a,b", "c"])
    #expect(glued.map(\.tokens) == [["￭", "a", "￭,￭", "b"], ["c"]])
  }
}
