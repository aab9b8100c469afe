#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sees to it that a closed standard stream is not the number that the next file is opened under, and
/// that a reader that goes away, or a limit on the size of files, is noticed where we write, not by a
/// signal. An input that was closed is empty; writing to an output that was closed fails, as it would
/// have.
func prepareStandardStreams() {
  var descriptor = open("/dev/null", O_RDONLY)
  while descriptor >= 0, descriptor <= 2 { descriptor = open("/dev/null", O_RDONLY) }
  if descriptor > 2 { close(descriptor) }
  signal(SIGPIPE, SIG_IGN)
  signal(SIGXFSZ, SIG_IGN)
}

/// Ends the program with a status.
func end(_ status: Int32) -> Never { exit(status) }

/// The folder of the program's own file, links followed; nil where the system does not tell.
func programFolder() -> String? {
  #if canImport(Darwin)
    var size: UInt32 = 0
    _ = _NSGetExecutablePath(nil, &size)
    var name = [CChar](repeating: 0, count: Int(size) + 1)
    guard _NSGetExecutablePath(&name, &size) == 0 else { return nil }
    guard let real = realpath(name, nil) else { return nil }
  #else
    guard let real = realpath("/proc/self/exe", nil) else { return nil }
  #endif
  defer { free(real) }
  let path = String(cString: real)
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
  return String(path[..<slash])
}

/// The most memory that this process has held.
func peakMegabytes() -> Double {
  var usage = rusage()
  #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss) / 1_048_576
  #else
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1_024
  #endif
}

/// The position of the first argument of the process that is not UTF-8, from 1 behind the program's
/// name. `CommandLine.arguments` holds U+FFFD for what is not, so a file of that name would be
/// another.
func firstArgumentNotUTF8() -> Int? {
  (1..<max(Int(CommandLine.argc), 1)).first { position in
    CommandLine.unsafeArgv[position].map { String(validatingCString: $0) == nil } ?? false
  }
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
