import Seq2Seq

prepareStandardStreams()
whenMemoryIsRefused { bytes in
  Stream.error.line(
    "s2s: the system refuses \(bytes >> 20) MiB of memory; choose a smaller \(Options.batch), "
      + "\(Options.beam), corpus, vocabulary or model")
  end(1)
}
end(runProgram(Array(CommandLine.arguments.dropFirst())))
