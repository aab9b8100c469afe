#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// A reader that goes away is noticed where we write, not by a signal.
signal(SIGPIPE, SIG_IGN)
exit(runProgram(Array(CommandLine.arguments.dropFirst())))
