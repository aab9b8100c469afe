#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Replaces files in one step: whoever looks sees the old contents or the new, never a part.
///
/// The new contents go to a temporary file in the same folder, `.NAME.PID-N.tmp`, which is synced
/// and then renamed over the old one; the folder is synced last. On any error the temporary file is
/// removed and the old file stays. Only a kill can leave a temporary file behind; no reader looks
/// for one, and a later write picks another name.
///
/// A new file gets mode 0644 less the umask, a replaced one keeps its mode. A symbolic link at the
/// path stays, and what it leads to is replaced. Other hard links to the old file keep the old
/// contents.
package enum AtomicFile {
  /// Collects what `body` writes and puts it at `path`.
  ///
  /// - Throws: what `body` throws, or `FileError`. An error from the writer fails the whole write
  ///   even if `body` swallows it.
  package static func write(
    to path: String, _ body: (inout Writer) throws -> Void
  ) throws {
    let target = try followingLinks(path)
    let existing = try FileStatus(ofEntryAt: target, action: .writing)
    if let existing {
      if existing.isDirectory { throw FileError.isDirectory(path: path) }
      guard existing.isRegular else { throw FileError.notRegular(path: path) }
      // A rename asks only the folder; a file that was made read-only is not ours to replace.
      try requireAccess(target, W_OK, path: path)
    }
    // Not even for a moment may others read what they could not read before.
    let (file, temporary) = try makeTemporary(
      beside: target, mode: existing == nil ? 0o644 : 0o600)
    do {
      if let existing { try file.setMode(existing.permissions) }
      var writer = Writer(file)
      try body(&writer)
      try writer.finish()
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

  /// Where a write to `path` must go: the end of a chain of symbolic links, there or not.
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

  /// A new file that no one else has. A name left behind by a process of the same number, or taken
  /// by another thread, is passed over.
  private static func makeTemporary(
    beside target: String, mode: mode_t
  ) throws -> (OpenFile, path: String) {
    let parts = PathParts(target)
    // Room for the number and the ending within the 255 bytes that a name may have.
    let stem = String(decoding: parts.name.utf8.prefix(160), as: UTF8.self)
    for attempt in 0..<1000 {
      let path = "\(parts.prefix).\(stem).\(getpid())-\(attempt).tmp"
      do {
        let flags = O_WRONLY | O_CREAT | O_EXCL
        let file = try OpenFile(path, flags: flags, mode: mode, action: .writing, path: target)
        return (file, path)
      } catch FileError.failed(_, _, code: EEXIST) {}
    }
    throw FileError(path: target, action: .writing, code: EEXIST)
  }

  /// Refuses paths that cannot be written, before work is put into what should stand there.
  static func checkTargets(_ paths: [String]) throws {
    for path in paths {
      try requireUsableName(path)
      let target = try followingLinks(path)
      if let existing = try FileStatus(ofEntryAt: target, action: .writing) {
        if existing.isDirectory { throw FileError.isDirectory(path: path) }
        guard existing.isRegular else { throw FileError.notRegular(path: path) }
        try requireAccess(target, W_OK, path: path)
      }
      try requireAccess(PathParts(target).folder, W_OK | X_OK, path: path)
    }
  }

  private static func requireAccess(_ name: String, _ rights: Int32, path: String) throws {
    guard access(name, rights) == 0 else {
      throw FileError(path: path, action: .writing, code: errno)
    }
  }

  /// Removes what writers of these files left behind when they were killed: temporary files whose
  /// process is gone. What cannot be listed or removed stays.
  package static func removeLeftovers(of paths: [String]) {
    for path in paths {
      let parts = PathParts((try? followingLinks(path)) ?? path)
      let start = ".\(String(decoding: parts.name.utf8.prefix(160), as: UTF8.self))."
      for name in namesInFolder(parts.folder) ?? []
      where name.hasPrefix(start) && name.hasSuffix(".tmp") {
        let process = name.dropFirst(start.count).prefix { $0 != "-" }
        guard let number = pid_t(process), number > 0, kill(number, 0) != 0, errno == ESRCH
        else { continue }
        try? removeIfPresent(parts.prefix + name)
      }
    }
  }
}

extension AtomicFile {
  /// Buffers small writes; passes large ones on.
  package struct Writer: ~Copyable {
    private static let capacity = 1 << 16

    /// The bytes written so far.
    package private(set) var byteCount = 0
    private let file: OpenFile
    private var buffer: [UInt8] = []
    private var failure: (any Error)?

    fileprivate init(_ file: OpenFile) {
      self.file = file
      buffer.reserveCapacity(Writer.capacity)
    }

    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
      if let failure { throw failure }
      if buffer.count + bytes.count > Writer.capacity { try flush() }
      if bytes.count >= Writer.capacity {
        try remembering { try $0.write(bytes) }
      } else {
        buffer.append(contentsOf: bytes)
      }
      byteCount += bytes.count
    }

    package mutating func write(_ bytes: [UInt8]) throws {
      try bytes.withUnsafeBytes { try write($0) }
    }

    /// Writes the text as UTF-8, scalar by scalar as it stands.
    package mutating func write(_ text: String) throws {
      try write([UInt8](text.utf8))
    }

    fileprivate mutating func finish() throws {
      if let failure { throw failure }
      try flush()
    }

    private mutating func flush() throws {
      let pending = buffer
      buffer.removeAll(keepingCapacity: true)
      try remembering { file in try pending.withUnsafeBytes { try file.write($0) } }
    }

    private mutating func remembering(_ body: (OpenFile) throws -> Void) throws {
      do {
        try body(file)
      } catch {
        failure = error
        throw error
      }
    }
  }
}
