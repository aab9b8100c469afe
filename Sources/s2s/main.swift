import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// A standard stream that was closed must not be the number that the next file is opened under. An
// input that was closed is empty; writing to an output that was closed fails, as it would have.
while true {
  let descriptor = open("/dev/null", O_RDONLY)
  if descriptor < 0 || descriptor > 2 {
    if descriptor > 2 { close(descriptor) }
    break
  }
}
// A reader that goes away is noticed where we write, not by a signal.
signal(SIGPIPE, SIG_IGN)
// So is a limit on the size of files.
signal(SIGXFSZ, SIG_IGN)
whenMemoryIsRefused { bytes in
  Stream.error.line(
    "s2s: the system refuses \(bytes >> 20) MiB of memory; choose a smaller "
      + "\(Options.batch), \(Options.beam), corpus, vocabulary or model")
  exit(1)
}
exit(runProgram(Array(CommandLine.arguments.dropFirst())))
