/// Words sorted by their bytes, as in a model's file. They are found by binary search, so reading a
/// model need not look at each.
struct SeenWords: Sendable, Equatable {
  /// Bytes of memory, at most, for each byte of `serialized`: words in another order are sorted,
  /// and a word of one byte has a line of two.
  static let bytesPerByte = 40

  private static let end = UInt8(ascii: "\n")

  private let bytes: [UInt8]

  init(_ words: some Sequence<String>) {
    let sorted = Set(words.lazy.map { UTF8Key($0) }).map(\.text)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    bytes = Array(sorted.joined(separator: "\n").utf8)
  }

  /// Reads what `serialized` holds; words in another order are sorted.
  init(serialized: String) {
    let bytes = Array(serialized.utf8)
    var first = 0, previous = bytes[..<0], isSorted = true
    while first < bytes.count, isSorted {
      let word = bytes[first..<(bytes[first...].firstIndex(of: Self.end) ?? bytes.count)]
      isSorted = previous.lexicographicallyPrecedes(word)
      previous = word
      first = word.endIndex + 1
    }
    self = isSorted && bytes.last != Self.end ? SeenWords(bytes) : SeenWords(words(of: serialized))
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// One word per line, by ascending bytes, without a line feed after the last.
  var serialized: String { String(decoding: bytes, as: UTF8.self) }

  /// The words of both.
  func union(_ other: SeenWords?) -> SeenWords {
    SeenWords(words(of: serialized) + (other.map { words(of: $0.serialized) } ?? []))
  }

  func contains(_ word: String) -> Bool {
    let wanted = word.utf8
    var range = 0..<bytes.count  // begins and ends with a line
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      let first = bytes[range.lowerBound..<middle].lastIndex(of: Self.end).map { $0 + 1 }
      let line = (first ?? range.lowerBound)
      let found = bytes[
        line..<(bytes[line..<range.upperBound].firstIndex(of: Self.end) ?? range.upperBound)]
      if found.elementsEqual(wanted) { return true }
      range =
        found.lexicographicallyPrecedes(wanted)
        ? min(found.endIndex + 1, range.upperBound)..<range.upperBound
        : range.lowerBound..<max(line - 1, range.lowerBound)
    }
    return false
  }
}

private func words(of serialized: String) -> [String] {
  serialized.unicodeScalars.split(separator: "\n").map { String($0) }
}
