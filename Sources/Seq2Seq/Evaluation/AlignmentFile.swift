/// Reads gold alignments: a line in Pharaoh format for each sentence pair.
package enum AlignmentFile {
  /// The alignments of `pairs`, whose words are what white space separates.
  ///
  /// - Throws: `CorpusError` where the file cannot be read, `AlignmentFileError` where it does not
  ///   fit the pairs.
  package static func read(path: String, pairs: [SentencePair]) throws -> [WordAlignment] {
    let lines = try TextFileReader(path: path)
    var alignments: [WordAlignment] = []
    while let line = try lines.next() {
      guard lines.linesRead <= pairs.count else { continue }  // only to count
      let alignment: WordAlignment
      do {
        alignment = try WordAlignment(pharaoh: line)
      } catch {
        throw AlignmentFileError.notALink(path: path, line: lines.linesRead, found: error.text)
      }
      let pair = pairs[alignments.count]
      let source = SpacedTokens.split(pair.source).count
      let target = SpacedTokens.split(pair.target).count
      let links = alignment.sure.union(alignment.possible)
      if let link = links.filter({ $0.source >= source || $0.target >= target }).min() {
        throw AlignmentFileError.beyondTheSentence(
          path: path, line: lines.linesRead, link: link, source: source, target: target)
      }
      alignments.append(alignment)
    }
    if lines.linesRead != pairs.count {
      throw AlignmentFileError.lineCount(
        path: path, found: lines.linesRead, expected: pairs.count)
    }
    return alignments
  }
}

/// Why a file of alignments was refused. Lines count from 1, words from 0.
package enum AlignmentFileError: Error, Equatable, CustomStringConvertible {
  case notALink(path: String, line: Int, found: String)
  case beyondTheSentence(path: String, line: Int, link: WordLink, source: Int, target: Int)
  case lineCount(path: String, found: Int, expected: Int)

  package var description: String {
    switch self {
    case .notALink(let path, let line, let found):
      "\(path): line \(line) holds '\(displayable(found, limit: 40))'; expected links such as 0-0, or"
        + " 1p2 for a possible one"
    case .beyondTheSentence(let path, let line, let link, let source, let target):
      "\(path): line \(line) links word \(link.source) to \(link.target), but its pair has"
        + " \(source) and \(target) words, counted from 0; align the file with the sentences"
    case .lineCount(let path, let found, let expected):
      "\(path): \(counted(found, "line")), but there are \(counted(expected, "sentence pair")); give"
        + " a line for each, empty where nothing is aligned"
    }
  }
}
