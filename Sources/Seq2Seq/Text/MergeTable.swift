/// Merges as numbers of symbols, and the way they are applied to a word.
struct MergeTable: Sendable {
  private struct Join {
    /// Merges with a lower rank are applied first.
    let rank: Int32
    let symbol: Int32
  }

  /// Not in any merge.
  private static let unknown: Int32 = -1
  private static let wordEnd = 0 as Int32

  private let endIsSymbol: Bool
  private var joins: [UInt64: Join] = [:]
  private var inner: [Unicode.Scalar: Int32] = [:]
  private var last: [Unicode.Scalar: Int32] = [:]

  init(_ merges: BytePairMerges) {
    endIsSymbol = merges.version == .separateEnd
    var numbers = [UTF8Key(BytePairMerges.wordEnd): Self.wordEnd]
    let expected = min(merges.count, 16_384)
    numbers.reserveCapacity(expected)
    joins.reserveCapacity(expected)
    func number(of text: String) -> Int32 {
      let next = Int32(numbers.count)
      let key = UTF8Key(text)
      if let number = numbers[key] { return number }
      numbers[key] = next
      return next
    }
    for (rank, merge) in merges.merges.enumerated() {
      if rank % 16_384 == 16_383 { requireMemory(max(256 * rank, 4 << 20)) }
      let key = Self.key(number(of: merge.left.text), number(of: merge.right.text))
      if joins[key] == nil {
        joins[key] = Join(rank: Int32(rank), symbol: number(of: merge.joined))
      }
    }
    let end = BytePairMerges.wordEnd.unicodeScalars
    for (key, number) in numbers {
      var scalars = key.text.unicodeScalars[...]
      guard let scalar = scalars.popFirst() else { continue }
      if scalars.isEmpty { inner[scalar] = number }
      if scalars.elementsEqual(end) { last[scalar] = number }
    }
  }

  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  private func join(_ left: Int32, _ right: Int32) -> Join? {
    left < 0 || right < 0 ? nil : joins[Self.key(left, right)]
  }

  /// The parts of a word after all merges, in O(n log n) for n scalars.
  func segments(of word: String) -> [String] {
    var symbols = LinkedSymbols()
    let scalars = word.unicodeScalars
    for place in scalars.indices {
      let isLast = !endIsSymbol && scalars.index(after: place) == scalars.endIndex
      let scalar = scalars[place]
      symbols.append((isLast ? last : inner)[scalar] ?? Self.unknown, UTF8.width(scalar))
    }
    if symbols.count < 2 { return word.isEmpty ? [] : [word] }
    if endIsSymbol { symbols.append(Self.wordEnd, 0) }

    var candidates = Candidates()
    for place in 0..<symbols.count - 1 { propose(place, symbols, &candidates) }
    while let batch = candidates.next() {
      for candidate in batch where symbols.holds(candidate) {
        symbols.join(candidate)
        propose(candidate.place, symbols, &candidates)
        if let previous = symbols.place(before: candidate.place) {
          propose(previous, symbols, &candidates)
        }
      }
    }
    return symbols.parts(of: word)
  }

  private func propose(_ place: Int, _ symbols: LinkedSymbols, _ candidates: inout Candidates) {
    guard let right = symbols.symbol(after: place), let join = join(symbols[place], right) else {
      return
    }
    candidates.insert(
      Candidate(
        rank: join.rank, place: place, left: symbols[place], right: right, joined: join.symbol))
  }
}

/// An occurrence of a merge: `left` is at `place`, `right` after it.
private struct Candidate {
  let rank: Int32
  let place: Int
  let left: Int32
  let right: Int32
  let joined: Int32
}

private struct Candidates {
  private var queue = PriorityQueue<Candidate>()

  mutating func insert(_ candidate: Candidate) {
    queue.insert(candidate, by: Self.precedes)
  }

  /// All occurrences of the first merge, from left to right; nil where there is none.
  mutating func next() -> [Candidate]? {
    guard let first = queue.popFirst(by: Self.precedes) else { return nil }
    var batch = [first]
    while let next = queue.first, next.rank == first.rank,
      let candidate = queue.popFirst(by: Self.precedes)
    {
      batch.append(candidate)
    }
    return batch
  }

  private static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
    a.rank != b.rank ? a.rank < b.rank : a.place < b.place
  }
}

/// The symbols of a word as a linked list. The place of a symbol is that of its first scalar.
private struct LinkedSymbols {
  private struct Node {
    var symbol: Int32
    /// Bytes of the word.
    var width: Int
    var previous: Int
    var next: Int
  }

  private var nodes: [Node] = []
  /// Marks a place that was joined to the one before it.
  private static let gone: Int32 = -2

  var count: Int { nodes.count }

  subscript(place: Int) -> Int32 { nodes[place].symbol }

  mutating func append(_ symbol: Int32, _ width: Int) {
    nodes.append(
      Node(symbol: symbol, width: width, previous: nodes.count - 1, next: nodes.count + 1))
  }

  func symbol(after place: Int) -> Int32? {
    let next = nodes[place].next
    return next < nodes.count ? nodes[next].symbol : nil
  }

  func place(before place: Int) -> Int? {
    nodes[place].previous < 0 ? nil : nodes[place].previous
  }

  /// Symbols only grow, so one that was replaced never comes back.
  func holds(_ candidate: Candidate) -> Bool {
    nodes[candidate.place].symbol == candidate.left
      && symbol(after: candidate.place) == candidate.right
  }

  mutating func join(_ candidate: Candidate) {
    let place = candidate.place
    let next = nodes[place].next
    nodes[place].symbol = candidate.joined
    nodes[place].width += nodes[next].width
    nodes[place].next = nodes[next].next
    if nodes[place].next < nodes.count { nodes[nodes[place].next].previous = place }
    nodes[next].symbol = Self.gone
  }

  /// The text of each symbol in the word; the end-of-word mark is left out.
  func parts(of word: String) -> [String] {
    let bytes = word.utf8
    var parts: [String] = []
    var start = bytes.startIndex
    var place = 0
    while place < nodes.count {
      let end = bytes.index(start, offsetBy: nodes[place].width)
      if start < end { parts.append(String(word[start..<end])) }
      start = end
      place = nodes[place].next
    }
    return parts
  }
}
