#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension SafetensorsFile {
  /// The metadata of a regular file. Reads the header alone, and checks it against the file's length.
  ///
  /// - Throws: `FileError` or `SafetensorsError`.
  public static func metadata(ofFile path: String) throws -> [String: String] {
    let file = try OpenFile(path, flags: O_RDONLY | O_NONBLOCK, action: .reading, path: path)
    let status = try file.status()
    if status.isDirectory { throw FileError.isDirectory(path: path) }
    if !status.isRegular { throw FileError.notRegular(path: path) }
    var bytes = try file.read(8)
    let end = try headerEnd(bytes, fileBytes: status.byteCount, path: path)
    bytes += try file.read(end - 8)
    guard bytes.count == end else {
      throw SafetensorsError.headerCutShort(
        path: path, expectedBytes: end - 8, foundBytes: max(bytes.count - 8, 0))
    }
    return try SafetensorsHeader(
      bytes, in: 8..<end, dataBytes: status.byteCount - end, path: path
    ).metadata
  }

  /// Where the header ends, as the first 8 bytes of a file say it.
  static func headerEnd(_ start: [UInt8], fileBytes: Int, path: String) throws -> Int {
    guard start.count >= 8 else {
      throw SafetensorsError.noHeaderLength(path: path, foundBytes: start.count)
    }
    let promised = start[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard promised <= UInt64(SafetensorsHeader.lengthLimit) else {
      throw SafetensorsError.headerTooLong(
        path: path, foundBytes: promised, limit: SafetensorsHeader.lengthLimit)
    }
    guard promised <= UInt64(max(fileBytes - 8, 0)) else {
      throw SafetensorsError.headerCutShort(
        path: path, expectedBytes: Int(promised), foundBytes: max(fileBytes - 8, 0))
    }
    return 8 + Int(promised)
  }
}

extension OpenFile {
  /// The next `most` bytes, fewer only at the file's end.
  fileprivate func read(_ most: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      while count < most {
        let rest = UnsafeMutableRawBufferPointer(buffer)[count..<most]
        let read = try read(into: UnsafeMutableRawBufferPointer(rebasing: rest))
        if read == 0 { break }
        count += read
      }
    }
  }
}
