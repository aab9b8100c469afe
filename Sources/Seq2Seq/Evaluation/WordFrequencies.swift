/// Words by number, and how often each occurs in a text.
struct WordFrequencies: Sendable {
  private var numbers: [UTF8Key: UInt32] = [:]
  /// The counts, by the words' numbers.
  private(set) var counts: [Int] = []

  /// The number of each word; a new word starts with a count of 0.
  mutating func number(_ words: ComparedWords) -> [UInt32] {
    words.words.map { word in
      let number = UInt32(counts.count)
      if let known = numbers[UTF8Key(word)] { return known }
      numbers[UTF8Key(word)] = number
      counts.append(0)
      return number
    }
  }

  mutating func count(_ numbers: [UInt32]) {
    for number in numbers { counts[Int(number)] += 1 }
  }

  /// Counts the words of a text that have numbers; it needs no memory for the others.
  mutating func count(_ words: ComparedWords) {
    for word in words.words {
      if let number = numbers[UTF8Key(word)] { counts[Int(number)] += 1 }
    }
  }
}
