extension TextLines {
  /// The lines of text files that correspond line by line, one `TextLines` for each file.
  ///
  /// - Parameter partner: a file that was read before and must correspond too, and how many lines
  ///   it has.
  /// - Throws: `CorpusError` where a file cannot be read, is empty, is not UTF-8 text, or differs
  ///   in its number of lines from the partner, or from the first file where there is no partner.
  package static func read(
    _ paths: [String], alignedWith partner: (path: String, lines: Int)? = nil
  ) throws(CorpusError) -> [TextLines] {
    var partner = partner
    var all: [TextLines] = []
    for path in paths {
      let lines = try TextLines(path: path)
      let first = partner ?? (path, lines.count)
      if lines.count != first.lines {
        throw .lineCountMismatch(
          source: path, sourceLines: lines.count, target: first.path, targetLines: first.lines)
      }
      partner = first
      all.append(lines)
    }
    return all
  }
}
