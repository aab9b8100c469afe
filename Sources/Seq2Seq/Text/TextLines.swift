/// Lines of text in one buffer of UTF-8, each made into a string when it is asked for. They take 8
/// bytes per line in addition to the text.
package struct TextLines: RandomAccessCollection, Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  package init() {}

  package init(_ lines: some Sequence<String>) {
    for line in lines { append(line) }
  }

  /// The lines of a text file.
  ///
  /// - Throws: `CorpusError` where a line cannot be read, for a file without lines, and for one
  ///   beyond the process's memory.
  package init(path: String) throws(CorpusError) {
    reserve(bytes: try readableSizes(of: [path])[0])
    let reader = try TextFileReader(path: path)
    while let line = try reader.next() { append(line) }
    if isEmpty { throw .emptyFile(path: path) }
  }

  package mutating func append(_ line: String) {
    bytes.makeRoom(for: line.utf8.count)
    ends.makeRoom(for: 1)
    bytes.append(contentsOf: line.utf8)
    ends.append(bytes.count)
  }

  mutating func reserve(bytes count: Int) { bytes.makeRoom(for: count) }

  package var startIndex: Int { 0 }
  package var endIndex: Int { ends.count }
  package var byteCount: Int { bytes.count }

  package subscript(place: Int) -> String { String(decoding: utf8(place), as: UTF8.self) }

  /// The bytes of a line.
  package func utf8(_ place: Int) -> ArraySlice<UInt8> {
    bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
  }
}

/// Sentence pairs, each side in a buffer of its own.
package struct SentencePairs: RandomAccessCollection, Sendable {
  private var sources = TextLines()
  private var targets = TextLines()

  package init() {}

  package init(_ pairs: some Sequence<SentencePair>) {
    for pair in pairs { append(pair) }
  }

  package mutating func append(_ pair: SentencePair) {
    sources.append(pair.source)
    targets.append(pair.target)
  }

  mutating func reserve(sourceBytes: Int, targetBytes: Int) {
    sources.reserve(bytes: sourceBytes)
    targets.reserve(bytes: targetBytes)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { sources.count }
  /// Bytes of both sides.
  package var byteCount: Int { sources.byteCount + targets.byteCount }

  package subscript(place: Int) -> SentencePair {
    SentencePair(source: sources[place], target: targets[place])
  }

  /// The bytes of a pair.
  func utf8(_ place: Int) -> (source: ArraySlice<UInt8>, target: ArraySlice<UInt8>) {
    (sources.utf8(place), targets.utf8(place))
  }
}

extension Array {
  /// Grows before elements are added, at least to twice the capacity. An allocation that the system
  /// refuses would stop the process without a message; memory that is asked for here stops it with
  /// one.
  mutating func makeRoom(for more: Int) {
    guard count + more > capacity else { return }
    let wanted = Swift.max(count + more, 2 * capacity)
    requireMemory(wanted * MemoryLayout<Element>.stride)
    reserveCapacity(wanted)
  }
}
