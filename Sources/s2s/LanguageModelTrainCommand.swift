import Seq2Seq

enum LanguageModelTrainCommand: Command {
  static let name = "lm train"
  static let summary = "learn a language model from a text"
  static let usage = "[OPTION…] FILE"
  static let details = """
    Learns to predict the next word, or character, of the text FILE, or of standard input for '-', keeps the model that does best on the \
    validation part, and says what to run next. Ctrl-C saves the run; --resume goes on with it.
    """

  static let groups: [OptionGroup] = {
    let o = LanguageModelTrainingOptions(), c = o.configuration
    return [
      OptionGroup(
        "Text",
        [
          Option("valid", "FILE", "text to validate on"),
          Option("test", "FILE", "text to test the best model on"),
          Option(
            "held-out", "SHARE",
            "of the lines, the last ones, to validate on without a file; default: 0.1, or 0 of fewer "
              + "than \(grouped(LanguageModelTrainingOptions.smallText)) tokens, which are validated on "
              + "themselves"),
          Option("test-share", "SHARE", "of the lines, the last ones, to test on; default: 0"),
          Option(
            "tokenizer", "KIND",
            RunChoice.names(TokenizerKind.self) + "; default: \(o.tokenizer)"),
          Option("lowercase", "fold case"),
          RunChoice.normalize,
          Option("min-frequency", "N", "rarer tokens are unknown; default: \(o.minimumFrequency)"),
          Option("vocabulary-size", "N", "tokens at most; default: all"),
          Option(
            "mode", "KIND",
            "stream: the whole text, a line's end being a token; lines: each line by itself; "
              + "default: \(c.mode)"),
        ]),
      OptionGroup(
        "Model",
        [
          Option("cell", "KIND", RunChoice.names(CellKind.self) + "; default: \(c.cell)"),
          Option("embedding", "N", "length of token vectors; default: \(c.embedding)"),
          Option("hidden", "N", "units of each layer; default: \(c.hidden)"),
          Option("layers", "N", "default: \(c.layers)"),
          Option("tie-embeddings", "output weights are the embedding"),
          Option(
            "dropout", "P", "of token vectors, between layers and before the output; default: 0"),
        ]),
      OptionGroup(
        "Schedule",
        [
          Option(
            "batch", short: "b", "N",
            "lanes of the stream, or lines, in an update; a lane holds at least four sequences; "
              + "default: \(o.batch)"),
          Option(
            "sequence-length", "N",
            "steps of the stream that an update goes back through; default: \(o.sequenceLength)"),
        ] + RunChoice.schedule(
          o.run,
          updates: grouped(LanguageModelTrainingOptions.defaultUpdates)
            + ", or \(LanguageModelTrainingOptions.smallTextUpdates) of a text validated on itself")),
      OptionGroup(
        "Run",
        [
          Option(
            "model", short: "m", "FILE",
            "what to write; default: \(ModelChoice.folder)/FILE-CELL\(ModelChoice.languageEnding)")
        ] + RunChoice.run),
    ]
  }()

  static let examples = [
    "s2s lm train corpora/crow/story.txt",
    "s2s lm train novel.txt --tokenizer characters --sequence-length 100",
    "s2s lm train verses.txt --mode lines --cell gru",
  ]

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    if arguments.operands.isEmpty { throw UsageError.missingArgument("FILE") }
    let path = arguments.textFile ?? "/dev/stdin"
    if arguments.operands.count > 1 { throw UsageError.unexpectedArgument(arguments.operands[1]) }
    let start = try RunChoice.start(arguments)
    let options = try trainingOptions(arguments)
    let threads = try arguments.threads()
    let quiet = arguments.has("quiet")
    let corpus = try LanguageModelTrainingCorpus(
      lines: readLines(path: path), valid: arguments.text("valid").map { try readLines(path: $0) },
      test: arguments.text("test").map { try readLines(path: $0) }, options: options)
    let model =
      arguments.text("model")
      ?? ModelChoice.newPath(
        "\(CorpusChoice.stem(path))-\(options.configuration.cell.rawValue)",
        ending: ModelChoice.languageEnding)
    let trainer = try Trainer(
      corpus: corpus, options: options, savingTo: RunChoice.files(model: model, arguments).model,
      start: start,
      threads: threads)
    if !quiet { describe(corpus, trainer, options, threads: threads, model: model) }

    let outcome = try RunChoice.follow(trainer, quiet: quiet, words: words)
    if outcome.end == .interrupted { return 128 + Interruption.signalNumber }
    if let best = outcome.model {
      try printResult(
        outcome, best.scores(on: corpus, options, threads: threads), model: model,
        json: arguments.has("json"))
    }
    if !quiet { suggest(corpus.sample, model: model) }
    return 0
  }

  private static func printResult(
    _ outcome: TrainingOutcome<LanguageModel>,
    _ scores: (train: LanguageModelScore, valid: LanguageModelScore, test: LanguageModelScore?),
    model: String, json: Bool
  ) throws {
    if json {
      try Stream.output.line(
        jsonText(
          Result(
            model: model, update: outcome.update, epoch: outcome.epoch,
            best_update: outcome.bestUpdate,
            ended: RunChoice.ending(outcome.end), train: Measure(scores.train),
            validation: Measure(scores.valid), test: scores.test.map(Measure.init))))
    } else {
      try RunChoice.printResult(outcome, model: model, json: false)
      for (name, score) in [
        ("train", scores.train), ("validation", scores.valid), ("test", scores.test),
      ] {
        guard let score else { continue }
        Stream.output.line(
          "\(name): perplexity \(perplexityText(score.perplexity, 3)), "
            + "\(fixed(score.bitsPerCharacter, 3)) bits per character")
      }
    }
  }

  private struct Measure: Encodable {
    let perplexity, bits_per_character: Double

    init(_ score: LanguageModelScore) {
      perplexity = score.perplexity
      bits_per_character = score.bitsPerCharacter
    }
  }

  private struct Result: Encodable {
    let model: String
    let update, epoch, best_update: Int
    let ended: String?
    let train, validation: Measure
    let test: Measure?
  }

  /// The defaults, changed by what is given.
  private static func trainingOptions(
    _ a: Arguments
  ) throws(UsageError) -> LanguageModelTrainingOptions {
    var o = LanguageModelTrainingOptions()
    let share = { (x: Float) in x >= 0 && x < 1 }
    let positive = 1...Int.max
    let (sizes, layers) = (ModelConfiguration.sizes, ModelConfiguration.layers)
    if let v = try a.choice("tokenizer", TokenizerKind.self) { o.tokenizer = v }
    o.lowercase = a.has("lowercase")
    if let v = try a.choice("normalize", NormalForm.self) { o.normalize = v }
    if let v = try a.integer("min-frequency", in: positive) { o.minimumFrequency = v }
    o.vocabularySize = try a.integer("vocabulary-size", in: 4...Int.max)
    if let v = try a.number("held-out", "a number from 0 to below 1", share) {
      o.heldOutShare = Double(v)
    }
    if let v = try a.number("test-share", "a number from 0 to below 1", share) {
      o.testShare = Double(v)
    }
    if a.has("valid"), a.has("held-out") { throw .conflict("--valid", "--held-out") }
    if a.has("test"), a.has("test-share") { throw .conflict("--test", "--test-share") }
    if let v = try a.choice("mode", LanguageModelMode.self) { o.configuration.mode = v }
    if let v = try a.choice("cell", CellKind.self) { o.configuration.cell = v }
    if let v = try a.integer("embedding", in: sizes) { o.configuration.embedding = v }
    if let v = try a.integer("hidden", in: sizes) { o.configuration.hidden = v }
    if let v = try a.integer("layers", in: layers) { o.configuration.layers = v }
    o.configuration.tieEmbeddings = a.has("tie-embeddings")
    if o.configuration.tieEmbeddings, !a.has("embedding") {
      o.configuration.embedding = o.configuration.hidden
    }
    if let v = try a.number("dropout", "a number from 0 to below 1", share) {
      o.configuration.embeddingDropout = v
      o.configuration.layerDropout = v
      o.configuration.outputDropout = v
    }
    if let v = try a.integer("sequence-length", in: positive) { o.sequenceLength = v }
    o.run = try RunChoice.options(a, from: o.run)
    return o
  }

  private static func describe(
    _ corpus: LanguageModelTrainingCorpus, _ trainer: Trainer<LanguageModel>,
    _ options: LanguageModelTrainingOptions, threads: Int, model: String
  ) {
    let validation =
      corpus.validatesOnItself
      ? "validated on themselves" : "\(grouped(corpus.validationTokens)) for validation"
    let test = corpus.testTokens > 0 ? ", \(grouped(corpus.testTokens)) to test" : ""
    Stream.error.line(
      "\(grouped(corpus.trainingTokens)) tokens, \(validation)\(test); "
        + "\(grouped(corpus.text.vocabulary.count)) different")
    Stream.error.line(
      "\(options.configuration.cell.rawValue), \(grouped(trainer.parameterCount)) parameters, "
        + "\(counted(threads, "thread")), " + RunChoice.describe(.preferred, options.precision)
        + "; writing \(model)")
  }

  private static func suggest(_ opening: String?, model: String) {
    guard let opening else { return }
    let named = ModelChoice.finds(model, .languageModel) ? "" : " --model \(shellQuoted(model))"
    Stream.error.line(
      "next: \(invocation) lm generate\(named) --prompt \(shellQuotedSentence(opening))")
  }
}
