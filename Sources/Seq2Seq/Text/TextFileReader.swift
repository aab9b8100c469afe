/// The sizes of text files. A pipe has none.
///
/// - Throws: `CorpusError` where the files together are beyond the process's memory.
func readableSizes(of paths: [String]) throws(CorpusError) -> [Int] {
  let sizes = paths.map { fileSize($0) ?? 0 }
  let needed = sizes.reduce(0, +), available = physicalMemory()
  if needed > available {
    throw .tooLarge(path: paths[0], neededBytes: needed, availableBytes: available)
  }
  return sizes
}

/// Reads a UTF-8 text file line by line, in the memory of one block and one line.
///
/// A line ends with LF or CR LF, or with the file; no other scalar ends one (not U+0085, U+2028
/// or a form feed). U+FEFF at the start of the file is dropped. Pipes can be read too.
package final class TextFileReader {
  package let path: String
  /// How many lines `next()` has returned; after an error, the number of the line before the faulty
  /// one.
  package private(set) var linesRead = 0
  /// How many lines ended in CR LF, and the number of the first of them, from 1.
  private(set) var carriageReturns = (count: 0, first: 0)

  private let file: OpenFile
  private var block: [UInt8]
  private var unread = 0..<0

  /// - Throws: `CorpusError` when there is no such file, when it is a folder, or when it may not be
  ///   read.
  package convenience init(path: String) throws(CorpusError) {
    try self.init(path: path, blockSize: 1 << 18)
  }

  init(path: String, blockSize: Int) throws(CorpusError) {
    self.path = path
    block = [UInt8](repeating: 0, count: blockSize)
    file = try Self.reading(path) { try OpenFile(path, for: .reading) }
  }

  /// The next line without its end, or nil after the last.
  ///
  /// - Throws: `CorpusError` when the file cannot be read further, or the line holds a NUL or
  ///   invalid UTF-8.
  package func next() throws(CorpusError) -> String? {
    var begun: [UInt8] = []  // of a line that continues in the next block
    while true {
      if unread.isEmpty {
        try fill()
        if unread.isEmpty { return try lastLine(begun) }
      }
      let slice = block[unread]
      guard let end = slice.firstIndex(of: UInt8(ascii: "\n")) else {
        if slice.contains(0) { throw .nul(path: path, line: linesRead + 1) }
        begun.makeRoom(for: slice.count)
        begun += slice
        unread = unread.upperBound..<unread.upperBound
        continue
      }
      unread = (end + 1)..<unread.upperBound
      if begun.isEmpty { return try line(slice[..<end]) }
      begun += slice[..<end]
      return try line(begun[...])
    }
  }

  /// A final line without LF. A file that holds U+FEFF alone has none.
  private func lastLine(_ bytes: [UInt8]) throws(CorpusError) -> String? {
    if bytes.isEmpty || (linesRead == 0 && bytes.elementsEqual(Self.byteOrderMark)) { return nil }
    return try line(bytes[...])
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private func line(_ whole: ArraySlice<UInt8>) throws(CorpusError) -> String {
    var bytes = whole
    if linesRead == 0 && bytes.starts(with: Self.byteOrderMark) { bytes = bytes.dropFirst(3) }
    let hasCarriageReturn = bytes.last == UInt8(ascii: "\r")
    if hasCarriageReturn { bytes = bytes.dropLast() }
    if bytes.contains(0) { throw .nul(path: path, line: linesRead + 1) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .invalidUTF8(path: path, line: linesRead + 1)
    }
    linesRead += 1
    if hasCarriageReturn {
      carriageReturns.count += 1
      if carriageReturns.first == 0 { carriageReturns.first = linesRead }
    }
    return text
  }

  /// What `body` reads. A `FileError` becomes the corresponding `CorpusError`.
  private static func reading<Value>(
    _ path: String, _ body: () throws -> Value
  ) throws(CorpusError) -> Value {
    do {
      return try body()
    } catch FileError.missing, FileError.emptyName {
      let folder = PathParts(path).folder
      throw .missingFile(path: path, folder: folder, holds: try? CorpusFolder.names(in: folder))
    } catch FileError.isDirectory {
      throw .folderForFile(path: path)
    } catch {
      throw .unreadable(path: path, reason: (error as? FileError)?.reason ?? "\(error)")
    }
  }

  /// Leaves `unread` empty at the file's end.
  private func fill() throws(CorpusError) {
    let count = try Self.reading(path) {
      try block.withUnsafeMutableBytes { try file.read(into: $0) }
    }
    unread = 0..<count
  }
}
