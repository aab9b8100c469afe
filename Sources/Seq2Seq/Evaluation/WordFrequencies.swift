/// Words by number, and how often a text has each of them.
struct WordFrequencies: Sendable {
  private var numbers: [UTF8Key: UInt32] = [:]
  /// By the words' numbers.
  private(set) var counts: [Int] = []

  /// The number of each word; one that was not there yet has been counted 0 times.
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
