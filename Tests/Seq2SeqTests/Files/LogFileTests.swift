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
      let log = try LogFile(path: path, keepingLines: .max)
      try log.append(line)
      try log.synchronize()
    }
    #expect(try text(at: path) == "é\ntwo\n")
    #expect(try LogFile(path: path, keepingLines: .max).byteCount == 7)
  }

  @Test func aResumedLogIsCutToItsRecordedLines() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("log")
    let log = try LogFile(path: path, keepingLines: .max)
    try log.append("kept")
    let recorded = log.lineCount
    try log.append("lost")
    let resumed = try LogFile(path: path, keepingLines: recorded)
    #expect(resumed.byteCount == 5 && resumed.lineCount == 1)
    try resumed.append("again")
    #expect(try text(at: path) == "kept\nagain\n")
  }

  @Test(arguments: [1, 2, 1_000_000, .max])
  func aNumberOfLinesThatAreNotThereKeepsWhatIs(_ lines: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("log")
    try LogFile(path: path, keepingLines: .max).append("kept")
    let log = try LogFile(path: path, keepingLines: lines)
    #expect(log.byteCount == 5 && log.lineCount == 1)
    #expect(try text(at: path) == "kept\n")
  }

  @Test func zeroEmptiesTheLogAndAnAbsentOneIsCreated() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("log")
    #expect(try LogFile(path: path, keepingLines: 12).byteCount == 0)
    try LogFile(path: path, keepingLines: .max).append("line")
    #expect(try LogFile(path: path, keepingLines: 0).byteCount == 0)
    #expect(try text(at: path) == "")
    #expect(permissions(of: path) & ~0o644 == 0)
  }

  @Test func anUnfinishedLineIsCutOff() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("log")
    try AtomicFile.write(to: path) { try $0.write("whole\npar") }
    let log = try LogFile(path: path, keepingLines: .max)
    try log.append("next")
    #expect(try text(at: path) == "whole\nnext\n")
    #expect(log.byteCount == 11 && log.lineCount == 2)
  }

  @Test func anOpenLogGoesOnWhereItWasCut() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("log")
    for line in ["one", "two"] { try LogFile(path: path, keepingLines: .max).append(line) }
    let log = try LogFile(path: path, keepingLines: 1)
    try log.append("2")
    #expect(log.byteCount == 6 && log.lineCount == 2)
    #expect(try text(at: log.path) == "one\n2\n")
  }

  @Test func whatIsNoFileIsRefused() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.makePipe("pipe")
    #expect(throws: FileError.isDirectory(path: folder.path)) {
      try LogFile(path: folder.path, keepingLines: .max)
    }
    #expect(throws: FileError.notRegular(path: pipe)) {
      try LogFile(path: pipe, keepingLines: .max)
    }
    let far = folder.file("absent/log")
    #expect(throws: FileError.missingFolder(path: far, folder: folder.file("absent"))) {
      try LogFile(path: far, keepingLines: .max)
    }
  }
}
