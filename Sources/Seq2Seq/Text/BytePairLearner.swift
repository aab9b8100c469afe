/// Learns the merges of a byte-pair encoding from the words of a text.
///
/// Repeatedly, the pair of neighboring symbols that is most frequent over all words becomes a
/// merge. Of equally frequent pairs it is the greatest one, by the scalars of its left symbol, then
/// of its right one (UTF-8 bytes have the same order), with `</w>` as a part of a word's last
/// symbol. So the merges are those that subword-nmt's learn-bpe finds, whatever the order of the
/// words.
///
/// Source: Sennrich et al. 2016, §3.2 and Algorithm 1.
package struct BytePairLearner {
  private var places: [UTF8Key: Int] = [:]
  private var words: [String] = []
  private var counts: [Int] = []

  package init() {}

  /// Adds a word, which must not be empty, with the number of times that it was seen.
  package mutating func add(_ word: String, count: Int = 1) {
    let key = UTF8Key(word)
    if let place = places[key] {
      counts[place] += count
      return
    }
    // The table doubles, and each word beyond 15 bytes has memory of its own.
    if words.count % 16_384 == 16_383 { requireMemory(max(96 * words.count, 2 << 20)) }
    places[key] = words.count
    words.append(word)
    counts.append(count)
  }

  /// The merges of the words so far; fewer than `most` where no other pair is frequent enough.
  ///
  /// - Throws: `BytePairError.nothingToLearn` where no word has two symbols.
  package func merges(
    _ most: Int, minimumFrequency: Int = 2
  ) throws(BytePairError) -> BytePairMerges {
    var statistics = PairStatistics(words, counts, minimumFrequency: max(minimumFrequency, 1))
    if statistics.isEmpty { throw .nothingToLearn }
    var merges: [BytePairMerges.Merge] = []
    while merges.count < most, let merge = statistics.mergeMostFrequent() { merges.append(merge) }
    return BytePairMerges(merges)
  }
}

/// Words as sequences of symbols, and how often each pair of neighbors occurs in them.
private struct PairStatistics {
  private struct Pair {
    let left: Int32
    let right: Int32
    var frequency = 0
    /// Words that hold the pair, and possibly others that no longer do.
    var words: [Int32] = []
    /// The merge that last raised the frequency.
    var raised = -1
  }

  /// A pair with a frequency that it had at some time.
  private struct Candidate {
    let frequency: Int
    let pair: Int32
  }

  private let minimumFrequency: Int
  private var symbols = SymbolTable()
  /// The symbols of all words. A word that has become shorter leaves a gap after it.
  private var sequence: [Int32] = []
  private var ranges: [Range<Int>] = []
  private let counts: [Int]

  private var pairs: [Pair] = []
  private var numbers: [UInt64: Int32] = [:]
  /// Holds every pair that is frequent enough, at its frequency or a higher one.
  private var queue = PriorityQueue<Candidate>()
  private var merges = 0
  /// Pairs whose frequency the merge being done has raised.
  private var raised: [Int32] = []

  var isEmpty: Bool { pairs.isEmpty }

  init(_ words: [String], _ counts: [Int], minimumFrequency: Int) {
    self.minimumFrequency = minimumFrequency
    self.counts = counts
    sequence.makeRoom(for: words.reduce(0) { $0 + $1.utf8.count })
    ranges.makeRoom(for: words.count)
    for word in words { add(word) }
    for pair in pairs.indices { propose(Int32(pair)) }
  }

  private mutating func add(_ word: String) {
    let start = sequence.count
    let scalars = word.unicodeScalars
    for place in scalars.indices {
      let isLast = scalars.index(after: place) == scalars.endIndex
      sequence.append(symbols.number(of: scalars[place], isLast: isLast))
    }
    let number = Int32(ranges.count)
    ranges.append(start..<sequence.count)
    for place in (start + 1)..<max(sequence.count, start + 1) {
      raise(sequence[place - 1], sequence[place], by: counts[Int(number)], in: number)
    }
  }

  /// Makes the most frequent pair one symbol in all words; nil where none is frequent enough.
  mutating func mergeMostFrequent() -> BytePairMerges.Merge? {
    while let candidate = queue.popFirst(by: order) {
      let number = Int(candidate.pair)
      if pairs[number].frequency == candidate.frequency {
        merge(number)
        return BytePairMerges.Merge(
          symbols.text(pairs[number].left), symbols.text(pairs[number].right))
      }
      // A raised frequency has been proposed already; one that fell is proposed now.
      if pairs[number].frequency < candidate.frequency { propose(candidate.pair) }
    }
    return nil
  }

  private mutating func merge(_ number: Int) {
    let pair = pairs[number]
    let joined = symbols.number(of: symbols.text(pair.left) + symbols.text(pair.right))
    merges += 1
    pairs[number].words = []
    for word in pair.words { replace(pair.left, pair.right, by: joined, in: word) }
    pairs[number].frequency = 0
    for pair in raised { propose(pair) }
    raised.removeAll(keepingCapacity: true)
  }

  /// Replaces the pair from left to right, and counts the neighboring pairs that appear and
  /// disappear.
  private mutating func replace(
    _ left: Int32, _ right: Int32, by joined: Int32, in word: Int32
  ) {
    let range = ranges[Int(word)]
    let count = counts[Int(word)]
    var read = range.lowerBound
    var write = read
    while read < range.upperBound {
      let isPair =
        read + 1 < range.upperBound && sequence[read] == left && sequence[read + 1] == right
      if isPair {
        if write > range.lowerBound {
          lower(sequence[write - 1], left, by: count)
          raise(sequence[write - 1], joined, by: count, in: word)
        }
        if read + 2 < range.upperBound {
          lower(right, sequence[read + 2], by: count)
          raise(joined, sequence[read + 2], by: count, in: word)
        }
      }
      sequence[write] = isPair ? joined : sequence[read]
      read += isPair ? 2 : 1
      write += 1
    }
    ranges[Int(word)] = range.lowerBound..<write
  }

  private func key(_ left: Int32, _ right: Int32) -> UInt64 { UInt64(left) << 32 | UInt64(right) }

  private mutating func lower(_ left: Int32, _ right: Int32, by count: Int) {
    if let number = numbers[key(left, right)] { pairs[Int(number)].frequency -= count }
  }

  private mutating func raise(_ left: Int32, _ right: Int32, by count: Int, in word: Int32) {
    let next = Int32(pairs.count)
    let number = numbers[key(left, right), default: next]
    if number == next {
      if pairs.count % 16_384 == 16_383 { requireMemory(max(160 * pairs.count, 2 << 20)) }
      numbers[key(left, right)] = number
      pairs.append(Pair(left: left, right: right))
    }
    let place = Int(number)
    pairs[place].frequency += count
    if pairs[place].words.last != word { pairs[place].words.append(word) }
    if pairs[place].raised != merges {
      pairs[place].raised = merges
      if merges > 0 { raised.append(number) }
    }
  }

  private mutating func propose(_ pair: Int32) {
    let frequency = pairs[Int(pair)].frequency
    guard frequency >= minimumFrequency else { return }
    queue.insert(Candidate(frequency: frequency, pair: pair), by: order)
  }

  /// Whether a candidate comes before another. It keeps no reference to the queue, since the queue
  /// would be copied if it were changed meanwhile.
  private var order: (Candidate, Candidate) -> Bool {
    { [pairs, symbols] a, b in
      if a.frequency != b.frequency { return a.frequency > b.frequency }
      let (x, y) = (pairs[Int(a.pair)], pairs[Int(b.pair)])
      return x.left != y.left
        ? symbols.isGreater(x.left, y.left) : symbols.isGreater(x.right, y.right)
    }
  }
}

/// Symbols by number; equal strings have one number, whatever they were joined from.
private struct SymbolTable {
  private var numbers: [UTF8Key: Int32] = [:]
  private var texts: [String] = []
  /// The first eight bytes of each symbol, padded with zeros: they decide most comparisons.
  private var beginnings: [UInt64] = []
  private var inner: [Unicode.Scalar: Int32] = [:]
  private var last: [Unicode.Scalar: Int32] = [:]

  func text(_ number: Int32) -> String { texts[Int(number)] }

  mutating func number(of text: String) -> Int32 {
    let key = UTF8Key(text)
    if let number = numbers[key] { return number }
    let number = Int32(texts.count)
    numbers[key] = number
    texts.append(text)
    var beginning: UInt64 = 0
    for (place, byte) in text.utf8.prefix(8).enumerated() {
      beginning |= UInt64(byte) << UInt64(56 - 8 * place)
    }
    beginnings.append(beginning)
    return number
  }

  /// The symbol of a word's scalar.
  mutating func number(of scalar: Unicode.Scalar, isLast: Bool) -> Int32 {
    if let number = isLast ? last[scalar] : inner[scalar] { return number }
    let number = number(of: String(scalar) + (isLast ? BytePairMerges.wordEnd : ""))
    if isLast { last[scalar] = number } else { inner[scalar] = number }
    return number
  }

  /// Whether a symbol's text comes after that of another, by its scalars.
  func isGreater(_ a: Int32, _ b: Int32) -> Bool {
    let (x, y) = (beginnings[Int(a)], beginnings[Int(b)])
    return x != y ? x > y : text(b).utf8.lexicographicallyPrecedes(text(a).utf8)
  }
}
