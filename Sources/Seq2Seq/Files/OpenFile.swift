#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file descriptor that closes itself, with calls that finish what they begin: an interrupted
/// call is repeated and a short write is continued.
final class OpenFile: Sendable {
  /// The name that errors carry; for a temporary file, the path of the file that it replaces.
  let path: String
  /// Unsafe to the compiler, since `close` changes it; safe, since only a file's writer closes it.
  nonisolated(unsafe) private var descriptor: Int32

  /// What a file is opened for.
  struct Use {
    fileprivate let flags: Int32
    fileprivate var permissions: mode_t = 0o644
    fileprivate var action = FileError.Action.writing

    static let reading = Use(flags: O_RDONLY, action: .reading)
    /// Reading without waiting for another end of a pipe.
    static let inspecting = Use(flags: O_RDONLY | O_NONBLOCK, action: .reading)
    static let listing = Use(flags: O_RDONLY | O_DIRECTORY, action: .reading)
    static let appending = Use(flags: O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK)
    static let locking = Use(flags: O_RDWR | O_CREAT | O_NOFOLLOW)
    /// Writing a file that must not exist yet.
    static func creating(_ permissions: mode_t) -> Use {
      Use(flags: O_WRONLY | O_CREAT | O_EXCL, permissions: permissions)
    }
  }

  /// - Parameters:
  ///   - file: what to open.
  ///   - path: what to call it in errors; nil: `file`.
  init(_ file: String, for use: Use, path: String? = nil) throws {
    try requireUsableName(file)
    self.path = path ?? file
    descriptor = repeatingInterrupted { open(file, use.flags | O_CLOEXEC, use.permissions) }
    guard descriptor >= 0 else { throw FileError(path: self.path, action: use.action, code: errno) }
    if use.flags & O_DIRECTORY == 0, try status().isDirectory {
      throw FileError.isDirectory(path: self.path)
    }
  }

  deinit {
    if descriptor >= 0 { _ = systemClose(descriptor) }
  }

  /// Closes the file and reports a failure that the system held back until now, as network file
  /// systems do.
  func close() throws {
    let result = systemClose(descriptor)
    let code = errno
    descriptor = -1
    // After EINTR the descriptor is gone on Linux and its state unknown elsewhere: never repeat.
    guard result == 0 || code == EINTR else {
      throw FileError(path: path, action: .writing, code: code)
    }
  }

  func status() throws -> FileStatus {
    var info = stat()
    try check(.reading) { fstat(descriptor, &info) }
    return FileStatus(info)
  }

  /// Fills as much of `buffer` as the file provides in one call; zero means its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let start = buffer.baseAddress, buffer.count > 0 else { return 0 }
    return try check(.reading) { systemRead(descriptor, start, buffer.count) }
  }

  /// Fills `buffer` with the bytes from `position` on, whatever the file's own position; returns
  /// fewer only at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int) throws -> Int {
    var filled = 0
    while filled < buffer.count, let start = buffer.baseAddress {
      let count = try check(.reading) {
        pread(descriptor, start + filled, buffer.count - filled, off_t(position + filled))
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// The next bytes: `count` of them, or what is left.
  func read(upTo count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: min(count, 1 << 16))
    while bytes.count < count {
      let read = try chunk.withUnsafeMutableBytes { try self.read(into: $0) }
      if read == 0 { break }
      bytes += chunk[..<min(read, count - bytes.count)]
    }
    return bytes
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
      rest = rest.dropFirst(try check(.writing) { systemWrite(descriptor, start, rest.count) })
    }
  }

  func setMode(_ mode: mode_t) throws {
    try check(.writing) { fchmod(descriptor, mode) }
  }

  func truncate(to length: Int) throws {
    try check(.writing) { ftruncate(descriptor, off_t(length)) }
  }

  /// Waits until the device holds what was written.
  func synchronize() throws {
    #if canImport(Darwin)
      // fsync leaves data in the drive's cache there; not every file system supports this call.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    try check(.writing) { fsync(descriptor) }
  }

  /// Locks the file for this descriptor alone, without waiting; false where another has the lock. A
  /// file system without locks grants it.
  func lock() throws -> Bool {
    if repeatingInterrupted({ systemLock(descriptor, LOCK_EX | LOCK_NB) }) == 0 { return true }
    switch errno {
    case EWOULDBLOCK: return false
    case ENOSYS, ENOTSUP, EOPNOTSUPP, ENOLCK: return true
    default: throw FileError(path: path, action: .writing, code: errno)
    }
  }

  /// Whether `name` leads to the open file, and not to one that has taken its place.
  func isEntry(at name: String) throws -> Bool {
    let found = try status()
    return FileStatus(of: name)?.isSameFile(as: found) ?? false
  }

  /// Calls the system, again for as long as a signal interrupts it.
  @discardableResult
  private func check<Result: SignedInteger>(
    _ action: FileError.Action, _ call: () -> Result
  ) throws -> Result {
    let result = repeatingInterrupted(call)
    guard result >= 0 else { throw FileError(path: path, action: action, code: errno) }
    return result
  }
}

/// The part of `stat`'s answer that matters here.
struct FileStatus {
  let byteCount: Int
  let permissions: mode_t
  private let kind: mode_t
  private let place: (device: dev_t, number: ino_t)

  init(_ info: stat) {
    byteCount = Int(info.st_size)
    permissions = info.st_mode & 0o7777
    kind = info.st_mode & S_IFMT
    place = (info.st_dev, info.st_ino)
  }

  /// The status of what a path leads to; nil where it leads nowhere.
  init?(of path: String) {
    var info = stat()
    guard !path.utf8.contains(0), stat(path, &info) == 0 else { return nil }
    self.init(info)
  }

  /// The status of what is at `path` itself, links not followed; nil where nothing is.
  init?(ofEntryAt path: String, action: FileError.Action) throws {
    try requireUsableName(path)
    var info = stat()
    guard lstat(path, &info) == 0 else {
      if errno == ENOENT { return nil }
      throw FileError(path: path, action: action, code: errno)
    }
    self.init(info)
  }

  func isSameFile(as other: FileStatus) -> Bool { place == other.place }
  var isDirectory: Bool { kind == S_IFDIR }
  var isRegular: Bool { kind == S_IFREG }
  var isLink: Bool { kind == S_IFLNK }
}

/// C ends a name at its first NUL, so a name that holds one would reach a different file. An empty
/// name would put its temporary file into the working directory.
func requireUsableName(_ path: String) throws {
  if path.isEmpty { throw FileError.emptyName }
  if path.utf8.contains(0) { throw FileError.nameHoldsNUL(path: path) }
}

/// Repeats a call for as long as a signal interrupts it.
func repeatingInterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

// Inside `OpenFile` the methods of the same names would hide these.
private let systemClose: @Sendable (Int32) -> Int32 = close
private let systemLock: @Sendable (Int32, Int32) -> Int32 = flock
private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = read
private let systemWrite: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int = write
