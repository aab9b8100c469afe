import Seq2Seq

/// How sentences are translated, as options say it.
enum DecodingChoice {
  /// The beam is at least as wide as translations are wanted of each sentence, unless it is given.
  static func read(_ arguments: Arguments) throws(UsageError) -> DecodingOptions {
    var options = arguments.filled(Options.decoding + [Options.nBest])
    if !arguments.has(Options.beam) { options.beam = max(options.beam, options.nBest) }
    if options.nBest > options.beam {
      throw UsageError.badValue(
        option: "\(Options.nBest)", found: "\(options.nBest)",
        expected: "a number of at most \(Options.beam), \(options.beam)")
    }
    return options
  }
}
