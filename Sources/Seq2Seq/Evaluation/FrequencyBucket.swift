/// How well the words are translated that occur in a text a certain number of times.
package struct FrequencyBucket: Sendable {
  static let ranges = CountRange.ranges(from: [0, 1, 2, 5, 10, 100, 1_000])

  /// Words of the translations and of their references, and those that match:
  ///
  ///     P = matches / words of the translations,   R = matches / words of the references
  ///     F = 2 P R / (P + R)
  ///
  /// A word matches as often as it occurs on both sides of a sentence, at any place.
  package struct Matches: Sendable, Equatable {
    package fileprivate(set) var matched = 0
    package fileprivate(set) var output = 0
    package fileprivate(set) var reference = 0

    /// In per cent, like the following two; 0 without any word.
    package var precision: Double { Self.percentage(matched, of: output) }
    package var recall: Double { Self.percentage(matched, of: reference) }
    package var fMeasure: Double { Self.percentage(2 * matched, of: output + reference) }

    private static func percentage(_ count: Int, of all: Int) -> Double {
      all > 0 ? 100 * Double(count) / Double(all) : 0
    }
  }

  package let frequency: CountRange
  /// The matches of each system.
  package fileprivate(set) var matches: [Matches]

  /// A sentence's words in a system's output, and in the reference that it is compared with.
  struct Pair {
    let output, reference: [UInt32]
  }

  /// The buckets that have words.
  ///
  /// - Parameters:
  ///   - systems: the sentences of each.
  ///   - counts: how often each word occurs in the text, by the word's number.
  static func buckets(_ systems: [[Pair]], counts: [Int]) -> [FrequencyBucket] {
    var buckets = ranges.map { range in
      FrequencyBucket(frequency: range, matches: systems.map { _ in Matches() })
    }
    func bucket(of word: UInt32) -> Int {
      ranges.lastIndex { $0.first <= counts[Int(word)] } ?? 0
    }
    for (system, pairs) in systems.enumerated() {
      for pair in pairs {
        for word in pair.output { buckets[bucket(of: word)].matches[system].output += 1 }
        for word in pair.reference { buckets[bucket(of: word)].matches[system].reference += 1 }
        for word in common(pair.output.sorted(), pair.reference.sorted()) {
          buckets[bucket(of: word)].matches[system].matched += 1
        }
      }
    }
    return buckets.filter { $0.matches.contains { $0.output + $0.reference > 0 } }
  }

  /// The elements that two sorted sequences share, each as often as both have it.
  private static func common(_ one: [UInt32], _ other: [UInt32]) -> [UInt32] {
    var shared: [UInt32] = []
    var i = 0, j = 0
    while i < one.count, j < other.count {
      if one[i] == other[j] { shared.append(one[i]) }
      (i, j) = (i + (one[i] <= other[j] ? 1 : 0), j + (other[j] <= one[i] ? 1 : 0))
    }
    return shared
  }
}
