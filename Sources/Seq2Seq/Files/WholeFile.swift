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
/// - Throws: `FileError`: missing, a directory, unreadable, too large.
package func readWholeFile(_ path: String, limit: Int = physicalMemory()) throws -> [UInt8] {
  let file = try OpenFile(path, flags: O_RDONLY, action: .reading, path: path)
  let status = try file.status()
  if status.isDirectory { throw FileError.isDirectory(path: path) }
  let expected = status.isRegular ? max(status.byteCount, 0) : 0
  guard expected <= limit else { throw FileError.tooLarge(path: path, limit: limit) }
  try requireMemory(for: expected, path: path)

  var bytes = try [UInt8](unsafeUninitializedCapacity: expected) { buffer, count in
    while count < expected {
      let rest = UnsafeMutableRawBufferPointer(buffer)[count...]
      let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: rest))
      if read == 0 { break }
      count += read
    }
  }
  // Pipes have no size, and a file may have grown since it was asked for its own.
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while case let read = try chunk.withUnsafeMutableBytes({ try file.read(into: $0) }), read > 0 {
    guard bytes.count <= limit - read else { throw FileError.tooLarge(path: path, limit: limit) }
    if bytes.count + read > bytes.capacity {  // which doubles
      try requireMemory(for: 2 * (bytes.count + read), path: path)
    }
    bytes += chunk[..<read]
  }
  return bytes
}

/// Whether a name leads to a file, pipe or device; a directory or a dangling link does not count.
package func fileExists(_ path: String) -> Bool {
  var info = stat()
  guard !path.utf8.contains(0), stat(path, &info) == 0 else { return false }
  return !FileStatus(info).isDirectory
}

/// The size of what a name leads to; nil where nothing is there.
package func fileSize(_ path: String) -> Int? {
  var info = stat()
  guard !path.utf8.contains(0), stat(path, &info) == 0 else { return nil }
  return FileStatus(info).byteCount
}

/// Whether two names lead to one file.
package func isSameFile(_ path: String, _ other: String) -> Bool {
  var a = stat(), b = stat()
  guard !path.utf8.contains(0), !other.utf8.contains(0), stat(path, &a) == 0, stat(other, &b) == 0
  else { return false }
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino
}

/// Removes a file; nothing there is no error. A link is removed, not what it leads to.
package func removeIfPresent(_ path: String) throws {
  guard let status = try FileStatus(ofEntryAt: path, action: .removing) else { return }
  if status.isDirectory { throw FileError.isDirectory(path: path) }
  guard unlink(path) == 0 || errno == ENOENT else {
    throw FileError(path: path, action: .removing, code: errno)
  }
}

/// Makes the names in the folder of `path` survive a power failure.
func synchronizeFolder(of path: String) throws {
  // A folder may be writable but unreadable, and some file systems cannot sync one: the file is
  // in its place by now, so neither is worth failing for.
  guard
    let folder = try? OpenFile(
      PathParts(path).folder, flags: O_RDONLY | O_DIRECTORY, action: .reading, path: path)
  else { return }
  do {
    try folder.synchronize()
  } catch FileError.failed(_, _, let code) where code == EINVAL || code == ENOTSUP {}
}
