import Foundation
import Testing

@testable import Seq2Seq

@Suite struct SafetensorsHostileTests {
  @Test(arguments: frames + texts + encodings + numbers + tensors + layouts)
  func aMalformedFileIsRefusedInOneLine(_ example: Case) throws {
    let error = #expect(throws: SafetensorsError.self) {
      try SafetensorsFile(bytes: example.bytes, path: "f")
    }
    #expect(error == example.error)
    let message = "\(try #require(error))"
    #expect(message.hasPrefix("f: "))
    #expect(!message.unicodeScalars.contains { $0.value < 0x20 })
    #expect(message.unicodeScalars.count < 300)
  }

  @Test func aHostileNameCannotForgeALineNorFloodIt() {
    let name = "a\nb: fine" + String(repeating: "x", count: 900)
    let message = SafetensorsError.noSuchTensor(path: "f", tensor: name).description
    #expect(message.hasPrefix("f: has no tensor 'a\\u{a}b: finex"))
    #expect(message.contains("x…'") && message.unicodeScalars.count < 200)
  }

  @Test(arguments: ["[", "{\"a\":", "{\"t\":{\"shape\":[", "{\"t\":{\"shape\":", "\"", "\\\""])
  func repetitionNeitherOverflowsTheStackNorHangs(_ unit: String) {
    for prefix in ["", "{\"t\":{\"shape\":", "{\"__metadata__\":{\"a\":", "{\"t\":{\"dtype\":\""] {
      let header = prefix + String(repeating: unit, count: 200_000)
      #expect(throws: SafetensorsError.self, "\(prefix)…\(unit)") {
        try SafetensorsFile(bytes: Self.file(header), path: "f")
      }
    }
  }

  @Test func longArraysNumbersAndNamesAreGivenUpEarly() {
    let zeros = String(repeating: "0,", count: 300_000)
    let digits = String(repeating: "1", count: 300_000)
    let marks = String(repeating: "\u{301}\u{323}", count: 100_000)
    for header in [
      "{\"t\":{\"shape\":[\(zeros)", "{\"t\":{\"data_offsets\":[\(zeros)",
      "{\"t\":{\"shape\":[\(digits)", "{\"\(marks)", "{\"t\":{\"\(marks)",
      "{\"__metadata__\":{\"\(marks)", "{\"t\":{\"dtype\":\"\(marks)\"",
    ] {
      let error = #expect(throws: SafetensorsError.self) {
        try SafetensorsFile(bytes: Self.file(header), path: "f")
      }
      #expect((error?.description.unicodeScalars.count ?? 0) < 300)
      let told = error?.description ?? ""
      #expect(told.contains("more than") || told.contains(#/byte \d\d? of the header/#), "\(told)")
    }
  }

  @Test func namesPastTheirNumberAreRefused() {
    let members = (0...65_536).map { "\"\($0)\":\"\"" }.joined(separator: ",")
    #expect(throws: SafetensorsError.self) {
      try SafetensorsFile(bytes: Self.file("{\"__metadata__\":{\(members)}}"), path: "f")
    }
  }

  @Test func namesThatAreCanonicallyEquivalentAreTwo() throws {
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    let header =
      "{\"__metadata__\":{\"\(composed)\":\"1\",\"\(decomposed)\":\"2\"},"
      + Self.tensor(composed, "[1]", "[0,4]") + "," + Self.tensor(decomposed, "[2]", "[4,12]") + "}"
    let found = try SafetensorsFile(bytes: Self.file(header, data: 12), path: "f")
    #expect(found.shape(of: composed) == [1] && found.shape(of: decomposed) == [2])
    #expect(found.metadata[composed] == "1" && found.metadata[decomposed] == "2")
  }

  @Test func aFileOfZerosIsRefusedByItsFirstBytes() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("zeros")
    try AtomicFile.write(to: path) { try $0.write([0]) }
    guard truncate(path, off_t(1) << 42) == 0 else { return }  // not every file system can
    #expect(
      throws: SafetensorsError.unexpectedText(
        path: path, byte: 8, expected: "'{'", found: "the header's end")
    ) { try SafetensorsFile(path: path) }
  }

  @Test func aFileThatIsCutWhileItIsReadIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("f")
    let bytes = Self.file("{" + Self.tensor("t", "[8]", "[0,32]") + "}", data: 32)
    try AtomicFile.write(to: path) { try $0.write(bytes) }
    let found = try SafetensorsFile(path: path)
    truncate(path, off_t(bytes.count - 12))
    #expect(
      throws: SafetensorsError.outsideData(path: path, tensor: "t", end: 32, dataBytes: 20)
    ) { try found.floats("t") }
  }

  @Test func aPipeIsReadAsAFileIs() throws {
    let whole = Self.file("{" + Self.tensor("t", "[2]", "[0,4]", type: "F16") + "}", data: 4)
    for (bytes, isRead) in [(whole, true), (whole.dropLast(), false), (whole + [0], false)] {
      let folder = try TemporaryFolder()
      let path = folder.file("pipe")
      try #require(mkfifo(path, 0o600) == 0)
      let both = open(path, O_RDWR)
      let writer = open(path, O_WRONLY)
      #expect(bytes.withUnsafeBytes { write(writer, $0.baseAddress, $0.count) } == bytes.count)
      let end = Thread {
        _ = usleep(100_000); close(writer); close(both)
      }
      end.start()
      let found = try? SafetensorsFile(path: path).floats("t")
      #expect(found == (isRead ? [0, 0] : nil), "\(bytes.count) bytes")
    }
  }

  @Test func everySpellingThatJSONAllowsIsRead() throws {
    let header =
      "{ \"__metadata__\"\t:\r\n"
      + #"{"\u00e9\uD83D\uDE42\/\b\f\n\r\t\"\\" : "\u0000" } , "#
      + "\"a\" : { \"shape\" : [ 1 , 0 ] , \"data_offsets\" : [ 4 , 4 ] , \"dtype\" : \"F16\" } , "
      + Self.tensor("b", "[]", "[0,4]") + "}   "
    let found = try SafetensorsFile(bytes: Self.file(header, data: 4), path: "f")
    #expect(found.metadata == ["é🙂/\u{8}\u{C}\n\r\t\"\\": "\0"])
    #expect(found.tensorNames == ["a", "b"])
    #expect(try found.floats("a") == [] && found.floats("b") == [0])
  }
}
