import Testing

@testable import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct WholeFileTests {
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
  func everyByteIsRead(_ size: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try AtomicFile.write(to: folder.file("file")) { try $0.write(bytes) }
    #expect(try readWholeFile(folder.file("file")) == bytes)
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("file")
    try AtomicFile.write(to: file) { try $0.write("text") }
    let cases: [(String, FileError, String)] = [
      (folder.file("absent"), .missing(path: folder.file("absent")), "no such file"),
      (folder.path, .isDirectory(path: folder.path), "is a directory"),
      (file + "/x", .partIsNoFolder(path: file + "/x"), "not a folder"),
      ("a\0b", .nameHoldsNUL(path: "a\0b"), "NUL"),
      ("", .emptyName, "is empty"),
    ]
    for (path, expected, words) in cases {
      let error = #expect(throws: FileError.self) { try readWholeFile(path) }
      #expect(error == expected)
      #expect("\(try #require(error))".contains(words))
    }
    #expect(throws: FileError.tooLarge(path: file, limit: 3)) { try readWholeFile(file, limit: 3) }
    #expect(try readWholeFile(file, limit: 4).count == 4)
  }

  @Test(.enabled(if: !isSuperuser)) func aFileWithoutReadingRightsIsRefused() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("file")
    try AtomicFile.write(to: file) { try $0.write("text") }
    chmod(file, 0o000)
    #expect(throws: FileError.permissionDenied(path: file, action: "reading")) {
      try readWholeFile(file)
    }
  }

  @Test func aFileLargerThanMemoryIsRefusedBeforeItIsRead() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("sparse")
    try AtomicFile.write(to: path) { try $0.write("text") }
    guard truncate(path, off_t(1) << 42) == 0 else { return }  // not every file system can
    #expect(throws: FileError.tooLarge(path: path, limit: physicalMemory())) {
      try readWholeFile(path)
    }
  }

  @Test func existenceMeansSomethingThatCanBeRead() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("file")
    try AtomicFile.write(to: file) { try $0.write("text") }
    #expect(fileExists(file))
    #expect(fileExists(folder.makeLink("link", to: "file")))
    #expect(!fileExists(folder.makeLink("dangling", to: "absent")))
    #expect(!fileExists(folder.path))
    #expect(!fileExists(folder.file("absent")))
    #expect(!fileExists(file + "\0"))
    #expect(!fileExists(""))
  }

  @Test func removingIsDoneOnceAndForgivenTwice() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("file")
    try AtomicFile.write(to: file) { try $0.write("text") }
    let link = folder.makeLink("link", to: "file")
    try removeIfPresent(link)
    #expect(fileExists(file))
    try removeIfPresent(file)
    try removeIfPresent(file)
    #expect(folder.names == [])
    #expect(throws: FileError.isDirectory(path: folder.path)) { try removeIfPresent(folder.path) }
  }

  @Test func pathsSplitAtTheLastSlashWhateverFollowsIt() {
    #expect(PathParts("file").folder == ".")
    #expect(PathParts("/file").folder == "/")
    #expect(PathParts("a/b/").name == "")
    #expect(PathParts("a/b/").folder == "a/b")
    #expect(PathParts("a/\u{301}b").folder == "a")
    #expect(PathParts("a/\u{301}b").name == "\u{301}b")
    #expect(PathParts("a/\u{301}b").prefix == "a/")
  }

  @Test func systemErrorsAreToldInWords() {
    let cases: [(Int32, String)] = [
      (ENOSPC, "no space left"), (EDQUOT, "no space left"), (EACCES, "permission denied"),
      (EPERM, "permission denied"), (EISDIR, "is a directory"), (ENOENT, "no such folder 'a'"),
      (ENOTDIR, "not a folder"), (EIO, "writing failed"),
    ]
    for (code, words) in cases {
      let message = FileError(path: "a/b", action: .writing, code: code).description
      #expect(message.hasPrefix("a/b: "))
      #expect(message.contains(words), "errno \(code): \(message)")
    }
  }

  @Test func aHostileNameCannotBreakALine() {
    let message = FileError.missing(path: "a\nb\u{2028}\u{202E}\u{1B}[31m").description
    #expect(message.hasPrefix("a\\u{a}b\\u{2028}\\u{202e}\\u{1b}[31m: "))
  }
}
