#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder of the program's own file, links followed; nil where the system does not tell.
func programFolder() -> String? {
  #if canImport(Darwin)
    var size: UInt32 = 0
    _ = _NSGetExecutablePath(nil, &size)
    var name = [CChar](repeating: 0, count: Int(size) + 1)
    guard _NSGetExecutablePath(&name, &size) == 0, let real = realpath(name, nil) else { return nil }
  #else
    guard let real = realpath("/proc/self/exe", nil) else { return nil }
  #endif
  defer { free(real) }
  let path = String(cString: real)
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
  return String(path[..<slash])
}

/// When a file was last written.
struct FileTime: Comparable {
  let seconds, nanoseconds: Int

  /// Of a regular file, links followed; nil for anything else.
  init?(ofFile path: String) {
    var info = stat()
    guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let time = info.st_mtimespec
    #else
      let time = info.st_mtim
    #endif
    (seconds, nanoseconds) = (Int(time.tv_sec), Int(time.tv_nsec))
  }

  static func < (a: FileTime, b: FileTime) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }
}
