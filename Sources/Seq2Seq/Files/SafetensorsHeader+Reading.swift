extension SafetensorsFile {
  /// The metadata of a regular file. Reads the header alone, and checks it against the file's length.
  ///
  /// - Throws: `FileError` or `SafetensorsError`.
  package static func metadata(ofFile path: String) throws -> SafetensorsMetadata {
    let file = try OpenFile(path, for: .inspecting)
    let status = try file.status()
    if !status.isRegular { throw FileError.notRegular(path: path) }
    return try SafetensorsHeader.read(from: file, fileBytes: status.byteCount).header.metadata
  }
}

extension SafetensorsHeader {
  /// Reads the header at the start of a file; the header's length is checked against the file's
  /// before it is read. `bytes` are all that was read: the data follows.
  ///
  /// - Parameter fileBytes: the file's length; nil where it is not known, as with a pipe.
  /// - Throws: `FileError` or `SafetensorsError`.
  static func read(
    from file: OpenFile, fileBytes: Int?
  ) throws -> (header: SafetensorsHeader, bytes: [UInt8]) {
    var bytes = try file.read(upTo: 8)
    let end = try end(bytes, fileBytes: fileBytes ?? .max, path: file.path)
    try requireMemory(for: memoryPerByte * end, path: file.path)
    bytes += try file.read(upTo: end - 8)
    guard bytes.count == end else {
      throw SafetensorsError.headerCutShort(
        path: file.path, expectedBytes: end - 8, foundBytes: max(bytes.count - 8, 0))
    }
    let header = try SafetensorsHeader(
      bytes, in: 8..<end, dataBytes: fileBytes.map { $0 - end }, path: file.path)
    return (header, bytes)
  }

  /// Bytes of memory that a byte of a header may take while it is read and decoded.
  private static let memoryPerByte = 8

  /// Where the header ends, according to the first 8 bytes of a file.
  static func end(_ start: [UInt8], fileBytes: Int, path: String) throws -> Int {
    guard start.count >= 8 else {
      throw SafetensorsError.noHeaderLength(path: path, foundBytes: start.count)
    }
    let promised = start[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard promised <= UInt64(lengthLimit) else {
      throw SafetensorsError.headerTooLong(path: path, foundBytes: promised, limit: lengthLimit)
    }
    guard promised <= UInt64(max(fileBytes - 8, 0)) else {
      throw SafetensorsError.headerCutShort(
        path: path, expectedBytes: Int(promised), foundBytes: max(fileBytes - 8, 0))
    }
    return 8 + Int(promised)
  }
}
