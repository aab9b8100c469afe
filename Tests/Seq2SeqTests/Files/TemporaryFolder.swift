@testable import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new folder for one test, removed with all it holds when the test lets go of it.
final class TemporaryFolder {
  struct NotMade: Error { let code: Int32 }

  let path: String

  init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = (base + "/s2s-test-XXXXXX").utf8CString.map { $0 }
    guard mkdtemp(&template) != nil else { throw NotMade(code: errno) }
    let bytes = template.dropLast().map { UInt8(truncatingIfNeeded: $0) }
    path = String(decoding: bytes, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  func file(_ name: String) -> String { path + "/" + name }

  func makeFolder(_ name: String) -> String {
    mkdir(file(name), 0o755)
    return file(name)
  }

  func makeLink(_ name: String, to target: String) -> String {
    symlink(target, file(name))
    return file(name)
  }

  func makePipe(_ name: String) -> String {
    mkfifo(file(name), 0o600)
    return file(name)
  }

  /// The names in the folder, hidden ones too, in the order of their bytes.
  var names: [String] { Self.names(in: path) }

  static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }  // a link is removed, not its target
    for name in names(in: path) { remove(path + "/" + name) }
    rmdir(path)
  }
}

func permissions(of path: String) -> mode_t {
  var info = stat()
  return lstat(path, &info) == 0 ? info.st_mode & 0o7777 : 0
}

func isLink(_ path: String) -> Bool {
  var info = stat()
  return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
}

/// Permissions do not bind the superuser, so tests of refusal need another user.
var isSuperuser: Bool { geteuid() == 0 }

func text(at path: String) throws -> String {
  String(decoding: try readWholeFile(path), as: UTF8.self)
}

/// The generator of Steele, Lea and Flood 2014, "SplitMix64": small, seeded, the same everywhere.
struct FileTestNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
