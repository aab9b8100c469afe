import Seq2Seq

/// Standard input as a filter reads it: windows of lines, with a message for a user who types them,
/// and a warning where bytes are not UTF-8, or where a line is read in pieces.
struct InputLines {
  private var reader = LineReader()
  private var hasWarned = false
  private var hasWarnedOfPieces = false
  /// Lines begun so far.
  var count: Int { reader.count }

  /// - Parameter what: what a line holds, in the plural.
  init(_ what: String, quiet: Bool) {
    if Stream.input.isTerminal, !quiet {
      Stream.error.line("reading \(what), one per line; Ctrl-D ends")
    }
  }

  /// As many lines as are available without waiting, at most `most`; none only at the end.
  ///
  /// - Parameter cutting: whether a line beyond `LineReader.longest` is given in pieces, which is
  ///   reported once, or without its text.
  mutating func window(most: Int, cutting: Bool = true) throws -> [InputLine] {
    var lines: [InputLine] = []
    repeat {
      let pieces = try reader.window(most: most)
      if pieces.isEmpty { break }
      for var line in pieces where cutting || !line.isContinued {
        if line.continues, !cutting { (line.text, line.continues) = (nil, false) }
        lines.append(line)
        if line.continues, !hasWarnedOfPieces {
          Stream.error.line(
            "s2s: line \(grouped(line.number)): more than \(grouped(LineReader.longest)) bytes; "
              + "such lines are read in pieces, cut at white space")
          hasWarnedOfPieces = true
        }
      }
    } while lines.isEmpty  // rests of a line that is not kept
    if reader.hasRepaired, !hasWarned {
      Stream.error.line("s2s: standard input is not all UTF-8; invalid bytes are read as U+FFFD")
      hasWarned = true
    }
    return lines
  }
}
