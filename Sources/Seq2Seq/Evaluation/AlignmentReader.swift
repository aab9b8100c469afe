/// Reads word alignments, a line in Pharaoh format for each sentence pair.
package struct AlignmentReader {
  package let path: String
  private let file: TextFileReader

  /// - Throws: `CorpusError` where the file cannot be read.
  package init(path: String) throws {
    self.path = path
    file = try TextFileReader(path: path)
  }

  package var linesRead: Int { file.linesRead }

  /// The next line's alignment; nil after the last line.
  ///
  /// - Parameter words: how many words each side of its pair has; nil: not known.
  /// - Throws: `CorpusError`, `AlignmentFileError`.
  package func next(words: (source: Int, target: Int)? = nil) throws -> WordAlignment? {
    guard let line = try file.next() else { return nil }
    let alignment: WordAlignment
    do {
      alignment = try WordAlignment(pharaoh: line)
    } catch {
      throw AlignmentFileError.notALink(path: path, line: linesRead, found: error.text)
    }
    guard let (source, target) = words else { return alignment }
    let links = alignment.sure.union(alignment.possible)
    if let link = links.filter({ $0.source >= source || $0.target >= target }).min() {
      throw AlignmentFileError.beyondTheSentence(
        path: path, line: linesRead, link: link, source: source, target: target)
    }
    return alignment
  }

  /// The next pair's alignment, where pairs come one after another, such as those of a filter.
  ///
  /// - Throws: `CorpusError`, `AlignmentFileError`, which is `ended` after the last line.
  package func alignment(words: (source: Int, target: Int)? = nil) throws -> WordAlignment {
    guard let found = try next(words: words) else {
      throw AlignmentFileError.ended(path: path, found: linesRead)
    }
    return found
  }

  /// Passes over a line. Returns false after the last one.
  @discardableResult
  package func skip() throws -> Bool { try file.next() != nil }

  /// Reads on to the end. Returns the number of lines.
  package func countLines() throws -> Int {
    while try skip() {}
    return linesRead
  }

  /// - Parameter pairs: how many there are; nil: as many as lines were read.
  /// - Throws: `AlignmentFileError` where the file has another number of lines.
  package func finish(pairs: Int? = nil) throws {
    let pairs = pairs ?? linesRead
    let found = try countLines()
    if found != pairs {
      throw AlignmentFileError.lineCount(path: path, found: found, expected: pairs)
    }
  }

  /// The alignments of `pairs`.
  ///
  /// - Parameter words: how many words each side of a pair has.
  /// - Throws: `CorpusError`, `AlignmentFileError`.
  package func all(
    _ pairs: [SentencePair],
    words: (SentencePair) -> (source: Int, target: Int) = {
      (SpacedTokens.split($0.source).count, SpacedTokens.split($0.target).count)
    }
  ) throws -> [WordAlignment] {
    var alignments: [WordAlignment] = []
    while alignments.count < pairs.count,
      let alignment = try next(words: words(pairs[alignments.count]))
    {
      alignments.append(alignment)
    }
    try finish(pairs: pairs.count)
    return alignments
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
