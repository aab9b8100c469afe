#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Replaces files in one step: a reader sees the old contents or the new ones, never a part.
///
/// The new contents go to a temporary file in the same folder, `.NAME.PID-N.tmp`, which is synced
/// and then renamed over the old one; the folder is synced last. On any error the temporary file is
/// removed and the old file stays. Only a kill can leave a temporary file behind; no reader looks
/// for one, and a later write picks another name.
///
/// A new file gets mode 0644 less the umask; a replaced file keeps its mode. A symbolic link at the
/// path stays, and the file that it leads to is replaced. Other hard links to the old file keep the
/// old contents.
package enum AtomicFile {
  /// Collects what `body` writes and puts it at `path`.
  ///
  /// - Throws: what `body` throws, or `FileError`. An error from the writer fails the whole write
  ///   even if `body` swallows it.
  package static func write(
    to path: String, _ body: (inout Writer) throws -> Void
  ) throws {
    let (target, existing) = try target(of: path)
    // Others must not be able to read, even for a moment, what they could not read before.
    let (file, temporary) = try makeTemporary(
      beside: target, mode: existing == nil ? 0o644 : 0o600)
    do {
      if let existing { try file.setMode(existing.permissions) }
      var writer = Writer(file)
      try body(&writer)
      try writer.flush()
      try file.synchronize()
      try file.close()
      guard rename(temporary, target) == 0 else {
        throw FileError(path: target, action: .writing, code: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    try synchronizeFolder(of: target)
  }

  /// Where a write to `path` must go: the end of a chain of symbolic links, whether it exists or
  /// not.
  static func followingLinks(_ path: String) throws -> String {
    var target = path
    for _ in 0..<40 {  // as many as Linux follows
      guard let status = try FileStatus(ofEntryAt: target, action: .writing), status.isLink else {
        return target
      }
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let length = readlink(target, &buffer, buffer.count - 1)
      guard length > 0 else { throw FileError(path: target, action: .writing, code: errno) }
      let bytes = buffer[..<length].map { UInt8(truncatingIfNeeded: $0) }
      guard let link = String(validating: bytes, as: UTF8.self) else {
        throw FileError.linkIsNotUTF8(path: target)
      }
      target = link.utf8.first == UInt8(ascii: "/") ? link : PathParts(target).prefix + link
    }
    throw FileError(path: path, action: .writing, code: ELOOP)
  }

  /// A new file that nothing else has open. A name that was left behind by a process with the same
  /// number, or taken by another thread, is skipped.
  private static func makeTemporary(
    beside target: String, mode: mode_t
  ) throws -> (OpenFile, path: String) {
    let parts = PathParts(target)
    for attempt in 0..<1000 {
      let path = "\(parts.prefix)\(parts.hiddenName)\(getpid())-\(attempt).tmp"
      do {
        return (try OpenFile(path, for: .creating(mode), path: target), path)
      } catch FileError.failed(_, _, code: EEXIST) {}
    }
    throw FileError(path: target, action: .writing, code: EEXIST)
  }

  /// Refuses paths that cannot be written, before any work is done for them.
  static func checkTargets(_ paths: [String]) throws {
    for path in paths {
      let (target, _) = try target(of: path)
      try requireAccess(PathParts(target).folder, W_OK | X_OK, path: path)
    }
  }

  /// Where a write to `path` goes, and what is there, which must be a file that may be written.
  private static func target(of path: String) throws -> (String, FileStatus?) {
    let target = try followingLinks(path)
    guard let existing = try FileStatus(ofEntryAt: target, action: .writing) else {
      return (target, nil)
    }
    if existing.isDirectory { throw FileError.isDirectory(path: path) }
    guard existing.isRegular else { throw FileError.notRegular(path: path) }
    // A rename checks only the folder's rights; a file that was made read-only must not be
    // replaced.
    try requireAccess(target, W_OK, path: path)
    return (target, existing)
  }

  private static func requireAccess(_ name: String, _ rights: Int32, path: String) throws {
    guard access(name, rights) == 0 else {
      throw FileError(path: path, action: .writing, code: errno)
    }
  }

  /// Removes the temporary files that writers of these files left behind when they were killed.
  /// What cannot be listed or removed stays.
  package static func removeLeftovers(of paths: [String]) {
    for path in paths {
      let parts = PathParts((try? followingLinks(path)) ?? path)
      removeLeftovers(in: parts) { $0 == parts.hiddenName }
    }
  }

  /// The same for files whose names begin with that of `path`.
  static func removeLeftovers(beginningWith path: String) {
    let parts = PathParts(path)
    removeLeftovers(in: parts) { $0.hasPrefix(".\(parts.name)") }
  }

  /// - Parameter isMeant: whether files with this `hiddenName` are.
  private static func removeLeftovers(in parts: PathParts, where isMeant: (Substring) -> Bool) {
    for name in namesInFolder(parts.folder) ?? [] where name.hasSuffix(".tmp") {
      let stem = name.dropLast(".tmp".count)
      guard let dot = stem.lastIndex(of: "."), isMeant(stem[...dot]),
        let number = pid_t(stem[stem.index(after: dot)...].prefix { $0 != "-" }), number > 0,
        kill(number, 0) != 0, errno == ESRCH
      else { continue }
      try? removeIfPresent(parts.prefix + name)
    }
  }
}

extension AtomicFile {
  /// Buffers small writes; passes large ones on.
  package struct Writer: ~Copyable {
    private static let capacity = 1 << 16

    private let file: OpenFile
    private var buffer: [UInt8] = []
    private var failure: (any Error)?

    fileprivate init(_ file: OpenFile) {
      self.file = file
      buffer.reserveCapacity(Writer.capacity)
    }

    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
      if buffer.count + bytes.count > Writer.capacity { try flush() }
      if bytes.count < Writer.capacity { buffer.append(contentsOf: bytes) } else { try put(bytes) }
    }

    package mutating func write(_ bytes: [UInt8]) throws {
      try bytes.withUnsafeBytes { try write($0) }
    }

    fileprivate mutating func flush() throws {
      let pending = buffer
      buffer.removeAll(keepingCapacity: true)
      try pending.withUnsafeBytes { try put($0) }
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) throws {
      do {
        if let failure { throw failure }
        try file.write(bytes)
      } catch {
        failure = error
        throw error
      }
    }
  }
}
