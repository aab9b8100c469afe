/// A text file that grows by whole lines and counts them, so that a resumed run can cut it back to
/// what it had written by the time its state was saved.
package final class LogFile {
  package let path: String
  /// The file's length in bytes, as this log left it.
  package private(set) var byteCount: Int
  /// Lines that this log kept or wrote.
  package private(set) var lineCount = 0
  private let file: OpenFile

  /// Opens the log, creates it where there is none, and cuts it to its first lines. Unlike a length
  /// in bytes, the number of lines does not depend on what they say, such as a speed. An unfinished
  /// last line, which a power failure can leave, is cut off too.
  ///
  /// - Throws: `FileError`.
  init(path: String, keepingLines lines: Int) throws {
    self.path = path
    file = try OpenFile(path, for: .appending)
    let status = try file.status()
    guard status.isRegular else { throw FileError.notRegular(path: path) }
    byteCount = 0
    for (i, byte) in try readWholeFile(path).enumerated()
    where byte == UInt8(ascii: "\n") && lineCount < lines {
      byteCount = i + 1
      lineCount += 1
    }
    if byteCount < status.byteCount { try file.truncate(to: byteCount) }
  }

  /// Whether a file is empty or missing, or its first line begins with one of these texts and holds
  /// `key`, as far as the line was written.
  ///
  /// - Throws: `FileError`.
  static func begins(_ path: String, withAnyOf texts: [[UInt8]], holding key: [UInt8]) throws
    -> Bool
  {
    guard fileExists(path) else { return true }
    let file = try OpenFile(path, for: .inspecting)
    let start = try file.read(upTo: 4_096)
    let line = start.prefix { $0 != UInt8(ascii: "\n") }
    if start.isEmpty || line.count > 1 && texts.contains(where: { $0.starts(with: line) }) {
      return true
    }
    guard texts.contains(where: { line.starts(with: $0) }) else { return false }
    return line.count == start.count
      || line.indices.contains { line[$0...].starts(with: key) }
  }

  /// Whether the path still leads to this log, which may have been removed or replaced in the
  /// meantime.
  package var isInPlace: Bool { (try? file.isEntry(at: path)) ?? false }

  /// Adds one line; the line feed is added here, and `line` holds none.
  ///
  /// A write that fails half-way is undone.
  ///
  /// - Throws: `FileError`.
  package func append(_ line: String) throws {
    precondition(!line.utf8.contains(UInt8(ascii: "\n")), "a log line with a line feed: \(line)")
    let bytes = Array(line.utf8) + [UInt8(ascii: "\n")]
    do {
      try bytes.withUnsafeBytes { try file.write($0) }
    } catch {
      try? file.truncate(to: byteCount)
      throw error
    }
    byteCount += bytes.count
    lineCount += 1
  }

  /// Waits until the device holds every line.
  package func synchronize() throws {
    try file.synchronize()
  }
}
