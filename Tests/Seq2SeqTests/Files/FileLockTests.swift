import Testing

@testable import Seq2Seq

@Suite struct FileLockTests {
  @Test func aSecondLockIsRefusedUntilTheFirstIsGone() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model")
    var first: FileLock? = try FileLock(path)
    #expect(throws: FileError.locked(path: path)) { try FileLock(path) }
    _ = try FileLock(folder.file("other"))
    withExtendedLifetime(first) {}
    first = nil
    _ = try FileLock(path)
    #expect(folder.names == [])
  }

  @Test func namesThatLeadToOneFileShareItsLock() throws {
    let folder = try TemporaryFolder()
    let link = folder.makeLink("link", to: "model")
    let lock = try FileLock(folder.file("model"))
    #expect(throws: FileError.locked(path: link)) { try FileLock(link) }
    withExtendedLifetime(lock) {}
  }

  /// The state that a kill leaves.
  @Test func aFileThatAKilledProcessLeftIsNoObstacle() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(to: folder.file(".model.lock")) { try $0.write("") }
    _ = try FileLock(folder.file("model"))
    #expect(folder.names == [])
  }

  @Test func allOfThemOrNone() throws {
    let folder = try TemporaryFolder()
    let (a, b) = (folder.file("a"), folder.file("b"))
    var lock: FileLock? = try FileLock(b)
    #expect(throws: FileError.locked(path: b)) { try FileLock.locks([a, b]) }
    #expect(folder.names == [".b.lock"])
    withExtendedLifetime(lock) {}
    lock = nil
    #expect(try FileLock.locks([a, a, b]).count == 2)
  }

  @Test func aFolderThatIsNotThereIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("absent/model")
    #expect(throws: FileError.missingFolder(path: path, folder: folder.file("absent"))) {
      try FileLock(path)
    }
  }
}
