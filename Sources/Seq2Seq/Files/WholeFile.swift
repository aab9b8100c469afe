#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// All bytes of a file, read once. A pipe is read to its end.
///
/// - Parameter limit: the most bytes to accept; by default the memory that this process may use.
/// - Throws: `FileError` where the file is missing, a directory, unreadable or too large.
package func readWholeFile(_ path: String, limit: Int = physicalMemory()) throws -> [UInt8] {
  let file = try OpenFile(path, for: .reading)
  let status = try file.status()
  let expected = status.isRegular ? max(status.byteCount, 0) : 0
  guard expected <= limit else { throw FileError.tooLarge(path: path, limit: limit) }
  try requireMemory(for: expected, path: path)
  var bytes: [UInt8] = []
  bytes.reserveCapacity(expected)
  // Pipes have no size, and a file may have grown since its size was read.
  while case let piece = try file.read(upTo: 1 << 16), !piece.isEmpty {
    guard bytes.count <= limit - piece.count else {
      throw FileError.tooLarge(path: path, limit: limit)
    }
    if bytes.count + piece.count > bytes.capacity {  // the capacity doubles
      try requireMemory(for: 2 * (bytes.count + piece.count), path: path)
    }
    bytes += piece
  }
  return bytes
}

/// Whether a name leads to a file, pipe or device; a directory or a dangling link does not count.
package func fileExists(_ path: String) -> Bool { FileStatus(of: path)?.isDirectory == false }

/// The size of what a name leads to; nil where it leads nowhere.
package func fileSize(_ path: String) -> Int? { FileStatus(of: path)?.byteCount }

/// Whether two names lead to one file.
package func isSameFile(_ path: String, _ other: String) -> Bool {
  guard let a = FileStatus(of: path), let b = FileStatus(of: other) else { return false }
  return a.isSameFile(as: b)
}

/// Removes a file; it is not an error if there is none. A link is removed, not what it leads to.
package func removeIfPresent(_ path: String) throws {
  guard let status = try FileStatus(ofEntryAt: path, action: .removing) else { return }
  if status.isDirectory { throw FileError.isDirectory(path: path) }
  guard unlink(path) == 0 || errno == ENOENT else {
    throw FileError(path: path, action: .removing, code: errno)
  }
}

/// Makes the names in the folder of `path` survive a power failure.
func synchronizeFolder(of path: String) throws {
  // A folder may be writable but unreadable, and some file systems cannot sync one. The file is in
  // place by now, so neither is a reason to fail.
  guard let folder = try? OpenFile(PathParts(path).folder, for: .listing, path: path) else {
    return
  }
  do {
    try folder.synchronize()
  } catch FileError.failed(_, _, let code) where code == EINVAL || code == ENOTSUP {}
}

/// The names in a folder, in no particular order; nil where it cannot be listed. A name that is not
/// UTF-8 is skipped, since no text could lead to its file.
package func namesInFolder(_ path: String) -> [String]? {
  guard !path.utf8.contains(0), let folder = opendir(path) else { return nil }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      // Read through the pointer alone: an entry is as long as its name, not as its type says.
      let start = UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)
      let length = strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
      return String(validating: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }
    if let name, name != ".", name != ".." { names.append(name) }
  }
  return names
}
