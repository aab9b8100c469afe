/// The sure links of many sentence pairs, in little memory.
package struct AlignmentLines: Sendable {
  /// The file that they come from, which errors name.
  let path: String
  /// The line of each pair, from 1.
  private var lines: [Int32] = []
  /// Where each pair's links start, and the number of links at the end.
  private var starts = [0]
  private var links: [(source: Int32, target: Int32)] = []

  var count: Int { lines.count }

  /// The links of given alignments.
  init(_ alignments: [WordAlignment]) {
    path = "alignments"
    for (place, alignment) in alignments.enumerated() { append(alignment, line: place + 1) }
  }

  /// Reads a line in Pharaoh format for each line of a text, whose pairs with an empty side were
  /// skipped.
  ///
  /// - Throws: `CorpusError` where the file cannot be read, `AlignmentFileError` where it does not
  ///   fit.
  package init(path: String, of text: ParallelText) throws {
    self.path = path
    let reader = try AlignmentReader(path: path)
    let count = text.pairs.count + text.skipped
    var skipped = text.skippedLines[...]
    while reader.linesRead < count {
      if skipped.first == reader.linesRead + 1 {
        skipped.removeFirst()
        guard try reader.skip() else { break }
      } else {
        guard let alignment = try reader.next() else { break }
        append(alignment, line: reader.linesRead)
      }
    }
    try reader.finish(pairs: count)
  }

  private mutating func append(_ alignment: WordAlignment, line: Int) {
    links.makeRoom(for: alignment.sure.count)
    for link in alignment.sure.sorted() {
      links.append((Int32(clamping: link.source), Int32(clamping: link.target)))
    }
    lines.append(Int32(clamping: line))
    starts.append(links.count)
  }

  /// The links of a pair, by source, then target.
  ///
  /// - Parameters:
  ///   - source: the number of words of its source.
  ///   - target: the number of words of its target.
  /// - Throws: `AlignmentFileError.beyondTheSentence`.
  func links(
    _ place: Int, source: Int, target: Int
  ) throws(AlignmentFileError) -> ArraySlice<(source: Int32, target: Int32)> {
    let found = links[starts[place]..<starts[place + 1]]
    if let link = found.first(where: { $0.source >= source || $0.target >= target }) {
      throw .beyondTheSentence(
        path: path, line: Int(lines[place]), link: WordLink(Int(link.source), Int(link.target)),
        source: source, target: target)
    }
    return found
  }

  /// A fingerprint of the links.
  var digest: String {
    var digest = FNV1a()
    for place in lines.indices {
      for link in links[starts[place]..<starts[place + 1]] {
        for number in [link.source, link.target] {
          withUnsafeBytes(of: number.littleEndian) { digest.add($0) }
        }
      }
      digest.add(repeatElement(0xFF, count: 4))  // not the number of any word
    }
    return digest.hexadecimal
  }
}
