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
        ] + RunChoice.schedule(o.run, updates: grouped(TrainingOptions.defaultUpdates))),
      OptionGroup(
        "Run",
        [
          Option(
            "model", short: "m", "FILE",
            "what to write; default: \(ModelChoice.folder)/CORPUS-ATTENTION.safetensors")
        ] + RunChoice.run),
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
    let start = try RunChoice.start(arguments)
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
      corpus: corpus, options: options, savingTo: RunChoice.files(model: model, arguments).model,
      start: start,
      threads: threads)
    if !quiet {
      describe(
        read, corpus, trainer, options.precision, threads: threads, model: model)
    }

    let outcome = try RunChoice.follow(trainer, quiet: quiet, words: words)
    if outcome.end == .interrupted { return 128 + Interruption.signalNumber }
    try RunChoice.printResult(outcome, model: model, json: arguments.has("json"))
    if !quiet { suggest(corpus.sample, model: model) }
    return 0
  }

  private static func describe(
    _ read: CorpusChoice.Text, _ corpus: TrainingCorpus, _ trainer: Trainer<TranslationModel>,
    _ precision: NumberFormat, threads: Int, model: String
  ) {
    var left: [String] = []
    if let part = read.validationPart { Stream.error.line("validating on \(displayable(part)).*") }
    if !read.unused.isEmpty {
      Stream.error.line("not used: " + displayable(read.unused.joined(separator: ", ")))
    }
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
        + RunChoice.describe(.preferred, precision) + "; writing \(model)")
  }

  /// A sentence of the corpus to try, and the model where it is not the one that is found.
  private static func suggest(_ sentence: String?, model: String) {
    guard let sentence else { return }
    let named = ModelChoice.finds(model, .translator) ? "" : " --model \(shellQuoted(model))"
    let end = sentence.utf8.first == UInt8(ascii: "-") ? " --" : ""
    Stream.error.line("next: \(invocation) translate\(named)\(end) \(shellQuotedSentence(sentence))")
  }
}
