import Seq2Seq

enum TrainCommand: Command {
  static let name = "train"
  static let summary = "learn a translator from pairs of sentences"
  static let usage = "[OPTION…]"
  static let details = """
    Learns to translate from aligned sentences, keeps the model that does best on the validation \
    part, and says what to run next. Ctrl-C saves the run; --resume goes on with it.
    """

  static let groups: [OptionGroup] = {
    let o = TrainingOptions()
    return [
      TrainingChoice.corpusGroup(o), TrainingChoice.modelGroup(o),
      OptionGroup(
        "Schedule",
        [
          Option("batch", short: "b", "N", "sentences in an update; default: \(o.batch)"),
          Option("updates", "N", "at most; default: \(o.updates)"),
          Option("epochs", "N", "passes through the corpus at most; default: no limit"),
          Option(
            "patience", "N",
            "stop after so many validations without a better one, 0: never; default: "
              + "\(o.patience)"),
          Option(
            "learning-rate", "R",
            "of Adam; halved where validation is no better; default: \(o.learningRate)"),
          Option(
            "decay", "SHARE",
            "of the updates, the last ones, in which the rate falls to nothing; default: \(o.decay)"),
          Option("clip", "N", "greatest norm of the gradient, 0: any; default: \(o.clip)"),
          Option("seed", "N", "of everything random; default: \(o.seed)"),
          Option(
            "validate-every", "N", "updates; default: an epoch, but 50 to 1,000 updates"),
          Option("report-every", "N", "updates; default: \(o.reportInterval)"),
        ]),
      OptionGroup(
        "Run",
        [
          Option(
            "model", short: "m", "FILE",
            "what to write; default: \(ModelChoice.folder)/CORPUS-ATTENTION.safetensors"),
          Option("resume", "go on with an interrupted run; repeat its options"),
          Option("restart", "begin anew over an interrupted run"),
          Option("json", "print the result as JSON"),
        ]),
    ]
  }()

  static let examples = [
    "s2s train --attention luong",
    "s2s train --corpus corpora/crow --attention bahdanau",
    "s2s train --corpus my-corpus --from en --to de --hidden 512 --embedding 256",
    "s2s train --pairs names.tsv --tokenizer characters",
  ]

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    if let extra = arguments.operands.first { throw UsageError.unexpectedArgument(extra) }
    if arguments.has("resume"), arguments.has("restart") {
      throw UsageError.conflict("--resume", "--restart")
    }
    let choice = try CorpusChoice(arguments)
    let options = try TrainingChoice.options(arguments, from: TrainingOptions())
    let threads = try arguments.threads()
    let quiet = arguments.has("quiet")
    let read = try choice.read()
    let corpus = try TrainingCorpus(
      train: read.train.pairs, valid: read.valid?.pairs, sourceLanguage: read.source,
      targetLanguage: read.target, options: options)
    let model =
      arguments.text("model")
      ?? ModelChoice.newPath("\(choice.name)-\(options.configuration.attention)")
    let trainer = try Trainer(
      corpus: corpus, options: options, files: TrainingFiles(model: model),
      start: arguments.has("resume") ? .resume : arguments.has("restart") ? .restart : .fresh,
      threads: threads)
    if !quiet {
      describe(read, corpus, trainer, threads: threads, model: model)
    }

    Interruption.watch()
    var progress = TrainingProgressView(quiet: quiet)
    let outcome: TrainingOutcome
    do {
      defer { progress.finish() }
      outcome = try trainer.run(
        shouldStop: { Interruption.signalNumber != 0 }, report: { progress.show($0) })
    }
    if outcome.end == .interrupted {
      Stream.error.line(
        "interrupted at update \(grouped(outcome.update)), all saved; to go on: "
          + resumption(of: words))
      return 128 + Interruption.signalNumber
    }
    try printResult(outcome, model: model, json: arguments.has("json"))
    if !quiet { suggest(corpus.sample, model: model) }
    return 0
  }

  /// The command line that goes on with the run that `words` began.
  private static func resumption(of words: [String]) -> String {
    var again = words.filter { $0 != "--restart" && $0 != "--" }
    if !again.contains("--resume") { again.append("--resume") }
    return ([invocation] + again.map(shellQuoted)).joined(separator: " ")
  }

  private static func describe(
    _ read: CorpusChoice.Text, _ corpus: TrainingCorpus, _ trainer: Trainer, threads: Int,
    model: String
  ) {
    var left: [String] = []
    if read.train.skipped > 0 { left.append("\(grouped(read.train.skipped)) with an empty side") }
    if corpus.tooLong > 0 { left.append("\(grouped(corpus.tooLong)) too long") }
    let validation =
      corpus.heldOut > 0
      ? "\(grouped(corpus.heldOut)) held out" : "\(grouped(corpus.validationPairs)) for validation"
    Stream.error.line(
      "\(read.source) → \(read.target): \(grouped(corpus.trainingPairs)) pairs, \(validation)"
        + (left.isEmpty ? "" : ", left out " + left.joined(separator: " and "))
        + "; \(grouped(corpus.sourceVocabularySize)) and "
        + "\(grouped(corpus.targetVocabularySize)) words")
    Stream.error.line(
      "\(grouped(trainer.parameterCount)) parameters, \(threads) thread\(threads == 1 ? "" : "s"), "
        + "\(KernelSet.preferred) kernels; writing \(model)")
  }

  private struct Result: Encodable {
    let model: String
    let update: Int
    let epoch: Int
    let best_update: Int
    let validation_perplexity: Double?
  }

  private static func printResult(
    _ outcome: TrainingOutcome, model: String, json: Bool
  ) throws {
    if json {
      try Stream.output.line(
        jsonText(
          Result(
            model: model, update: outcome.update, epoch: outcome.epoch,
            best_update: outcome.bestUpdate, validation_perplexity: outcome.bestPerplexity)))
    } else {
      let done = outcome.end == .alreadyFinished ? "was finished" : "done"
      Stream.output.line(
        "\(model): validation perplexity \(fixed(outcome.bestPerplexity ?? .nan, 2)) at update "
          + "\(grouped(outcome.bestUpdate)); \(done) after \(grouped(outcome.update))")
    }
  }

  /// A sentence of the corpus to try, and the model where it is not the one that is found.
  private static func suggest(_ sentence: String?, model: String) {
    guard let sentence else { return }
    let found = try? ModelChoice.path(named: nil)
    let named = found == model ? "" : " --model \(shellQuoted(model))"
    let end = sentence.utf8.first == UInt8(ascii: "-") ? " --" : ""
    Stream.error.line("next: \(invocation) translate\(named)\(end) \(shellQuotedSentence(sentence))")
  }
}
