@testable import Seq2Seq

/// Alignments to draw.
enum HeatmapExample {
  /// Of words that are one token each; the weights are `[target.count][source.count + 1]`.
  static func matrix(_ source: [String], _ target: [String], _ weights: [[Float]])
    -> AlignmentMatrix
  {
    func words(_ words: [String]) -> [TokenizedWord] {
      words.map { TokenizedWord(word: $0, tokens: [$0]) }
    }
    return AlignmentMatrix(
      source: words(source), target: words(target), alpha: weights)
  }

  /// Each target word looks at the source word at its share of the sentence, and a little at the
  /// next one or, after the last, at the end symbol.
  static func diagonal(_ source: [String], _ target: [String]) -> AlignmentMatrix {
    let weights = target.indices.map { t in
      var row = [Float](repeating: 0, count: source.count + 1)
      let best = t * source.count / target.count
      row[best] += 0.75
      row[min(best + 1, source.count)] += 0.25
      return row
    }
    return matrix(source, target, weights)
  }

  /// Words of which each is a letter and its number.
  static func words(_ letter: Character, _ count: Int) -> [String] {
    (0..<count).map { "\(letter)\($0)" }
  }

  /// Rows of random distributions, of which some are flat and some have one high peak.
  static func random(
    _ source: [String], _ target: [String], from numbers: inout SeededText
  ) -> AlignmentMatrix {
    let weights = target.map { _ in
      var row = (0...source.count).map { _ in Float(1 + numbers.below(1000)) }
      row[numbers.below(row.count)] += Float([0, 1000, 1_000_000][numbers.below(3)])
      let sum = row.reduce(0, +)
      return row.map { $0 / sum }
    }
    return matrix(source, target, weights)
  }

  /// Without the escape sequences that set colors.
  static func uncolored(_ line: String) -> String {
    var text = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1B}" { isEscaped = true }
      if !isEscaped { text.append(scalar) }
      if scalar == "m" { isEscaped = false }
    }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
