#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines of standard input in windows: as many as are there without waiting, up to a bound. So a
/// program that writes a line and waits for its answer gets it, and a long file is read in pieces.
struct LineReader {
  private var buffer: [UInt8] = []
  private var isAtEnd = false
  /// Whether any line was not UTF-8 and has been mended.
  private(set) var hasRepaired = false

  /// The next lines, at least one unless the input has ended.
  ///
  /// Throws: `InputError`.
  mutating func window(most: Int) throws(InputError) -> [String] {
    var lines: [String] = []
    while lines.count < most {
      if let line = nextLine() {
        lines.append(line)
      } else if isAtEnd || !lines.isEmpty && !isReady {
        break
      } else {
        try fill()
      }
    }
    return lines
  }

  private var start = 0
  /// Bytes from `start` that are known to hold no line feed.
  private var scanned = 0

  /// A whole line of the buffer; at the end of the input also one without a line feed.
  private mutating func nextLine() -> String? {
    if let end = buffer[(start + scanned)...].firstIndex(of: UInt8(ascii: "\n")) {
      defer { (start, scanned) = (end + 1, 0) }
      return text(buffer[start..<end])
    }
    scanned = buffer.count - start
    guard isAtEnd, scanned > 0 else { return nil }
    defer { (start, scanned) = (buffer.count, 0) }
    return text(buffer[start...])
  }

  private mutating func text(_ bytes: ArraySlice<UInt8>) -> String {
    let line = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    if let valid = String(validating: line, as: UTF8.self) { return valid }
    hasRepaired = true
    return String(decoding: line, as: UTF8.self)
  }

  private var isReady: Bool {
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0
  }

  private mutating func fill() throws(InputError) {
    buffer.removeFirst(start)
    start = 0
    var block = [UInt8](repeating: 0, count: 1 << 16)
    let count = block.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
    if count > 0 {
      buffer.append(contentsOf: block[..<count])
    } else if count == 0 {
      isAtEnd = true
    } else if errno == EAGAIN {
      var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      poll(&input, 1, -1)
    } else if errno != EINTR {
      throw .unreadable(reason: String(cString: strerror(errno)))
    }
  }
}

/// Why standard input could not be read on.
enum InputError: Error, Equatable, CustomStringConvertible {
  case unreadable(reason: String)

  var description: String {
    switch self {
    case .unreadable(let reason):
      "standard input: \(reason); give sentences as arguments or through a pipe"
    }
  }
}
