/// Lines of token numbers in one array: 4 bytes per token and 8 per line.
struct TokenLines: RandomAccessCollection, Sendable {
  /// Everything as one stream: an end symbol, then each line with its own.
  private(set) var stream = [Vocabulary.end]
  /// Where each line starts, and where the next one would start.
  private var starts = [1]

  var startIndex: Int { 0 }
  var endIndex: Int { starts.count - 1 }

  /// A line without its end symbol.
  subscript(place: Int) -> ArraySlice<Int32> { stream[starts[place]..<starts[place + 1] - 1] }

  /// A line with its end symbol.
  func sentence(_ place: Int) -> [Int32] { Array(stream[starts[place]..<starts[place + 1]]) }

  /// Tokens of a line, its end symbol included.
  func length(_ place: Int) -> Int { starts[place + 1] - starts[place] }

  /// Tokens of all lines, line ends included.
  var tokenCount: Int { stream.count - 1 }

  mutating func append(_ line: some Sequence<Int32>) {
    stream.append(contentsOf: line)
    stream.append(Vocabulary.end)
    starts.append(stream.count)
  }

  /// Adds a line with the numbers that a table gives its tokens.
  mutating func append(_ tokens: [String], in table: inout TokenTable) {
    stream.makeRoom(for: tokens.count + 1)
    starts.makeRoom(for: 1)
    append(tokens.map { table.number(of: $0) })
  }

  /// Replaces a table's numbers with a vocabulary's.
  mutating func renumber(_ table: TokenTable, _ vocabulary: Vocabulary) {
    let ids = table.ids(in: vocabulary)
    for i in stream.indices { stream[i] = ids[Int(stream[i])] }
  }

  /// Some of the lines.
  func lines(_ places: some Sequence<Int>) -> TokenLines {
    var result = TokenLines()
    result.stream.reserveCapacity(1 + places.reduce(0) { $0 + length($1) })
    for place in places { result.append(self[place]) }
    return result
  }
}

/// Sentence pairs in token numbers, end symbols included.
struct TokenPairs: RandomAccessCollection, Sendable {
  typealias Pair = (source: [Int32], target: [Int32])

  var sources = TokenLines()
  var targets = TokenLines()
  /// The spelling of the words in the lines, by their numbers; nil: every word is one token of the
  /// vocabularies.
  var spelling: (source: Spelling, target: Spelling)?

  var startIndex: Int { 0 }
  var endIndex: Int { sources.count }

  /// A pair in tokens.
  subscript(place: Int) -> Pair { spelled(words(place)) }

  /// A pair before its words are cut into subwords.
  func words(_ place: Int) -> Pair { (sources.sentence(place), targets.sentence(place)) }

  /// The tokens of words.
  func spelled(_ words: Pair) -> Pair {
    guard let spelling else { return words }
    return (spelling.source.spelled(words.source), spelling.target.spelled(words.target))
  }

  /// The same word by word.
  func pieces(_ words: Pair) -> (source: [[Int32]], target: [[Int32]]) {
    guard let spelling else { return (words.source.map { [$0] }, words.target.map { [$0] }) }
    return (
      words.source.map { Array(spelling.source[$0]) },
      words.target.map { Array(spelling.target[$0]) }
    )
  }

  /// Tokens of each side of a pair, without end symbols.
  func lengths(_ place: Int) -> (source: Int, target: Int) {
    guard let spelling else { return (sources[place].count, targets[place].count) }
    return (spelling.source.length(sources[place]), spelling.target.length(targets[place]))
  }

  /// Keeps these pairs and removes all others.
  mutating func keep(_ places: [Int]) {
    sources = sources.lines(places)
    targets = targets.lines(places)
  }
}

/// Tokens numbered in the order in which they first occur, before there is a vocabulary. Each token
/// of a text is looked up once here, and its text is not kept again.
struct TokenTable {
  /// The first numbers are left free, so that the end symbol keeps its number.
  private static let first = Int32(Vocabulary.specialCount)

  private var numbers: [UTF8Key: Int32] = [:]
  /// In the order of their numbers.
  private(set) var tokens: [String] = []

  /// The token's number; a new one where the token is new.
  mutating func number(of token: String) -> Int32 {
    let key = UTF8Key(token)
    if let number = numbers[key] { return number }
    // The table doubles, and each token beyond 15 bytes has memory of its own.
    if tokens.count % 16_384 == 16_383 { requireMemory(max(96 * tokens.count, 2 << 20)) }
    let number = Self.first + Int32(tokens.count)
    numbers[key] = number
    tokens.append(token)
    return number
  }

  /// How often each token occurs in the lines.
  func frequencies<Lines: Sequence<ArraySlice<Int32>>>(in texts: Lines...) -> TokenFrequencies {
    var counts = [Int](repeating: 0, count: tokens.count)
    for line in texts.joined() {
      for number in line { counts[Int(number - Self.first)] += 1 }
    }
    return TokenFrequencies(tokens: tokens, counts: counts)
  }

  /// The vocabulary's number for each number of the table.
  fileprivate func ids(in vocabulary: Vocabulary) -> [Int32] {
    (0..<Self.first) + tokens.map { vocabulary.id(of: $0) }
  }
}

/// Distinct tokens, each with the number of times that it was seen.
struct TokenFrequencies {
  let tokens: [String]
  let counts: [Int]

  /// Tokens that were seen at least this often, the most frequent first, equally frequent ones by
  /// their bytes: a total order, whatever the order in which the tokens occurred.
  func ranked(from least: Int = 1) -> [(token: String, count: Int)] {
    zip(tokens, counts).filter { $0.1 >= max(least, 1) }.map { (token: $0.0, count: $0.1) }
      .sorted { left, right in
        left.count != right.count
          ? left.count > right.count
          : left.token.utf8.lexicographicallyPrecedes(right.token.utf8)
      }
  }
}
