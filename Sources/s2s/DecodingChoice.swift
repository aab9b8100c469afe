import Seq2Seq

/// How sentences are translated, according to the options.
enum DecodingChoice {
  /// The beam is at least as wide as the number of translations wanted for each sentence, unless it
  /// is given.
  static func read(_ arguments: Arguments) throws(UsageError) -> DecodingOptions {
    var options = arguments.filled(
      Options.decoding + Options.sampling + [Options.nBest, Options.samplingSeed])
    try arguments.exclude(Options.sample, Options.beam, Options.coveragePenalty)
    if !options.samples {
      for option in Options.sampling { try arguments.require(Options.sample, for: option) }
    }
    if arguments.has(Options.coveragePenalty), options.beam == 1 {
      throw .conflict("\(Options.coveragePenalty)", "\(Options.beam) 1")
    }
    if let most = options.maximumOutput, options.minimumLength > most {
      throw .badValue(
        option: "\(Options.minLength)", found: "\(options.minimumLength)",
        expected: "a number of at most \(Options.maxOutput), \(most)")
    }
    if !arguments.has(Options.beam) { options.beam = max(options.beam, options.nBest) }
    if options.nBest > options.beam {
      throw UsageError.badValue(
        option: "\(Options.nBest)", found: "\(options.nBest)",
        expected: "a number of at most \(Options.beam), \(options.beam)")
    }
    try arguments.exclude(Options.lexicon, Options.noCopyUnknown, Options.forbidUnknown)
    return options
  }

  /// The lexicon that is asked for. Reports on standard error entries that are ignored.
  ///
  /// - Throws: `CorpusError`, `LexiconError`.
  static func lexicon(_ arguments: Arguments, for model: TranslationModel) throws -> Lexicon? {
    guard let path = arguments[Options.lexicon] else { return nil }
    let lexicon = try Lexicon(path: path, for: model.source)
    if arguments.quiet { return lexicon }
    for (lines, what) in [
      (
        lexicon.repeated,
        ("with a word that occurred before", "the first translation of a word counts")
      ),
      (lexicon.phrases, ("with several words before the tab", "only single words are looked up")),
    ] where lines.count > 0 {
      Stream.error.line(
        "s2s: \(displayable(path)): \(counted(lines.count, "line")) \(what.0), the first is line "
          + "\(lines.first); \(what.1)")
    }
    return lexicon
  }
}
