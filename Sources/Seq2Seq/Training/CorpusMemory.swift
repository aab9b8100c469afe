/// How much memory a corpus takes once it is read, estimated before it is tokenized.
enum CorpusMemory {
  /// The number of lines from which the rest is estimated.
  private static let sampled = 1_000
  /// Bytes that the program and a small model take in addition.
  private static let programBytes = 48 << 20

  /// Checks that text, token numbers and an epoch's order fit into the machine's memory.
  ///
  /// - Parameter tokens: the number of tokens of a line, or of both sides of a pair.
  /// - Throws: `TrainingError.corpusTooLarge`.
  static func check(
    lines: Int, textBytes: Int, available: Int = physicalMemory(), tokens: (Int) -> Int
  ) throws(TrainingError) {
    let stride = max(lines / sampled, 1)
    var found = 0, seen = 0
    for place in Swift.stride(from: 0, to: lines, by: stride) {
      found += tokens(place)
      seen += 1
    }
    let all = Int(Double(found) / Double(max(seen, 1)) * Double(lines))
    // For each token its number, twice while the array grows; for each line where its sides start
    // as text and as tokens, and its place in the epoch's order.
    let needed =
      textBytes + MemoryLayout<Int32>.size * 2 * (all + lines) + 56 * lines + programBytes
    if needed > available {
      throw .corpusTooLarge(lines: lines, neededBytes: needed, availableBytes: available)
    }
  }
}
