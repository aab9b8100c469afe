/// Lines of text in one buffer of UTF-8, each made a string when it is asked for: 8 bytes a line above
/// the text.
public struct TextLines: RandomAccessCollection, Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  public init() {}

  public init(_ lines: some Sequence<String>) {
    for line in lines { append(line) }
  }

  public mutating func append(_ line: String) {
    bytes.makeRoom(for: line.utf8.count)
    ends.makeRoom(for: 1)
    bytes.append(contentsOf: line.utf8)
    ends.append(bytes.count)
  }

  mutating func reserve(bytes count: Int) { bytes.makeRoom(for: count) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { ends.count }
  public var byteCount: Int { bytes.count }

  public subscript(place: Int) -> String { String(decoding: utf8(place), as: UTF8.self) }

  /// The bytes of a line.
  public func utf8(_ place: Int) -> ArraySlice<UInt8> {
    bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
  }
}

/// Sentence pairs, each side in a buffer of its own.
public struct SentencePairs: RandomAccessCollection, Sendable {
  private var sources = TextLines()
  private var targets = TextLines()

  public init() {}

  public init(_ pairs: some Sequence<SentencePair>) {
    for pair in pairs { append(pair) }
  }

  public mutating func append(_ pair: SentencePair) {
    sources.append(pair.source)
    targets.append(pair.target)
  }

  mutating func reserve(sourceBytes: Int, targetBytes: Int) {
    sources.reserve(bytes: sourceBytes)
    targets.reserve(bytes: targetBytes)
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { sources.count }
  /// Of both sides.
  public var byteCount: Int { sources.byteCount + targets.byteCount }

  public subscript(place: Int) -> SentencePair {
    SentencePair(source: sources[place], target: targets[place])
  }
}

extension Array {
  /// Grows before elements are added, at least to twice the capacity. An allocation that the system
  /// refuses would stop the process without a word: what is asked for here ends it with one.
  mutating func makeRoom(for more: Int) {
    guard count + more > capacity else { return }
    let wanted = Swift.max(count + more, 2 * capacity)
    requireMemory(wanted * MemoryLayout<Element>.stride)
    reserveCapacity(wanted)
  }
}
