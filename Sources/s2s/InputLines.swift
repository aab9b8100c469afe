import Seq2Seq

/// Standard input as a filter reads it: windows of lines, with a word to whoever types them, and a
/// warning where bytes were no UTF-8.
struct InputLines {
  private var reader = LineReader()
  private var hasWarned = false
  /// Lines given so far.
  private(set) var count = 0

  /// - Parameter what: what a line holds, in the plural.
  init(_ what: String, quiet: Bool) {
    if Stream(descriptor: 0).isTerminal, !quiet {
      Stream.error.line("reading \(what), one a line; Ctrl-D ends")
    }
  }

  /// As many lines as are there without waiting, at most `most`; none only at the end.
  mutating func window(most: Int) throws -> [String] {
    let lines = try reader.window(most: most)
    count += lines.count
    if reader.hasRepaired, !hasWarned {
      Stream.error.line("s2s: standard input is not all UTF-8; what is not is read as U+FFFD")
      hasWarned = true
    }
    return lines
  }
}
