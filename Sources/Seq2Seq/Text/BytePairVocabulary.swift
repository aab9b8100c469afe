/// Pieces of words that a byte-pair encoding may use, as subword-nmt's vocabulary files list them:
/// a piece that does not end its word has `@@` after it.
///
/// Source: the vocabulary threshold of subword-nmt, after Sennrich et al. 2017, The University of
/// Edinburgh's Neural MT Systems for WMT17, §3.1.
package struct BytePairVocabulary: Sendable {
  private var pieces: Set<UTF8Key> = []

  package var isEmpty: Bool { pieces.isEmpty }

  package init(_ pieces: some Sequence<String>) {
    for piece in pieces { self.pieces.insert(UTF8Key(piece)) }
  }

  /// Reads a file with a piece, a space and its frequency in each line.
  ///
  /// - Parameter threshold: pieces that are less frequent are left out.
  /// - Throws: `CorpusError` where the file cannot be read as text, `BytePairError` for its
  ///   contents.
  package init(path: String, threshold: Int = .min) throws {
    _ = try readableSizes(of: [path])
    let file = try TextFileReader(path: path)
    while let line = try file.next() {
      let fields = spacedFields(of: line)
      guard fields.count == 2, !fields[0].isEmpty, let frequency = Int(fields[1]) else {
        throw BytePairError.notEntry(path: path, line: file.linesRead, found: line)
      }
      if pieces.count % 16_384 == 16_383 { requireMemory(max(64 * pieces.count, 2 << 20)) }
      if frequency >= threshold { pieces.insert(UTF8Key(fields[0])) }
    }
  }

  package func contains(_ piece: String) -> Bool { pieces.contains(UTF8Key(piece)) }
}
