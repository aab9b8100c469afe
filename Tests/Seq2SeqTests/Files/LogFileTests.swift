import Testing

@testable import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct LogFileTests {
  @Test func linesAreAddedAcrossOpenings() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("run.log.jsonl")
    for line in ["é", "two"] {
      let log = try LogFile(path: path)
      try log.append(line)
      try log.synchronize()
    }
    #expect(try text(at: path) == "é\ntwo\n")
    #expect(try LogFile(path: path).byteCount == 7)
  }

  @Test func aResumedLogIsCutToItsRecordedLength() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("log")
    let log = try LogFile(path: path)
    try log.append("kept")
    let recorded = log.byteCount
    try log.append("lost")
    let resumed = try LogFile(path: path, keeping: recorded)
    #expect(resumed.byteCount == recorded)
    try resumed.append("again")
    #expect(try text(at: path) == "kept\nagain\n")
  }

  @Test(arguments: [6, 1_000_000, .max, -1])
  func aLengthThatDoesNotFitKeepsWhatIsThere(_ length: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("log")
    try LogFile(path: path).append("kept")
    let log = try LogFile(path: path, keeping: length)
    #expect(log.byteCount == 5)
    #expect(try text(at: path) == "kept\n")
  }

  @Test func zeroEmptiesTheLogAndAnAbsentOneIsCreated() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("log")
    #expect(try LogFile(path: path, keeping: 12).byteCount == 0)
    try LogFile(path: path).append("line")
    #expect(try LogFile(path: path, keeping: 0).byteCount == 0)
    #expect(try text(at: path) == "")
    #expect(permissions(of: path) & ~0o644 == 0)
  }

  @Test func anUnfinishedLineIsEnded() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("log")
    try AtomicFile.write(to: path) { try $0.write("whole\npar") }
    let log = try LogFile(path: path)
    try log.append("next")
    #expect(try text(at: path) == "whole\npar\nnext\n")
    #expect(log.byteCount == 15)
  }

  @Test func cuttingAnOpenLogMovesItsEnd() throws {
    let folder = try TemporaryFolder()
    let log = try LogFile(path: folder.file("log"))
    try log.append("one")
    try log.append("two")
    try log.truncate(to: 4)
    try log.truncate(to: 99)
    try log.append("2")
    #expect(log.byteCount == 6)
    #expect(try text(at: log.path) == "one\n2\n")
  }

  @Test func whatIsNoFileIsRefused() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.makePipe("pipe")
    #expect(throws: FileError.isDirectory(path: folder.path)) { try LogFile(path: folder.path) }
    #expect(throws: FileError.notRegular(path: pipe)) { try LogFile(path: pipe) }
    let far = folder.file("absent/log")
    #expect(throws: FileError.missingFolder(path: far, folder: folder.file("absent"))) {
      try LogFile(path: far)
    }
  }
}
