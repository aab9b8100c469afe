import Seq2Seq
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// MARK: - Streams

/// A stream of the process. Results go to standard output, all else to standard error.
struct Stream: Sendable {
  static let input = Stream(descriptor: 0)
  static let output = Stream(descriptor: 1)
  static let error = Stream(descriptor: 2)

  let descriptor: Int32

  /// Writes text at once. In messages, and in results on a terminal, everything is escaped that
  /// would disturb or disguise what is on the screen; elsewhere a result is not changed.
  func write(_ text: String) {
    draw(descriptor == Self.error.descriptor || isTerminal ? displayable(text, lines: true) : text)
  }

  /// Writes a line; a message is one line whatever it quotes.
  func line(_ text: String) {
    write((descriptor == Self.error.descriptor ? displayable(text) : text) + "\n")
  }

  /// Writes at once text that may hold the program's own escape sequences. If the reader has gone
  /// away, the program ends quietly, as a filter does.
  func draw(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EAGAIN {
        _ = isReady(waiting: -1)
      } else if errno == EPIPE, descriptor == 1 {
        exit(0)
      } else if errno != EINTR {
        if descriptor == 1 {
          Stream.error.line("s2s: standard output: write error: \(systemReason(errno))")
          exit(1)
        }
        return
      }
    }
  }

  /// Reads into a block, and waits if nothing is there. Returns the number of bytes, 0 at the end.
  func read(into block: inout [UInt8]) throws(InputError) -> Int {
    while true {
      let count = block.withUnsafeMutableBytes { systemRead(descriptor, $0) }
      if count >= 0 { return count }
      if errno == EAGAIN {
        _ = isReady(waiting: -1)  // the input was opened without blocking
      } else if errno != EINTR {
        throw .unreadable(code: errno)
      }
    }
  }

  /// Whether an input can be read from, or an output written to, within this time; -1: waits as
  /// long as it takes.
  func isReady(waiting milliseconds: Int32) -> Bool {
    let event = descriptor == Self.input.descriptor ? POLLIN : POLLOUT
    var state = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    return poll(&state, 1, milliseconds) > 0
  }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether a line can be redrawn in place.
  var isLiveTerminal: Bool {
    guard isTerminal, let kind = environmentValue("TERM") else { return false }
    return kind != "dumb"
  }

  /// Whether color is visible and welcome (https://no-color.org).
  var hasColor: Bool {
    (environmentValue("NO_COLOR") ?? "").isEmpty && isLiveTerminal
  }

  /// Columns of the terminal, 80 where it does not say.
  var width: Int { size.flatMap { $0.ws_col > 0 ? Int($0.ws_col) : nil } ?? 80 }

  /// Lines of the terminal, 24 where it does not say.
  var height: Int { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } ?? 24 }

  private var size: winsize? {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }
}

// Inside `Stream` the methods of the same names would hide these.
private func systemRead(_ file: Int32, _ block: UnsafeMutableRawBufferPointer) -> Int {
  read(file, block.baseAddress, block.count)
}

private func systemWrite(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(file, bytes.baseAddress, bytes.count)
}

// MARK: - Signals

/// Turns the first SIGINT, SIGTERM or SIGHUP into a flag, so that work can be saved; the second of
/// its kind ends the program at once. A signal that was ignored when the program began stays ignored,
/// as `nohup` and a shell's `trap` ask for.
enum Interruption {
  private static let pending = Atomic<Int32>(0)

  static func watch() {
    _ = signalNumber  // set up before a handler needs it
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number, SIG_IGN)
      if address(before) == address(SIG_IGN) { continue }
      signal(number) { number in
        Interruption.pending.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }

  /// C compares handlers, Swift has no equality of functions.
  private static func address(_ handler: (@convention(c) (Int32) -> Void)?) -> Int {
    unsafeBitCast(handler, to: Int.self)
  }

  /// The signal that has come, 0 if none.
  static var signalNumber: Int32 { pending.load(ordering: .relaxed) }
}

// MARK: - Process and files

/// Makes sure that the next file is not opened under the number of a closed standard stream, and
/// that a reader that goes away, or a limit on the size of files, makes a write fail instead of
/// raising a signal. An input that was closed is empty; writing to an output that was closed fails,
/// as it would have.
func prepareStandardStreams() {
  var descriptor = open("/dev/null", O_RDONLY)
  while descriptor >= 0, descriptor <= 2 { descriptor = open("/dev/null", O_RDONLY) }
  if descriptor > 2 { close(descriptor) }
  signal(SIGPIPE, SIG_IGN)
  signal(SIGXFSZ, SIG_IGN)
}

/// Ends the program with a status.
func end(_ status: Int32) -> Never { exit(status) }

/// The folder of the program's own file, links followed; nil where the system does not say.
func programFolder() -> String? {
  #if canImport(Darwin)
    var size: UInt32 = 0
    _ = _NSGetExecutablePath(nil, &size)
    var name = [CChar](repeating: 0, count: Int(size) + 1)
    guard _NSGetExecutablePath(&name, &size) == 0 else { return nil }
    let path = realPath(name)
  #else
    let path = realPath("/proc/self/exe")
  #endif
  guard let path, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
  return String(path[..<slash])
}

/// Where a path leads, from the root and without links; nil where it leads nowhere.
func realPath(_ path: UnsafePointer<CChar>) -> String? {
  guard let real = realpath(path, nil) else { return nil }
  defer { free(real) }
  return String(cString: real)
}

/// Makes a folder where there is none; if that fails, writing into it reports why.
func makeFolder(_ path: String) { mkdir(path, 0o777) }

/// The value of an environment variable.
func environmentValue(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// What an `errno` means.
func systemReason(_ code: Int32) -> String { String(cString: strerror(code)) }

/// The most memory that this process has held.
func peakMegabytes() -> Double {
  var usage = rusage()
  #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss) / 1_048_576
  #else
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1_024
  #endif
}

/// The position of the first argument of the process that is not UTF-8, counted from 1 after the
/// program's name. `CommandLine.arguments` holds U+FFFD for invalid bytes, so it would name a
/// different file.
func firstArgumentNotUTF8() -> Int? {
  (1..<max(Int(CommandLine.argc), 1)).first { position in
    CommandLine.unsafeArgv[position].map { String(validatingCString: $0) == nil } ?? false
  }
}

/// When a regular file was last written, links followed; nil for anything else.
func timeWritten(ofFile path: String) -> (seconds: Int, nanoseconds: Int)? {
  var info = stat()
  guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
  #if canImport(Darwin)
    let time = info.st_mtimespec
  #else
    let time = info.st_mtim
  #endif
  return (Int(time.tv_sec), Int(time.tv_nsec))
}
