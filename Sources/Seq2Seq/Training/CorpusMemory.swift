/// What a corpus takes in memory once it is read, estimated before it is tokenized.
enum CorpusMemory {
  /// Lines from which the rest is estimated.
  private static let sampled = 1_000
  /// What the program and a small model take beside it.
  private static let programBytes = 48 << 20

  /// Throws `TrainingError.corpusTooLarge` where text, token numbers and what an epoch's order needs
  /// go beyond the machine's memory.
  ///
  /// - Parameter tokens: of a line, or of both sides of a pair.
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
    // Of a token its number, twice while the array of them grows; of a line where its sides start as
    // text and as tokens, and its place in the epoch's order.
    let needed =
      textBytes + MemoryLayout<Int32>.size * 2 * (all + lines) + 56 * lines + programBytes
    if needed > available {
      throw .corpusTooLarge(lines: lines, neededBytes: needed, availableBytes: available)
    }
  }
}
