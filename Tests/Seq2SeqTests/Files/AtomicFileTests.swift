import Testing

@testable import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct AtomicFileTests {
  struct Stop: Error {}

  @Test func aNewFileHoldsWhatWasWritten() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("new.txt")
    try AtomicFile.write(to: path) { file in
      try file.write("one\n")
      try file.write([UInt8]("é".utf8))
    }
    #expect(try text(at: path) == "one\né")
    #expect(folder.names == ["new.txt"])
  }

  @Test func largeAndSmallWritesKeepTheirOrder() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("mixed")
    var numbers = FileTestNumbers(state: 3)
    var expected: [UInt8] = []
    try AtomicFile.write(to: path) { file in
      for size in [0, 1, 65_535, 1, 65_536, 65_537, 40_000, 40_000, 200_000, 7] {
        let piece = (0..<size).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        expected += piece
        try file.write(piece)
      }
    }
    #expect(try readWholeFile(path) == expected)
  }

  @Test func theOldFileStaysWhenTheBodyThrows() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("kept")
    try AtomicFile.write(to: path) { try $0.write("old") }
    #expect(throws: Stop.self) {
      try AtomicFile.write(to: path) { file in
        try file.write([UInt8](repeating: 65, count: 300_000))
        throw Stop()
      }
    }
    #expect(try text(at: path) == "old")
    #expect(folder.names == ["kept"])
  }

  @Test func nothingIsLeftWhenTheBodyOfANewFileThrows() throws {
    let folder = try TemporaryFolder()
    #expect(throws: Stop.self) {
      try AtomicFile.write(to: folder.file("never")) { _ in throw Stop() }
    }
    #expect(folder.names == [])
  }

  @Test func theOldFileIsThereUntilTheBodyIsDone() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("file")
    try AtomicFile.write(to: path) { try $0.write("old") }
    try AtomicFile.write(to: path) { file in
      try file.write([UInt8](repeating: 65, count: 100_000))
      #expect(try text(at: path) == "old")
      #expect(folder.names.count == 2)
    }
    #expect(folder.names == ["file"])
    #expect(try readWholeFile(path).count == 100_000)
  }

  @Test func aWriteInsideAWriteToTheSamePathHasATemporaryFileOfItsOwn() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("file")
    try AtomicFile.write(to: path) { outer in
      try outer.write("outer")
      try AtomicFile.write(to: path) { try $0.write("inner") }
      #expect(try text(at: path) == "inner")
    }
    #expect(try text(at: path) == "outer")
    #expect(folder.names == ["file"])
  }

  @Test func aReplacedFileKeepsItsMode() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("private")
    for mode: mode_t in [0o600, 0o640, 0o666, 0o755] {
      try AtomicFile.write(to: path) { try $0.write("old") }
      chmod(path, mode)
      try AtomicFile.write(to: path) { try $0.write("new") }
      #expect(permissions(of: path) == mode)
    }
  }

  @Test func aNewFileIsNeverMoreOpenThan0644() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("new")
    try AtomicFile.write(to: path) { try $0.write("text") }
    #expect(permissions(of: path) & ~0o644 == 0)
    #expect(permissions(of: path) & 0o600 == 0o600)
  }

  @Test(arguments: ["target", "./target", "sub/../target"])
  func aLinkStaysAndItsTargetIsReplaced(_ target: String) throws {
    let folder = try TemporaryFolder()
    _ = folder.makeFolder("sub")
    try AtomicFile.write(to: folder.file("target")) { try $0.write("old") }
    let link = folder.makeLink("link", to: target)
    try AtomicFile.write(to: link) { try $0.write("new") }
    #expect(isLink(link))
    #expect(!isLink(folder.file("target")))
    #expect(try text(at: folder.file("target")) == "new")
  }

  @Test func aChainOfLinksLeadsToAFileThatIsNotThereYet() throws {
    let folder = try TemporaryFolder()
    let sub = folder.makeFolder("sub")
    let first = folder.makeLink("first", to: "sub/second")
    _ = folder.makeLink("sub/second", to: sub + "/end")
    try AtomicFile.write(to: first) { try $0.write("text") }
    #expect(isLink(first) && isLink(sub + "/second"))
    #expect(try text(at: sub + "/end") == "text")
    #expect(TemporaryFolder.names(in: sub) == ["end", "second"])
  }

  @Test func linksInARingAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.makeLink("a", to: "b")
    _ = folder.makeLink("b", to: "a")
    #expect(throws: FileError.failed(path: path, action: "writing", code: ELOOP)) {
      try AtomicFile.write(to: path) { _ in }
    }
  }

  @Test func aMissingFolderIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("absent/file")
    let error = #expect(throws: FileError.self) { try AtomicFile.write(to: path) { _ in } }
    #expect(error == .missingFolder(path: path, folder: folder.file("absent")))
    #expect("\(try #require(error))".contains("no such folder"))
  }

  @Test func aDirectoryAPipeAndAPathThroughAFileAreRefused() throws {
    let folder = try TemporaryFolder()
    let sub = folder.makeFolder("sub")
    let pipe = folder.makePipe("pipe")
    let file = folder.file("file")
    try AtomicFile.write(to: file) { try $0.write("text") }
    let cases: [(String, FileError)] = [
      (sub, .isDirectory(path: sub)),
      (sub + "/", .isDirectory(path: sub + "/")),
      (pipe, .notRegular(path: pipe)),
      (file + "/below", .partIsNoFolder(path: file + "/below")),
      (file + "\0x", .nameHoldsNUL(path: file + "\0x")),
      ("", .emptyName),
    ]
    for (path, expected) in cases {
      #expect(throws: expected) { try AtomicFile.write(to: path) { _ in } }
    }
    #expect(try text(at: file) == "text")
  }

  @Test(.enabled(if: !isSuperuser)) func aReadOnlyFileOrFolderIsRespected() throws {
    let folder = try TemporaryFolder()
    let sub = folder.makeFolder("sub")
    let file = sub + "/file"
    try AtomicFile.write(to: file) { try $0.write("old") }
    chmod(file, 0o444)
    #expect(throws: FileError.permissionDenied(path: file, action: "writing")) {
      try AtomicFile.write(to: file) { try $0.write("new") }
    }
    chmod(sub, 0o555)
    defer { chmod(sub, 0o755) }
    #expect(throws: FileError.permissionDenied(path: sub + "/new", action: "writing")) {
      try AtomicFile.write(to: sub + "/new") { try $0.write("new") }
    }
    #expect(try text(at: file) == "old")
  }

  @Test func aNameOfGreatLengthLeavesRoomForTheTemporaryOne() throws {
    let folder = try TemporaryFolder()
    let path = folder.file(String(repeating: "é", count: 127))
    try AtomicFile.write(to: path) { try $0.write("text") }
    #expect(try text(at: path) == "text")
    #expect(folder.names.count == 1)
  }

  @Test func aLinkToANameThatIsNotUTF8IsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("link")
    let target: [CChar] = [0x74, CChar(bitPattern: 0xFF), 0]
    #expect(symlink(target, path) == 0)
    #expect(throws: FileError.linkIsNotUTF8(path: path)) {
      try AtomicFile.write(to: path) { try $0.write("new") }
    }
    #expect(folder.names == ["link"])
  }
}
