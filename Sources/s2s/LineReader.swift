/// Lines of standard input in windows: as many as are available without waiting, up to a bound. So
/// a program that writes a line and waits for the answer gets it, and a long file is read in
/// pieces.
struct LineReader {
  /// The most bytes of a window, unless its last piece alone has more.
  private static let mostBytes = 1 << 20
  /// The most bytes of a line that is given in one piece.
  static let longest = 1 << 16

  /// Lines begun so far.
  private(set) var count = 0
  /// Whether any line was not UTF-8 and has been repaired.
  private(set) var hasRepaired = false

  private var buffer: [UInt8] = []
  /// Where the first line that was not given yet begins.
  private var start = 0
  /// The place up to which that line is known to hold no line feed.
  private var scanned = 0
  private var block = [UInt8](repeating: 0, count: 1 << 16)
  private var isAtStart = true
  /// Whether more pieces follow the last one that was given.
  private var isInLine = false
  private var isAtEnd = false
  /// What ended the input.
  private var failure: InputError?

  /// The next lines, of which the last one may be partial; none only where the input has ended.
  ///
  /// - Throws: `InputError` where the input could not be read further, after the lines before that
  ///   have been given, and for UTF-16.
  mutating func window(most: Int) throws(InputError) -> [InputLine] {
    var lines: [InputLine] = []
    var bytes = 0
    while lines.count < most, bytes < Self.mostBytes {
      if let line = nextLine() {
        lines.append(line)
        bytes += (line.text ?? "").utf8.count
      } else if isAtEnd || failure != nil || !lines.isEmpty && !Stream.input.isReady(waiting: 0) {
        break
      } else {
        fill()
      }
    }
    if lines.isEmpty, let failure { throw failure }
    return lines
  }

  /// A whole line of the buffer, which at the end of the input may lack a line feed; or a piece of
  /// a line that is too long.
  private mutating func nextLine() -> InputLine? {
    let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n"))
    let limit = end ?? buffer.count
    if limit - start > Self.longest {
      let cut = pieceEnd(of: buffer[start..<start + Self.longest])
      scanned = cut
      defer { start = cut }
      return text(buffer[start..<cut], continues: true)
    }
    if let end {
      defer {
        start = end + 1
        scanned = start
      }
      return text(buffer[start..<end], continues: false)
    }
    scanned = buffer.count
    guard isAtEnd, start < buffer.count || isInLine else { return nil }
    defer { start = buffer.count }
    return text(buffer[start...], continues: false)
  }

  /// Where to cut: after the last ASCII white space in the second half, else before a scalar that
  /// is not a mark, else before any scalar.
  private func pieceEnd(of bytes: ArraySlice<UInt8>) -> Int {
    let half = bytes.startIndex + bytes.count / 2
    let spaces: [UInt8] = [0x20, 0x09, 0x0B, 0x0C]
    if let space = bytes[half...].lastIndex(where: { spaces.contains($0) }) { return space + 1 }
    func isContinuation(_ place: Int) -> Bool { bytes[place] & 0xC0 == 0x80 }
    var boundary: Int?
    // The last scalar may have bytes beyond the piece: it is left for the next one.
    for place in stride(from: bytes.endIndex - 1, through: half, by: -1)
    where !isContinuation(place) {
      if boundary == nil { boundary = place }
      if bytes.endIndex - place > 256 { break }
      let scalar = String(decoding: bytes[place..<min(place + 4, bytes.endIndex)], as: UTF8.self)
        .unicodeScalars.first
      if let scalar, !Self.continuesCharacter(scalar) { return place }
    }
    return boundary ?? bytes.endIndex
  }

  /// Whether a scalar belongs to the one before it.
  private static func continuesCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  private mutating func text(_ bytes: ArraySlice<UInt8>, continues: Bool) -> InputLine? {
    if isAtStart, InputError.isUTF16(buffer[bytes.startIndex...]) {
      failure = .utf16
      return nil
    }
    var line = bytes
    if isAtStart, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }  // U+FEFF
    isAtStart = false
    if !continues, line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    if !isInLine { count += 1 }
    defer { isInLine = continues }
    let valid = String(validating: line, as: UTF8.self)
    if valid == nil { hasRepaired = true }
    return InputLine(
      text: valid ?? String(decoding: line, as: UTF8.self), number: count, isContinued: isInLine,
      continues: continues)
  }

  private mutating func fill() {
    buffer.removeFirst(start)
    scanned -= start
    start = 0
    do {
      let count = try Stream.input.read(into: &block)
      buffer += block[..<count]
      isAtEnd = count == 0
    } catch {
      failure = error
      isAtEnd = true
    }
  }
}

/// A line, or a piece of one that is longer than `LineReader.longest`.
struct InputLine {
  /// The text; nil for a line that was too long to be kept.
  var text: String?
  /// From 1.
  let number: Int
  /// Whether the line began in an earlier piece.
  var isContinued = false
  /// Whether the line continues in the next piece. The last piece may be empty.
  var continues = false

  var isWhole: Bool { !isContinued && !continues }
}

/// Why standard input could not be read.
enum InputError: Error, Equatable, CustomStringConvertible {
  /// The operating system's `errno`.
  case unreadable(code: Int32)
  case utf16

  /// Whether a text with this beginning is UTF-16: it has a byte order mark, or one byte of each of
  /// its first two scalars is 0.
  static func isUTF16(_ text: some Sequence<UInt8>) -> Bool {
    let start = Array(text.prefix(4))
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return true }
    let isZero = start.map { $0 == 0 }
    return isZero == [false, true, false, true] || isZero == [true, false, true, false]
  }

  var description: String {
    switch self {
    case .unreadable(let code):
      "standard input: cannot be read: \(systemReason(code)); give it lines of text"
    case .utf16:
      "standard input: UTF-16, where UTF-8 was expected; convert it: iconv -f UTF-16 -t UTF-8"
    }
  }
}
