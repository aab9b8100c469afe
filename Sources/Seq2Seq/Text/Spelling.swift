/// How words are spelled in tokens of a vocabulary, by the words' numbers in a table. A special
/// symbol is spelled as itself.
struct Spelling: Sendable {
  private var tokens: [Int32] = []
  /// Where each word's tokens start, and the number of tokens at the end.
  private var starts = [0]

  init(_ table: TokenTable, in side: TextSide) {
    for special in 0..<Int32(Vocabulary.specialCount) { append([special]) }
    for word in table.tokens { append(side.spelling(of: word)) }
  }

  private mutating func append(_ spelling: [Int32]) {
    tokens += spelling
    starts.append(tokens.count)
  }

  /// How many numbers there are: special symbols and words.
  var count: Int { starts.count - 1 }

  subscript(word: Int32) -> ArraySlice<Int32> {
    tokens[starts[Int(word)]..<starts[Int(word) + 1]]
  }

  /// How many tokens a line of words has.
  func length(_ words: some Sequence<Int32>) -> Int { words.reduce(0) { $0 + self[$1].count } }

  func spelled(_ words: some Sequence<Int32>) -> [Int32] { words.flatMap { self[$0] } }

  /// The same of many lines.
  func spelled(_ lines: TokenLines) -> TokenLines {
    var result = TokenLines()
    for line in lines { result.append(spelled(line)) }
    return result
  }
}
