/// A sentence and its translation, as they stand in the files: neither normalized nor tokenized.
public struct SentencePair: Sendable {
  public let source: String
  public let target: String

  /// Any text of one line each; what is empty has nothing to train on.
  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }
}

/// Sentence pairs from two aligned files, or from one that holds both sides of a pair in a line.
///
/// A pair with nothing but white space on a side is skipped and counted, or kept where each line
/// must have its place. Lines are read as `TextFileReader` does.
package struct ParallelText: Sendable {
  /// In the order of the files.
  package private(set) var pairs = SentencePairs()
  /// The lines of pairs that were left out for an empty side, or two, from 1, ascending.
  package private(set) var skippedLines: [Int] = []
  /// How many they are.
  package var skipped: Int { skippedLines.count }
  /// Lines that end in CR LF, and the first of them, of source and target.
  private(set) var carriageReturns = [(count: Int, first: Int)](repeating: (0, 0), count: 2)
  package let sourcePath: String
  /// The same as `sourcePath` where both sides come from one file.
  package let targetPath: String
  private let keepsEmpty: Bool

  /// Reads two files whose lines correspond.
  ///
  /// Throws when a file cannot be read or holds no line, when a line is not text in UTF-8, when
  /// one file has more lines than the other, and when no pair is left.
  package init(
    sourcePath: String, targetPath: String, keepingEmpty keepsEmpty: Bool = false
  ) throws(CorpusError) {
    self.keepsEmpty = keepsEmpty
    self.sourcePath = sourcePath
    self.targetPath = targetPath
    try reserve([sourcePath, targetPath])
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

  /// Reads one file with a pair in a line. A blank line is a pair of empty sides.
  ///
  /// Throws as `init(sourcePath:targetPath:)` does, and when a line is no pair.
  package init(
    pairsPath: String, format: PairFormat = PairFormat(), keepingEmpty keepsEmpty: Bool = false
  ) throws(CorpusError) {
    self.keepsEmpty = keepsEmpty
    sourcePath = pairsPath
    targetPath = pairsPath
    try reserve([pairsPath])
    let lines = try TextFileReader(path: pairsPath)
    while let line = try lines.next() {
      do {
        add(try format.pair(in: line) ?? SentencePair(source: "", target: ""))
      } catch {
        throw .noPair(path: pairsPath, line: lines.linesRead, reason: error)
      }
    }
    if lines.linesRead == 0 { throw .emptyFile(path: pairsPath) }
    carriageReturns[1] = lines.carriageReturns
    try requirePairs()
  }

  /// The line that a pair stands in, from 1.
  package func line(of place: Int) -> Int {
    // Line n stands before it if fewer than n pairs do, of the lines that were left out.
    var low = 0, high = skippedLines.count
    while low < high {
      let middle = (low + high) / 2
      if skippedLines[middle] - middle - 1 <= place { low = middle + 1 } else { high = middle }
    }
    return place + 1 + low
  }

  /// Makes room for the text of files, if the process may use as much. A pipe has no size.
  private mutating func reserve(_ paths: [String]) throws(CorpusError) {
    let sizes = try readableSizes(of: paths)
    // Of one file, half for each side; the buffers grow where that is not enough.
    let half = sizes[0] / 2
    pairs.reserve(
      sourceBytes: sizes.count == 1 ? half : sizes[0],
      targetBytes: sizes.count == 1 ? half : sizes[1])
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
