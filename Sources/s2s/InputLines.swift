import Seq2Seq

/// Standard input as a filter reads it: windows of lines, with a word to whoever types them, and a
/// warning where bytes were no UTF-8, or where a line is read in pieces.
struct InputLines {
  /// Bytes of a line that is read in one.
  static let longest = LineReader.longest

  /// A line, or a piece of a long one.
  struct Line {
    /// nil of a line that was too long to be kept.
    let text: String?
    /// From 1.
    let number: Int
    /// Whether pieces of the line stand before it, and after it.
    var isContinued = false
    var continues = false

    var isWhole: Bool { !isContinued && !continues }
  }

  private var reader = LineReader()
  private var hasWarned = false
  private var hasWarnedOfPieces = false
  /// Lines begun so far.
  private(set) var count = 0

  /// - Parameter what: what a line holds, in the plural.
  init(_ what: String, quiet: Bool) {
    if Stream(descriptor: 0).isTerminal, !quiet {
      Stream.error.line("reading \(what), one a line; Ctrl-D ends")
    }
  }

  /// As many lines as are there without waiting, at most `most`; none only at the end.
  ///
  /// - Parameter cutting: whether a line beyond `longest` is given in pieces, which is told once, or
  ///   without its text.
  mutating func window(most: Int, cutting: Bool = true) throws -> [Line] {
    var lines: [Line] = []
    repeat {
      let pieces = try reader.window(most: most)
      if pieces.isEmpty { break }
      for piece in pieces {
        if !piece.isContinued { count += 1 }
        guard cutting || !piece.isContinued else { continue }
        lines.append(
          Line(
            text: cutting || !piece.continues ? piece.text : nil, number: count,
            isContinued: piece.isContinued, continues: cutting && piece.continues))
        if cutting, piece.continues, !hasWarnedOfPieces {
          Stream.error.line(
            "s2s: line \(grouped(count)): more than \(grouped(Self.longest)) bytes; such lines are "
              + "read in pieces, cut at white space")
          hasWarnedOfPieces = true
        }
      }
    } while lines.isEmpty  // rests of a line that is not kept
    if reader.hasRepaired, !hasWarned {
      Stream.error.line("s2s: standard input is not all UTF-8; what is not is read as U+FFFD")
      hasWarned = true
    }
    return lines
  }
}
