import Testing

@testable import Seq2Seq

/// Files that violate the format, and the error for each.
extension SafetensorsHostileTests {
  /// A file assembled by hand: the length, the header as given, the data.
  static func file(_ header: [UInt8], data: Int = 0) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header
      + [UInt8](repeating: 0, count: data)
  }

  static func file(_ header: String, data: Int = 0) -> [UInt8] {
    file(Array(header.utf8), data: data)
  }

  static func tensor(
    _ name: String, _ shape: String, _ offsets: String, type: String = "F32"
  ) -> String {
    #""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}"#
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let error: SafetensorsError

    init(_ label: String, _ bytes: [UInt8], _ error: SafetensorsError) {
      testDescription = label
      self.bytes = bytes
      self.error = error
    }

    /// A header that stops making sense at `byte`, counted in the header.
    init(_ header: String, at byte: Int, expected: String, found: String) {
      let error = SafetensorsError.unexpectedText(
        path: "f", byte: byte + 8, expected: expected, found: found)
      self.init(header, SafetensorsHostileTests.file(header), error)
    }
  }

  static let frames = [
    Case("no bytes", [], .noHeaderLength(path: "f", foundBytes: 0)),
    Case("7 bytes", [2, 0, 0, 0, 0, 0, 0], .noHeaderLength(path: "f", foundBytes: 7)),
    Case(
      "a length of 2⁶⁴ − 1", [UInt8](repeating: 255, count: 8),
      .headerTooLong(path: "f", foundBytes: .max, limit: 100_000_000)),
    Case(
      "a length of 2⁶³", [0, 0, 0, 0, 0, 0, 0, 128, 123, 125],
      .headerTooLong(path: "f", foundBytes: 1 << 63, limit: 100_000_000)),
    Case(
      "a length past the limit", [1, 225, 245, 5, 0, 0, 0, 0, 123, 125],
      .headerTooLong(path: "f", foundBytes: 100_000_001, limit: 100_000_000)),
    Case(
      "a length past the end", [3, 0, 0, 0, 0, 0, 0, 0, 123, 125],
      .headerCutShort(path: "f", expectedBytes: 3, foundBytes: 2)),
    Case(
      "data that no tensor owns", file("{}", data: 3), .hole(path: "f", begin: 0, end: 3)),
  ]

  static let texts = [
    Case("", at: 0, expected: "'{'", found: "the header's end"),
    Case(" {}", at: 0, expected: "'{'", found: "byte 0x20"),
    Case("\u{FEFF}{}", at: 0, expected: "'{'", found: "byte 0xEF"),
    Case("[]", at: 0, expected: "'{'", found: "'['"),
    Case("{", at: 1, expected: "a string", found: "the header's end"),
    Case("{}}", at: 2, expected: "spaces up to the header's end", found: "'}'"),
    Case("{} \n", at: 3, expected: "spaces up to the header's end", found: "byte 0xA"),
    Case("{}\0", at: 2, expected: "spaces up to the header's end", found: "byte 0x0"),
    Case("{,}", at: 1, expected: "a string", found: "','"),
    Case("{a:1}", at: 1, expected: "a string", found: "'a'"),
    Case("{'a':1}", at: 1, expected: "a string", found: "'''"),
    Case(#"{"a" 1}"#, at: 5, expected: "':'", found: "'1'"),
    Case(#"{"a":1}"#, at: 5, expected: "'{'", found: "'1'"),
    Case(#"{"a":null}"#, at: 5, expected: "'{'", found: "'n'"),
    Case(#"{"a"#, at: 3, expected: "the rest of a string", found: "the header's end"),
    Case("{\"a\nb\":1}", at: 3, expected: "the rest of a string", found: "byte 0xA"),
    Case(#"{"a\"#, at: 4, expected: "an escape", found: "the header's end"),
    Case(#"{"a\x"#, at: 4, expected: "an escape", found: "'x'"),
    Case(#"{"a\u12"#, at: 7, expected: "four hexadecimal digits", found: "the header's end"),
    Case(#"{"a\u12G4":1}"#, at: 7, expected: "four hexadecimal digits", found: "'G'"),
    Case(#"{"\uD800":1}"#, at: 3, expected: "two halves of a surrogate pair", found: "one"),
    Case(#"{"\uD800\u0041":1}"#, at: 3, expected: "two halves of a surrogate pair", found: "one"),
    Case(#"{"\uDC00\uD800":1}"#, at: 3, expected: "two halves of a surrogate pair", found: "one"),
    Case(#"{"__metadata__":[]}"#, at: 16, expected: "'{'", found: "'['"),
    Case(#"{"__metadata__":null}"#, at: 16, expected: "'{'", found: "'n'"),
    Case(#"{"__metadata__":{"a":1}}"#, at: 21, expected: "a string", found: "'1'"),
    Case(#"{"__metadata__":{"a":{}}}"#, at: 21, expected: "a string", found: "'{'"),
    Case(#"{"__metadata__":{"a":"b",}}"#, at: 25, expected: "a string", found: "'}'"),
    Case(#"{"t":{"dtype":32}}"#, at: 14, expected: "a string", found: "'3'"),
    Case(#"{"t":{"shape":4}}"#, at: 14, expected: "'['", found: "'4'"),
    Case(#"{"t":{"shape":[[4]]}}"#, at: 15, expected: "a number", found: "'['"),
    Case(#"{"t":{"shape":[4,]}}"#, at: 17, expected: "a number", found: "']'"),
    Case(#"{"t":{"shape":["4"]}}"#, at: 15, expected: "a number", found: "'\"'"),
    Case(#"{"t":{"shape":[4 4]}}"#, at: 17, expected: "']'", found: "'4'"),
    Case(#"{"t":{"data_offsets":[]}}"#, at: 21, expected: "two offsets", found: "0"),
    Case(#"{"t":{"data_offsets":[1]}}"#, at: 21, expected: "two offsets", found: "1"),
    Case(#"{"t":{"data_offsets":[0,1,2]}}"#, at: 21, expected: "two offsets", found: "more"),
  ]

  static let encodings: [Case] = [
    ("a stray continuation", [0x80]), ("an overlong slash", [0xC0, 0xAF]),
    ("an encoded surrogate", [0xED, 0xA0, 0x80]), ("a cut sequence", [0xE2, 0x82]),
    ("past U+10FFFF", [0xF4, 0x90, 0x80, 0x80]), ("0xFF", [0xFF]),
  ].map { (label: String, bytes: [UInt8]) -> Case in
    let header: [UInt8] = Array("{\"a".utf8) + bytes + Array("\":{}}".utf8)
    return Case(label, file(header), .invalidUTF8(path: "f", byte: 9))
  }

  static let numbers: [Case] = [
    "-1", "1.5", "1e3", "01", "00", "+1", "9223372036854775808", "-0", "1-", ".5", "1E400",
    "99999999999999999999999999999999999",
  ].map { number in
    Case(
      number, file(#"{"t":{"shape":[\#(number)]}}"#),
      .invalidNumber(path: "f", byte: 23, found: number))
  }

  static let tensors = [
    Case(
      "no dtype", file(#"{"t":{"shape":[],"data_offsets":[0,4]}}"#, data: 4),
      .missingField(path: "f", tensor: "t", field: "dtype")),
    Case(
      "no shape", file(#"{"t":{"dtype":"F32","data_offsets":[0,4]}}"#, data: 4),
      .missingField(path: "f", tensor: "t", field: "shape")),
    Case(
      "no offsets", file(#"{"t":{"dtype":"F32","shape":[]}}"#, data: 4),
      .missingField(path: "f", tensor: "t", field: "data_offsets")),
    Case(
      "an unknown field", file(#"{"t":{"stride":[1]}}"#),
      .unknownField(path: "f", tensor: "t", field: "stride")),
    Case(
      "a type of integers", file("{" + tensor("t", "[1]", "[0,8]", type: "I64") + "}", data: 8),
      .unsupportedType(path: "f", tensor: "t", type: "I64")),
    Case(
      "a type in lower case", file("{" + tensor("t", "[1]", "[0,4]", type: "f32") + "}", data: 4),
      .unsupportedType(path: "f", tensor: "t", type: "f32")),
    Case(
      "nine dimensions", file("{" + tensor("t", "[1,1,1,1,1,1,1,1,1]", "[0,4]") + "}", data: 4),
      .tooManyDimensions(path: "f", tensor: "t", limit: 8)),
    Case(
      "a shape beyond all counting",
      file("{" + tensor("t", "[4294967296,4294967296]", "[0,0]") + "}"),
      .shapeTooLarge(path: "f", tensor: "t", shape: [1 << 32, 1 << 32])),
    Case(
      "a size that overflows only in bytes",
      file("{" + tensor("t", "[4611686018427387904]", "[0,0]") + "}"),
      .shapeTooLarge(path: "f", tensor: "t", shape: [1 << 62])),
    Case(
      "offsets in reverse", file("{" + tensor("t", "[1]", "[4,0]") + "}", data: 4),
      .reversedOffsets(path: "f", tensor: "t", begin: 4, end: 0)),
    Case(
      "too few bytes", file("{" + tensor("t", "[2]", "[0,4]") + "}", data: 4),
      .wrongSize(path: "f", tensor: "t", shape: [2], expectedBytes: 8, foundBytes: 4)),
    Case(
      "an empty shape with bytes", file("{" + tensor("t", "[0]", "[0,4]") + "}", data: 4),
      .wrongSize(path: "f", tensor: "t", shape: [0], expectedBytes: 0, foundBytes: 4)),
    Case(
      "an end past the data", file("{" + tensor("t", "[2]", "[0,8]") + "}", data: 7),
      .outsideData(path: "f", tensor: "t", end: 8, dataBytes: 7)),
    Case(
      "an end far past the data",
      file("{" + tensor("t", "[1]", "[9223372036854775803,9223372036854775807]") + "}", data: 4),
      .outsideData(path: "f", tensor: "t", end: .max, dataBytes: 4)),
    Case(
      "an empty tensor past the data", file("{" + tensor("t", "[0]", "[4,4]") + "}"),
      .outsideData(path: "f", tensor: "t", end: 4, dataBytes: 0)),
  ]

  static let layouts = [
    Case(
      "two tensors on the same bytes",
      file("{" + tensor("a", "[1]", "[0,4]") + "," + tensor("b", "[1]", "[0,4]") + "}", data: 4),
      .overlap(path: "f", tensor: "b", other: "a")),
    Case(
      "half an overlap",
      file("{" + tensor("b", "[1]", "[2,6]") + "," + tensor("a", "[1]", "[0,4]") + "}", data: 6),
      .overlap(path: "f", tensor: "b", other: "a")),
    Case(
      "an empty tensor inside another",
      file("{" + tensor("a", "[2]", "[0,8]") + "," + tensor("b", "[0]", "[4,4]") + "}", data: 8),
      .overlap(path: "f", tensor: "b", other: "a")),
    Case(
      "a hole at the start", file("{" + tensor("t", "[1]", "[4,8]") + "}", data: 8),
      .hole(path: "f", begin: 0, end: 4)),
    Case(
      "a hole in the middle",
      file("{" + tensor("a", "[1]", "[0,4]") + "," + tensor("b", "[1]", "[5,9]") + "}", data: 9),
      .hole(path: "f", begin: 4, end: 5)),
    Case(
      "a hole at the end", file("{" + tensor("t", "[1]", "[0,4]") + "}", data: 5),
      .hole(path: "f", begin: 4, end: 5)),
    Case(
      "one name twice",
      file("{" + tensor("t", "[1]", "[0,4]") + "," + tensor("t", "[1]", "[4,8]") + "}", data: 8),
      .duplicateName(path: "f", name: "t")),
    Case(
      "one name twice, once escaped",
      file(
        "{" + tensor("t", "[0]", "[0,0]") + "," + tensor(#"\u0074"#, "[0]", "[0,0]") + "}"),
      .duplicateName(path: "f", name: "t")),
    Case(
      "metadata twice", file(#"{"__metadata__":{},"__metadata__":{}}"#),
      .duplicateName(path: "f", name: "__metadata__")),
    Case(
      "a metadata key twice", file(#"{"__metadata__":{"a":"1","a":"2"}}"#),
      .duplicateName(path: "f", name: "a")),
    Case(
      "a field twice", file(#"{"t":{"dtype":"F32","dtype":"F32"}}"#),
      .duplicateName(path: "f", name: "dtype")),
    Case(
      "a name past its limit",
      file("{\"" + String(repeating: "n", count: 1025) + "\":{}}"),
      .nameTooLong(path: "f", byte: 9, limit: 1024)),
  ]
}
