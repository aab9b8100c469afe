/// The part of JSON that a safetensors header needs, read strictly and without recursion.
///
/// The caller says what must come next, so a file cannot choose how deep the reader goes: a bracket
/// where a number belongs is an error at once. Strings must be UTF-8 with paired surrogates,
/// numbers must be whole and not negative, and names must be unique.
struct SafetensorsText {
  /// In bytes; far more than any name has.
  static let nameLimit = 1024
  static let nameCountLimit = 1 << 16

  let path: String
  private let bytes: [UInt8]
  private let end: Int
  /// Counted from the start of the file.
  private(set) var position: Int

  init(_ bytes: [UInt8], in range: Range<Int>, path: String) {
    self.path = path
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// Reads `{"name": value, …}`; `member` is given each name and reads its value.
  /// Names are told apart by their bytes; two equal ones are refused.
  mutating func readObject(_ member: (inout Self, String) throws -> Void) throws {
    try expect("{")
    skipSpace()
    if take("}") { return }
    var names: Set<UTF8Key> = []
    repeat {
      skipSpace()
      let start = position
      let name = try readString(limit: Self.nameLimit)
      guard names.count < Self.nameCountLimit else {
        throw SafetensorsError.tooManyNames(path: path, byte: start, limit: Self.nameCountLimit)
      }
      guard names.insert(UTF8Key(name)).inserted else {
        throw SafetensorsError.duplicateName(path: path, name: name)
      }
      skipSpace()
      try expect(":")
      skipSpace()
      try member(&self, name)
      skipSpace()
    } while take(",")
    try expect("}")
  }

  /// Reads `[1, 2, …]`, or returns nil as soon as there are more than `limit` numbers.
  mutating func readIntegers(limit: Int) throws -> [Int]? {
    try expect("[")
    skipSpace()
    if take("]") { return [] }
    var numbers: [Int] = []
    repeat {
      skipSpace()
      numbers.append(try readInteger())
      if numbers.count > limit { return nil }
      skipSpace()
    } while take(",")
    try expect("]")
    return numbers
  }

  mutating func readInteger() throws -> Int {
    let start = position
    while let byte = peek(), Self.numberBytes.contains(byte) { position += 1 }
    guard position > start else { throw unexpected("a number") }
    let digits = bytes[start..<position]
    let isPlain = digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    let hasLeadingZero = digits.count > 1 && digits.first == UInt8(ascii: "0")
    let text = String(decoding: digits.prefix(40), as: UTF8.self)
    guard isPlain, !hasLeadingZero, let number = Int(text), digits.count <= 40 else {
      throw SafetensorsError.invalidNumber(path: path, byte: start, found: text)
    }
    return number
  }

  /// Reads a string; its scalars are kept unchanged.
  mutating func readString(limit: Int = .max) throws -> String {
    let start = position
    try expect("\"", described: "a string")
    var text: [UInt8] = []
    while !take("\"") {
      guard let byte = peek(), byte >= 0x20 else { throw unexpected("the rest of a string") }
      if byte == UInt8(ascii: "\\") {
        position += 1
        try readEscape(into: &text)
      } else {
        text.append(byte)
        position += 1
      }
      guard text.count <= limit else {
        throw SafetensorsError.nameTooLong(path: path, byte: start, limit: limit)
      }
    }
    guard let string = String(validating: text, as: UTF8.self) else {
      throw SafetensorsError.invalidUTF8(path: path, byte: start)
    }
    return string
  }

  /// Reads the spaces that pad a header, and nothing else, up to its end.
  mutating func readPadding() throws {
    while take(" ") {}
    guard position == end else { throw unexpected("spaces up to the header's end") }
  }

  private mutating func readEscape(into text: inout [UInt8]) throws {
    if peek() == UInt8(ascii: "u") {
      text += String(try readScalar()).utf8
    } else if let byte = peek(), let place = Self.escapes.firstIndex(of: byte) {
      text.append(Self.escaped[place])
      position += 1
    } else {
      throw unexpected("an escape")
    }
  }

  private static let escapes = Array("\"\\/bfnrt".utf8)
  private static let escaped = Array("\"\\/\u{8}\u{C}\n\r\t".utf8)

  /// Reads `uXXXX`, or `uXXXX\uXXXX` where the first is half of a surrogate pair.
  private mutating func readScalar() throws -> Unicode.Scalar {
    let start = position
    let first = try readCodeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, take("\\"), peek() == UInt8(ascii: "u") {
      let second = try readCodeUnit()
      if 0xDC00...0xDFFF ~= second,
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      {
        return scalar
      }
    }
    throw SafetensorsError.unexpectedText(
      path: path, byte: start, expected: "two halves of a surrogate pair", found: "one")
  }

  private mutating func readCodeUnit() throws -> UInt32 {
    try expect("u")
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  private static let numberBytes = Array("0123456789+-.eE".utf8)

  private func peek() -> UInt8? { position < end ? bytes[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private mutating func expect(_ scalar: Unicode.Scalar, described: String? = nil) throws {
    guard take(scalar) else { throw unexpected(described ?? "'\(scalar)'") }
  }

  private func unexpected(_ expected: String) -> SafetensorsError {
    let found =
      switch peek() {
      case nil: "the header's end"
      case .some(let byte) where 0x21..<0x7F ~= byte: "'\(Unicode.Scalar(byte))'"
      case .some(let byte): "byte 0x\(String(byte, radix: 16, uppercase: true))"
      }
    return .unexpectedText(path: path, byte: position, expected: expected, found: found)
  }
}
