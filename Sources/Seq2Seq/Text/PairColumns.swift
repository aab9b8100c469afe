/// Which columns of a line hold a sentence and its translation, counted from 1.
package struct PairColumns: Sendable, Equatable {
  package let source: Int
  package let target: Int

  /// nil where they are the same, or not counted from 1.
  package init?(source: Int, target: Int) {
    guard source >= 1, target >= 1, source != target else { return nil }
    self.source = source
    self.target = target
  }
}

/// How lines hold sentence pairs: columns separated by a tab, or, in a line without a tab, by `|||`
/// as for fast_align. Without `columns` a line must have exactly two.
package struct PairFormat: Sendable, Equatable {
  package let columns: PairColumns?

  package init(columns: PairColumns? = nil) { self.columns = columns }

  /// The pair of a line; nil for a blank line. A side may be empty.
  ///
  /// - Throws: `PairFormatError` where the line does not have the columns of a pair.
  package func pair(in line: String) throws(PairFormatError) -> SentencePair? {
    let found = Self.columns(of: line)
    if let columns {
      let last = max(columns.source, columns.target)
      if found.count < last {
        if SpacedTokens.isEmpty(line) { return nil }
        if Self.hasBareBars(line) { throw .bareBars }
        throw .missingColumn(wanted: last, found: found.count)
      }
      return SentencePair(
        source: String(found[columns.source - 1]), target: String(found[columns.target - 1]))
    }
    switch found.count {
    case 2: return SentencePair(source: String(found[0]), target: String(found[1]))
    case 1:
      if SpacedTokens.isEmpty(line) { return nil }
      throw Self.hasBareBars(line) ? .bareBars : .oneColumn
    default: throw PairFormatError(surplusOf: found.map { String($0) })
    }
  }

  /// Whether a line has more than one column.
  package static func hasColumns(_ line: String) -> Bool { columns(of: line).count > 1 }

  /// Whether a line of one column holds `|||` without white space on both sides, which separates nothing.
  package static func hasBareBars(_ line: String) -> Bool {
    let runs = line.utf8.split(omittingEmptySubsequences: true) { $0 != UInt8(ascii: "|") }
    return runs.contains { $0.count == 3 } && !hasColumns(line)
  }

  private static func columns(of line: String) -> [Substring.UnicodeScalarView] {
    let scalars = line.unicodeScalars[...]
    if scalars.contains("\t") || !line.utf8.contains(UInt8(ascii: "|")) {
      return scalars.split(separator: "\t", omittingEmptySubsequences: false)
    }
    var result: [Substring.UnicodeScalarView] = []
    var rest = scalars
    while let bars = firstBars(in: rest) {
      result.append(trimmed(rest[..<bars]))
      rest = rest[rest.index(bars, offsetBy: 3)...]
    }
    return result.isEmpty ? [scalars] : result + [trimmed(rest)]
  }

  /// Where `|||` is between white space or the line's ends.
  private static func firstBars(
    in text: Substring.UnicodeScalarView
  ) -> Substring.UnicodeScalarView.Index? {
    var start = text.startIndex
    while let bar = text[start...].firstIndex(of: "|") {
      let end = text[bar...].firstIndex { $0 != "|" } ?? text.endIndex
      let isOpen = bar == text.startIndex || ScalarClass(text[text.index(before: bar)]) == .space
      let isClosed = end == text.endIndex || ScalarClass(text[end]) == .space
      if text.distance(from: bar, to: end) == 3, isOpen, isClosed { return bar }
      start = end
    }
    return nil
  }

  private static func trimmed(_ side: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    let start = side.drop { ScalarClass($0) == .space }
    return start.lastIndex { ScalarClass($0) != .space }.map { start[...$0] } ?? start
  }
}

/// Why a line is not a sentence pair.
package enum PairFormatError: Error, Equatable, CustomStringConvertible {
  /// What a column that is not a sentence probably is.
  package enum Surplus: Sendable, Equatable {
    case attribution, number, unclear
  }

  case oneColumn
  /// One column that holds `|||`, but not between white space.
  case bareBars
  /// `sourceColumn` and `targetColumn` are those that probably hold sentences; `column` is the first
  /// of the others.
  case surplus(found: Int, column: Int, is: Surplus, sourceColumn: Int, targetColumn: Int)
  case missingColumn(wanted: Int, found: Int)
  /// A line of more bytes than a pair may have.
  case tooLong(most: Int)
  /// A pair of more tokens on a side than a pair may have.
  case tooManyTokens(found: Int, most: Int)

  /// - Parameter columns: at least three.
  init(surplusOf columns: [String]) {
    let kinds = columns.map(Self.kind)
    var sentences = columns.indices.filter { kinds[$0] == .unclear }
    if sentences.count < 2 { sentences = Array(columns.indices) }
    let (source, target) = (sentences[0], sentences[1])
    let column = columns.indices.first { $0 != source && $0 != target } ?? 2
    self = .surplus(
      found: columns.count, column: column + 1, is: kinds[column], sourceColumn: source + 1,
      targetColumn: target + 1)
  }

  private static func kind(_ column: String) -> Surplus {
    if ["CC-BY", "CC BY", "CC0", "Attribution:", "://"].contains(where: { column.contains($0) }) {
      return .attribution
    }
    return Double(SpacedTokens.split(column).joined()) != nil ? .number : .unclear
  }

  package var description: String {
    switch self {
    case .oneColumn:
      return "one column; expected two, a source and a target with a tab (or |||) between"
    case .bareBars:
      return
        "||| without a blank on both sides, which separates nothing; put blanks around it, or a tab "
        + "between source and target"
    case .surplus(let found, let column, let kind, _, _):
      let what =
        switch kind {
        case .attribution: ", of which column \(column) looks like an attribution or license"
        case .number: ", of which column \(column) is a number, perhaps an id or a score"
        case .unclear: ""
        }
      return "\(grouped(found)) columns\(what); expected two: choose them"
    case .missingColumn(let wanted, let found):
      return "\(counted(found, "column")), but column \(wanted) was asked for"
    case .tooLong(let most):
      return "more than \(grouped(most)) bytes; split it"
    case .tooManyTokens(let found, let most):
      return "\(grouped(found)) tokens on a side, more than \(grouped(most)); split it"
    }
  }
}
