@testable import Seq2Seq

/// Byte-pair encoding word by word from its definition (Sennrich et al. 2016, Algorithm 1).
enum BytePairReference {
  static func symbols(_ word: String) -> [String] {
    var symbols = word.unicodeScalars.map { String($0) }
    symbols[symbols.count - 1] += "</w>"
    return symbols
  }

  static func replace(_ pair: [String], in symbols: [String]) -> [String] {
    var result: [String] = []
    var place = 0
    while place < symbols.count {
      let isPair = Array(symbols[place...].prefix(2)) == pair
      result.append(isPair ? pair.joined() : symbols[place])
      place += isPair ? 2 : 1
    }
    return result
  }

  static func merges(_ words: [(String, Int)], _ most: Int) -> [[String]] {
    var sequences = words.map { (symbols: symbols($0.0), count: $0.1) }
    var merges: [[String]] = []
    while merges.count < most {
      var frequencies: [[String]: Int] = [:]
      for (symbols, count) in sequences {
        for place in symbols.indices.dropLast() {
          frequencies[[symbols[place], symbols[place + 1]], default: 0] += count
        }
      }
      let best = frequencies.max {
        $0.value != $1.value
          ? $0.value < $1.value
          : $0.key.lexicographicallyPrecedes($1.key) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      }
      guard let best, best.value >= 2 else { break }
      merges.append(best.key)
      sequences = sequences.map { (replace(best.key, in: $0.symbols), $0.count) }
    }
    return merges
  }

  static func pieces(_ word: String, _ merges: [[String]]) -> [String] {
    var symbols = symbols(word)
    while symbols.count > 1 {
      let pairs = symbols.indices.dropLast().map { [symbols[$0], symbols[$0 + 1]] }
      guard let merge = merges.first(where: { pairs.contains($0) }) else { break }
      symbols = replace(merge, in: symbols)
    }
    symbols[symbols.count - 1].removeLast(4)
    return symbols
  }
}

extension BytePairLearner {
  /// Adds the words of a line, which white space separates.
  mutating func add(line: String) {
    for word in SpacedTokens.split(line) { add(word) }
  }
}
