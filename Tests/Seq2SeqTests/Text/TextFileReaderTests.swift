import Testing

@testable import Seq2Seq

@Suite struct TextFileReaderTests {
  static func lines(_ path: String, blockSize: Int = 1 << 18) throws -> [String] {
    let reader = try TextFileReader(path: path, blockSize: blockSize)
    var lines: [String] = []
    while let line = try reader.next() { lines.append(line) }
    return lines
  }

  @Test(arguments: [
    ("a\nb\n", ["a", "b"]),
    ("a\nb", ["a", "b"]),
    ("a\r\n\r\nb\r\n", ["a", "", "b"]),
    ("a\rb\n", ["a\rb"]),
    ("\n", [""]),
    ("", []),
    ("\u{FEFF}a\n\u{FEFF}b", ["a", "\u{FEFF}b"]),
    ("\u{FEFF}", []),
    ("\u{FEFF}\n", [""]),
    ("a\u{2028}b\u{85}c\u{C}d\u{B}e\n", ["a\u{2028}b\u{85}c\u{C}d\u{B}e"]),
    ("a\n\u{301}b\n", ["a", "\u{301}b"]),
  ])
  func onlyALineFeedEndsALine(_ text: String, _ expected: [String]) throws {
    let folder = try ScratchFolder()
    let path = try folder.write("x.en", text)
    for blockSize in 1...7 {
      let found = try Self.lines(path, blockSize: blockSize)
      #expect(scalars(found) == scalars(expected), "blocks of \(blockSize) bytes")
    }
  }

  @Test(
    arguments: [
      [0xE9, 0x74],  // Latin-1
      [0xC0, 0xAF],  // overlong
      [0xED, 0xA0, 0x80],  // a surrogate
      [0xF4, 0x90, 0x80, 0x80],  // past U+10FFFF
      [0xE2, 0x82],  // cut short
    ] as [[UInt8]])
  func invalidUTF8IsReportedWithItsLine(_ bytes: [UInt8]) throws {
    let folder = try ScratchFolder()
    let path = try folder.write("x.en", Array("a\nb\n".utf8) + bytes + [0x0A])
    #expect(throws: CorpusError.invalidUTF8(path: path, line: 3)) { try Self.lines(path) }
  }

  @Test func aNULIsReportedWithItsLine() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("x.en", "a\nb\0c\n")
    #expect(throws: CorpusError.nul(path: path, line: 2)) { try Self.lines(path) }
  }

  @Test func aMissingFileIsReportedWithWhatItsFolderHolds() throws {
    let folder = try ScratchFolder()
    try folder.write("b.en", "b")
    try folder.write("a.fr", "a")
    let path = folder.path + "/a.en"
    let error = CorpusError.missingFile(path: path, folder: folder.path, holds: ["a.fr", "b.en"])
    #expect(throws: error) { try TextFileReader(path: path) }
    #expect(error.description.contains("holds a.fr, b.en"))

    let nowhere = folder.path + "/no/a.en"
    #expect(
      throws: CorpusError.missingFile(path: nowhere, folder: folder.path + "/no", holds: nil)
    ) {
      try TextFileReader(path: nowhere)
    }
  }

  @Test func aFolderIsNoFile() throws {
    let folder = try ScratchFolder()
    #expect(throws: CorpusError.folderForFile(path: folder.path)) { try Self.lines(folder.path) }
  }

  @Test func aPathThroughAFileIsUnreadable() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("x.en", "a") + "/y"
    #expect(throws: CorpusError.self) { try TextFileReader(path: path) }
  }
}
