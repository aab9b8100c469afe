/// A sentence and its translation, as they are in the files: neither normalized nor tokenized.
public struct SentencePair: Sendable {
  /// One line of the source language.
  public let source: String
  /// Its translation, one line of the target language.
  public let target: String

  /// Any two texts of one line each; a pair with an empty side cannot be trained on.
  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }
}

/// Sentence pairs from two aligned files, or from files that hold both sides of a pair on one line.
///
/// A pair with nothing but white space on a side is skipped and counted, or kept where each line
/// must have its place. Lines are read as `TextFileReader` does.
package struct ParallelText: Sendable {
  /// In the order of the files.
  package private(set) var pairs = SentencePairs()
  /// The lines of pairs that were left out because a side was empty, from 1, ascending.
  package private(set) var skippedLines: [Int] = []
  /// How many pairs were left out.
  package var skipped: Int { skippedLines.count }
  /// For source and target, how many lines end in CR LF, and the first of them.
  private(set) var carriageReturns = [(count: Int, first: Int)](repeating: (0, 0), count: 2)
  /// The path of the source; names of several files are separated by commas.
  package private(set) var sourcePath: String
  /// The same as `sourcePath` where both sides come from one file.
  package private(set) var targetPath: String
  /// Files in their order, with the number of lines before each. A file of pairs is both source and
  /// target.
  private var files: [(source: String, target: String, linesBefore: Int)] = []
  private let keepsEmpty: Bool

  /// Reads two files whose lines correspond.
  ///
  /// - Throws: `CorpusError` when a file cannot be read or holds no line, when a line is not text
  ///   in UTF-8, when one file has more lines than the other, and when no pair is left.
  package init(
    sourcePath: String, targetPath: String, keepingEmpty keepsEmpty: Bool = false
  ) throws(CorpusError) {
    self.keepsEmpty = keepsEmpty
    self.sourcePath = sourcePath
    self.targetPath = targetPath
    files = [(sourcePath, targetPath, 0)]
    let sizes = try readableSizes(of: [sourcePath, targetPath])
    pairs.reserve(sourceBytes: sizes[0], targetBytes: sizes[1])
    let sources = try TextFileReader(path: sourcePath)
    let targets = try TextFileReader(path: targetPath)
    var source = try sources.next()
    var target = try targets.next()
    if source == nil { throw .emptyFile(path: sourcePath) }
    if target == nil { throw .emptyFile(path: targetPath) }
    while let found = source, let partner = target {
      add(SentencePair(source: found, target: partner))
      source = try sources.next()
      target = try targets.next()
    }
    while source != nil { source = try sources.next() }  // only to count
    while target != nil { target = try targets.next() }
    if sources.linesRead != targets.linesRead {
      throw .lineCountMismatch(
        source: sourcePath, sourceLines: sources.linesRead,
        target: targetPath, targetLines: targets.linesRead)
    }
    carriageReturns = [sources.carriageReturns, targets.carriageReturns]
    try requirePairs()
  }

  /// Reads files with a pair on each line, one after the other. A blank line is a pair of empty
  /// sides.
  ///
  /// - Parameter paths: at least one.
  /// - Throws: what `init(sourcePath:targetPath:)` throws, and an error when a line is not a pair.
  package init(
    pairs paths: [String], format: PairFormat = PairFormat(),
    keepingEmpty keepsEmpty: Bool = false
  ) throws(CorpusError) {
    self.keepsEmpty = keepsEmpty
    sourcePath = paths.joined(separator: ", ")
    targetPath = sourcePath
    // Half for each side; the buffers grow where that is not enough.
    let half = try readableSizes(of: paths).reduce(0, +) / 2
    pairs.reserve(sourceBytes: half, targetBytes: half)
    for path in paths { try read(path, format) }
    try requirePairs()
  }

  /// Adds files with a pair on each line.
  ///
  /// - Throws: what `init(pairs:)` throws.
  package mutating func append(
    pairs paths: [String], format: PairFormat = PairFormat()
  ) throws(CorpusError) {
    _ = try readableSizes(of: paths)
    for path in paths {
      try read(path, format)
      sourcePath += ", \(path)"
      targetPath += ", \(path)"
    }
  }

  private mutating func read(_ path: String, _ format: PairFormat) throws(CorpusError) {
    let before = pairs.count + skipped
    files.append((path, path, before))
    let lines = try TextFileReader(path: path)
    while let line = try lines.next() {
      do {
        add(try format.pair(in: line) ?? SentencePair(source: "", target: ""))
      } catch {
        throw .noPair(path: path, line: lines.linesRead, reason: error)
      }
    }
    if lines.linesRead == 0 { throw .emptyFile(path: path) }
    let (count, first) = lines.carriageReturns
    if carriageReturns[1].count == 0, count > 0 { carriageReturns[1].first = before + first }
    carriageReturns[1].count += count
  }

  /// Whether pairs come from several files.
  package var hasSeveralFiles: Bool { files.count > 1 }

  /// The file of a line that is counted through all files, and the line's number there.
  package func place(
    ofLine line: Int, inTarget: Bool = false
  ) -> (path: String, line: Int) {
    let file = files.last { $0.linesBefore < line } ?? files[0]
    return (inTarget ? file.target : file.source, line - file.linesBefore)
  }

  /// The line of a pair, from 1, counted through all files.
  package func line(of place: Int) -> Int {
    // A line that was left out comes before the pair if at most `place` pairs precede it.
    var low = 0, high = skippedLines.count
    while low < high {
      let middle = (low + high) / 2
      if skippedLines[middle] - middle - 1 <= place { low = middle + 1 } else { high = middle }
    }
    return place + 1 + low
  }

  private mutating func add(_ pair: SentencePair) {
    if !keepsEmpty, SpacedTokens.isEmpty(pair.source) || SpacedTokens.isEmpty(pair.target) {
      skippedLines.makeRoom(for: 1)
      skippedLines.append(pairs.count + skipped + 1)
    } else {
      pairs.append(pair)
    }
  }

  private func requirePairs() throws(CorpusError) {
    if pairs.isEmpty { throw .noPairs(source: sourcePath, target: targetPath, skipped: skipped) }
  }
}
