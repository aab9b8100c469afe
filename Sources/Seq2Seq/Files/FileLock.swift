/// The sole right to write a file, among processes and within one. The operating system holds the
/// lock (`flock`) and releases it when the process ends, however it ends.
///
/// The lock is on a hidden file beside the file, `.NAME.lock`, because a lock on the file itself
/// would stay with the old contents when `AtomicFile` renames the new ones over them. The holder
/// removes `.NAME.lock` before it releases the lock, and a new holder checks that the name still
/// leads to the file that it locked, so no two hold the lock at once. Only a kill leaves the file
/// behind, for the next lock to use. A file system without locks grants every request.
package final class FileLock {
  private let file: OpenFile
  private let name: String

  /// - Throws: `FileError.locked` where the lock is held already; another `FileError` where the
  ///   folder cannot be written.
  package init(_ path: String) throws {
    let name = try Self.name(for: path)
    while true {
      let file = try OpenFile(name, for: .locking, path: path)
      guard try file.lock() else { throw FileError.locked(path: path) }
      if try file.isEntry(at: name) {
        self.file = file
        self.name = name
        return
      }
      // Its holder removed it between opening and locking.
    }
  }

  deinit {
    // A file with contents is not one of our locks, nor is a file that was put in its place.
    guard let isOurs = try? file.isEntry(at: name), isOurs, let status = try? file.status(),
      status.byteCount == 0
    else { return }
    try? removeIfPresent(name)
  }

  /// Locks all of these files, or none of them.
  static func locks(_ paths: [String]) throws -> [FileLock] {
    var names: [String] = []
    return try paths.compactMap { path in
      let name = try name(for: path)
      if names.contains(name) { return nil }
      names.append(name)
      return try FileLock(path)
    }
  }

  private static func name(for path: String) throws -> String {
    try requireUsableName(path)
    let parts = PathParts(try AtomicFile.followingLinks(path))
    return parts.prefix + parts.hiddenName + "lock"
  }
}
