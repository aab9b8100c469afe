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

  /// Without the marks that keep text in its place.
  static func unmarked(_ line: String) -> String {
    String(String.UnicodeScalarView(line.unicodeScalars.filter { $0 != "\u{200E}" }))
  }

  /// A drawing taken apart by the columns of a terminal.
  struct Reading {
    typealias Word = (columns: Range<Int>, text: String)

    /// How a source word is written, and the place of its last line.
    private(set) var headings: [String] = []
    private(set) var columns: [Range<Int>] = []
    /// How a target word is written, in the last block.
    private(set) var labels: [String] = []
    /// Each line of each block, with the columns from its opening bracket to its closing one.
    private(set) var rows: [(target: Int, brackets: Range<Int>?)] = []
    /// The words that are listed below the map, without spaces.
    private(set) var whole = ""

    /// nil where the drawing does not have the expected parts.
    init?(_ lines: [String], _ matrix: AlignmentMatrix) {
      let lines = lines.map(HeatmapExample.unmarked)
      var parts = lines.split(separator: "", omittingEmptySubsequences: false).map(Array.init)
      guard parts.popLast()?.first?.hasPrefix("weight 0") == true else { return nil }
      while let part = parts.last, part[0].hasPrefix("source 1: ") || Self.isList(part[0]) {
        whole = part.joined().filter { $0 != " " } + whole
        parts.removeLast()
      }
      for var block in parts {
        if parts.count > 1 { block.removeFirst() }
        guard block.count > matrix.target.count else { return nil }
        let above = block.dropLast(matrix.target.count).map(Self.words)
        guard let last = above.last else { return nil }
        columns += last.map(\.columns)
        headings += last.map { word in
          let middle = word.columns.lowerBound + word.columns.upperBound
          return above.joined().filter { other in
            let distances = last.map {
              abs(
                $0.columns.lowerBound + $0.columns.upperBound - other.columns.lowerBound
                  - other.columns.upperBound)
            }
            return distances.min()
              == abs(middle - other.columns.lowerBound - other.columns.upperBound)
          }.map(\.text).joined()
        }
        labels = []
        for (t, line) in block.suffix(matrix.target.count).enumerated() {
          labels.append(Self.words(line).first?.text ?? "")
          let cells = Self.cells(line)
          let open = cells.first { $0.text == "[" && $0.columns.lowerBound > 0 }
          let bounds = cells.filter { "[]".contains($0.text) }.suffix(2)
          rows.append(
            (
              t,
              open == nil
                ? nil
                : bounds.first.map { first in
                  first.columns.upperBound - 1..<(bounds.last?.columns.lowerBound ?? 0)
                }
            ))
        }
      }
    }

    private static func isList(_ line: String) -> Bool {
      line.hasPrefix("source ") && line.contains(":") || line.hasPrefix("target ")
    }

    private static func cells(_ line: String) -> [Word] {
      var column = 0
      return line.map { character in
        let text = String(character), width = displayWidth(text)
        defer { column += width }
        return (column..<column + width, text)
      }
    }

    private static func words(_ line: String) -> [Word] {
      cells(line).split { $0.text == " " }.map { part in
        (
          part[part.startIndex].columns.lowerBound..<part[part.endIndex - 1].columns.upperBound,
          part.map(\.text).joined()
        )
      }
    }
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
