#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// A standard stream that was closed must not be the number that the next file is opened under.
while true {
  let descriptor = open("/dev/null", O_RDWR)
  if descriptor < 0 || descriptor > 2 {
    if descriptor > 2 { close(descriptor) }
    break
  }
}
// A reader that goes away is noticed where we write, not by a signal.
signal(SIGPIPE, SIG_IGN)
// So is a limit on the size of files.
signal(SIGXFSZ, SIG_IGN)
exit(runProgram(Array(CommandLine.arguments.dropFirst())))
