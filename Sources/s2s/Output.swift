import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A stream of the process. Results go to standard output, all else to standard error.
struct Stream: Sendable {
  static let output = Stream(descriptor: 1)
  static let error = Stream(descriptor: 2)

  let descriptor: Int32

  /// Writes text at once. Messages, and results on a terminal, have everything escaped that would
  /// disturb or disguise what is on the screen; elsewhere a result stays as it is.
  func write(_ text: String) {
    draw(descriptor == Self.error.descriptor || isTerminal ? displayable(text, lines: true) : text)
  }

  /// Writes a line; a message is one line whatever it quotes.
  func line(_ text: String) {
    write((descriptor == Self.error.descriptor ? displayable(text) : text) + "\n")
  }

  /// Writes at once what may hold escape sequences of our own. A reader that has gone away ends the
  /// program quietly, as it does a filter.
  func draw(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      #if canImport(Darwin)
        let count = bytes.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
      #elseif canImport(Musl)
        let count = bytes.withUnsafeBytes { Musl.write(descriptor, $0.baseAddress, $0.count) }
      #else
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      #endif
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if errno == EPIPE, descriptor == 1 {
        exit(0)
      } else if errno != EINTR {
        if descriptor == 1 {
          Stream.error.line(
            "s2s: standard output: write error: \(String(cString: strerror(errno)))")
          exit(1)
        }
        return
      }
    }
  }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether a line can be drawn anew in its place.
  var isLiveTerminal: Bool {
    guard isTerminal, let kind = getenv("TERM") else { return false }
    return strcmp(kind, "dumb") != 0
  }

  /// Whether color is seen and welcome (https://no-color.org).
  var hasColor: Bool {
    if let refused = getenv("NO_COLOR"), refused.pointee != 0 { return false }
    return isLiveTerminal
  }

  /// Columns of the terminal, 80 where it does not say.
  var width: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
