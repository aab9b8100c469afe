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
  mutating func window(most: Int) -> [String] {
    var lines: [String] = []
    while lines.count < most {
      if let line = nextLine() {
        lines.append(line)
      } else if isAtEnd || !lines.isEmpty && !isReady {
        break
      } else {
        fill()
      }
    }
    return lines
  }

  private var start = 0

  /// A whole line of the buffer; at the end of the input also one without a line feed.
  private mutating func nextLine() -> String? {
    let rest = buffer[start...]
    if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      defer { start = end + 1 }
      return text(buffer[start..<end])
    }
    guard isAtEnd, !rest.isEmpty else { return nil }
    defer { start = buffer.count }
    return text(rest)
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

  private mutating func fill() {
    buffer.removeFirst(start)
    start = 0
    var block = [UInt8](repeating: 0, count: 1 << 16)
    let count = block.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
    if count > 0 {
      buffer.append(contentsOf: block[..<count])
    } else if count == 0 || errno != EINTR {
      isAtEnd = true
    }
  }
}
