import Seq2Seq

/// `bench --decode`: how fast a model translates, in each precision, greedily and with a beam of 5.
extension DecodingBenchmark {
  func show(_ sets: [KernelSet], json: Bool) throws {
    var results: [Result] = []
    for set in sets {
      if !json { Stream.output.write(head(set)) }
      for weights in NumberFormat.weights {
        for beam in [1, 5] {
          let result = try run(set, weights, beam: beam)
          results.append(result)
          if !json { Stream.output.line(line(result)) }
        }
      }
    }
    if json {
      Stream.output.line(
        try jsonText(Report(["decoding": results, "peakMegabytes": peakMegabytes()])))
    } else {
      Stream.output.line("\nmemory at most \(fixed(peakMegabytes(), 1)) MB")
    }
  }

  private func head(_ set: KernelSet) -> String {
    """
    \(set), \(counted(threads, "thread"))          64 side by side       one at a time, ms
      weights  beam   sentences/s  tokens/s   median   99th percentile

    """
  }

  private func line(_ result: Result) -> String {
    "  " + result.weights + right("\(result.beam)", 13 - result.weights.utf8.count)
      + right(fixed(result.sentencesPerSecond, 1), 14)
      + right(grouped(Int(result.tokensPerSecond)), 10)
      + right(fixed(result.medianMilliseconds, 2), 9) + right(fixed(result.slowMilliseconds, 2), 18)
  }
}
