import Seq2Seq

enum LanguageModelTrainCommand: Command {
  static let name = "lm train"
  static let summary = "learn a language model from a text"
  static let usage = "[OPTION…] FILE"
  static let details = """
    Learns to predict the next word, or character, of the text FILE, or of standard input for '-', \
    keeps the model that does best on the validation part, and says what to run next. Ctrl-C saves \
    the run; \(Options.resume) continues it.
    """
  static let mostOperands = 1

  private static let schedule =
    [Options.lanes.within(\.run), Options.sequenceLength]
    + Options.schedule(
      updates: grouped(LanguageModelTrainingOptions.defaultUpdates)
        + ", or \(LanguageModelTrainingOptions.smallTextUpdates) for a text validated on itself"
    ).map { $0.within(\LanguageModelTrainingOptions.run) }

  static let groups: OptionGroups = [
    "Text": [Options.valid, Options.test] + Options.textReading,
    "Model": Options.languageModel, "Schedule": schedule,
    "Run": Options.run(model: "\(ModelChoice.folder)/FILE-CELL\(ModelChoice.languageEnding)"),
  ]

  static let examples = [
    "s2s lm train corpora/crow/story.txt",
    "s2s lm train novel.txt --tokenizer characters --sequence-length 100",
    "s2s lm train verses.txt --mode lines --cell gru",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    if arguments.operands.isEmpty { throw UsageError.missingArgument("FILE") }
    let path = arguments.textFile ?? "/dev/stdin"
    let start = try TrainingRun.start(arguments)
    try arguments.exclude(Options.valid, Options.heldOutLines)
    try arguments.exclude(Options.test, Options.testShare)
    var options = arguments.filled(Options.textReading + Options.languageModel + schedule)
    if options.run.optimizer == .sgd, !arguments.has(Options.learningRate) {
      options.run.learningRate = RunOptions.sgdLearningRate
    }
    if start != .resume {
      try TrainingRun.checkSchedule(options.run, arguments)
      if options.configuration.mode == .lines, arguments.has(Options.sequenceLength) {
        throw UsageError.conflict(
          "\(Options.sequenceLength)", "\(Options.mode) \(LanguageModelMode.lines.rawValue)")
      }
    }
    if options.configuration.tieEmbeddings, !arguments.has(Options.embedding) {
      options.configuration.embedding = options.configuration.hidden
    }
    let corpus = try LanguageModelTrainingCorpus(
      lines: TextLines(path: path), valid: arguments[Options.valid].map { try TextLines(path: $0) },
      test: arguments[Options.test].map { try TextLines(path: $0) }, options: options)
    let cell = options.configuration.cell.rawValue
    let model = try TrainingRun.model(
      arguments, name: "\(CorpusChoice.stem(path))-\(cell)", ending: ModelChoice.languageEnding)
    let trainer = try Trainer(
      corpus: corpus, options: options, savingTo: model, start: start, threads: arguments.threads)
    return try TrainingRun.run(
      trainer, options.run, arguments, model: model, about: [about(corpus), "\(cell), "],
      next: (
        LanguageModelGenerateCommand.name,
        corpus.sample.map { "\(Options.prompt) \(shellQuotedSentence($0))" }
      )
    ) { [options] best in
      let scores = best.scores(on: corpus, options, threads: arguments.threads)
      return [("train", scores.train), ("validation", scores.valid), ("test", scores.test)]
    }
  }

  private static func about(_ corpus: LanguageModelTrainingCorpus) -> String {
    let validation =
      corpus.validatesOnItself
      ? "validated on themselves" : "\(grouped(corpus.validationTokens)) for validation"
    let test = corpus.testTokens > 0 ? ", \(grouped(corpus.testTokens)) to test" : ""
    return "\(grouped(corpus.trainingTokens)) tokens, \(validation)\(test); "
      + "\(grouped(corpus.text.vocabulary.count)) different"
  }
}
