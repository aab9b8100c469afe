/// Lines of a file as bytes, in the memory of one block and of the longest line that is accepted.
struct ByteLines {
  /// Bytes of a line at most.
  let longest: Int
  private let file: OpenFile
  private var bytes: [UInt8]
  /// What was read but not given out yet.
  private var unread = 0..<0
  /// Whether the last line that was given has no LF, since the file ends there.
  private(set) var endsUnfinished = false

  /// - Throws: `FileError`.
  init(path: String, longest: Int) throws {
    self.longest = longest
    file = try OpenFile(path, for: .reading)
    bytes = [UInt8](repeating: 0, count: longest + 1 << 18)
  }

  /// Gives each line without its LF, and its number from 1.
  ///
  /// - Returns: the number of the first line that is too long, where one ended the reading.
  mutating func forEach(_ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void) throws
    -> Int?
  {
    var number = 0
    while true {
      if let end = bytes[unread].firstIndex(of: UInt8(ascii: "\n")) {
        number += 1
        if end - unread.lowerBound > longest { return number }
        try body(bytes[unread.lowerBound..<end], number)
        unread = end + 1..<unread.upperBound
        continue
      }
      if unread.count > longest { return number + 1 }
      if try !fill() {
        endsUnfinished = !unread.isEmpty
        if endsUnfinished { try body(bytes[unread], number + 1) }
        return nil
      }
    }
  }

  /// Moves what is unread to the front and reads on after it; false at the file's end.
  private mutating func fill() throws -> Bool {
    let kept = unread.count
    bytes.withUnsafeMutableBytes { all in
      let rest = UnsafeRawBufferPointer(rebasing: all[unread])
      all.copyMemory(from: rest)
    }
    let count = try bytes.withUnsafeMutableBytes {
      try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[kept...]))
    }
    unread = 0..<kept + count
    return count > 0
  }
}
