/// Reads gold alignments: a line in Pharaoh format for each sentence pair.
package enum AlignmentFile {
  /// The alignments of `pairs`.
  ///
  /// - Parameter words: how many words each side of a pair has.
  /// - Throws: `CorpusError` where the file cannot be read, `AlignmentFileError` where it does not
  ///   fit the pairs.
  package static func read(
    path: String, pairs: [SentencePair],
    words: (SentencePair) -> (source: Int, target: Int) = {
      (SpacedTokens.split($0.source).count, SpacedTokens.split($0.target).count)
    }
  ) throws -> [WordAlignment] {
    let lines = try TextFileReader(path: path)
    var alignments: [WordAlignment] = []
    while let line = try lines.next() {
      guard lines.linesRead <= pairs.count else { continue }  // only to count
      alignments.append(
        try alignment(line, of: lines, words: words(pairs[alignments.count])))
    }
    if lines.linesRead != pairs.count {
      throw AlignmentFileError.lineCount(
        path: path, found: lines.linesRead, expected: pairs.count)
    }
    return alignments
  }

  /// The line that was just read.
  ///
  /// - Parameter words: how many words each side of its pair has; nil: not known.
  fileprivate static func alignment(
    _ line: String, of file: TextFileReader, words: (source: Int, target: Int)?
  ) throws(AlignmentFileError) -> WordAlignment {
    let alignment: WordAlignment
    do {
      alignment = try WordAlignment(pharaoh: line)
    } catch {
      throw .notALink(path: file.path, line: file.linesRead, found: error.text)
    }
    guard let (source, target) = words else { return alignment }
    let links = alignment.sure.union(alignment.possible)
    if let link = links.filter({ $0.source >= source || $0.target >= target }).min() {
      throw .beyondTheSentence(
        path: file.path, line: file.linesRead, link: link, source: source, target: target)
    }
    return alignment
  }
}

/// Reads gold alignments of pairs that come one after another, such as those of a filter.
package struct AlignmentReader {
  private let file: TextFileReader

  /// - Throws: `CorpusError` where the file cannot be read.
  package init(path: String) throws { file = try TextFileReader(path: path) }

  /// The next pair's alignment.
  ///
  /// - Parameter words: how many words each side of the pair has; nil: not known.
  /// - Throws: `CorpusError`, `AlignmentFileError`.
  package func next(words: (source: Int, target: Int)?) throws -> WordAlignment {
    guard let line = try file.next() else {
      throw AlignmentFileError.ended(path: file.path, found: file.linesRead)
    }
    return try AlignmentFile.alignment(line, of: file, words: words)
  }

  /// - Throws: `AlignmentFileError` where lines are left after the last pair.
  package func finish() throws {
    let pairs = file.linesRead
    while try file.next() != nil {}  // only to count
    if file.linesRead != pairs {
      throw AlignmentFileError.lineCount(path: file.path, found: file.linesRead, expected: pairs)
    }
  }
}

/// Why a file of alignments was refused. Lines count from 1, words from 0.
package enum AlignmentFileError: Error, Equatable, CustomStringConvertible {
  case notALink(path: String, line: Int, found: String)
  case beyondTheSentence(path: String, line: Int, link: WordLink, source: Int, target: Int)
  case lineCount(path: String, found: Int, expected: Int)
  /// The file ended before the pairs, whose number is not known.
  case ended(path: String, found: Int)

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
    case .ended(let path, let found):
      "\(path): \(counted(found, "line")), but there are more sentence pairs; give a line for each,"
        + " empty where nothing is aligned"
    }
  }
}
