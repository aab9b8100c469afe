import Seq2Seq

/// What the training commands have in common: turning options into the library's, resuming,
/// following a run, reporting its result.
enum TrainingRun {
  /// Refuses options of a translator that exclude each other.
  static func check(_ options: TrainingOptions, _ arguments: Arguments) throws(UsageError) {
    let attention = options.configuration.attention
    if arguments.has(Options.noInputFeeding), !attention.allowsInputFeeding {
      throw .conflict("\(Options.noInputFeeding)", "\(Options.attention) \(attention.rawValue)")
    }
    if arguments.has(Options.attentionWindow), !attention.hasWindow {
      let windowed = AttentionKind.allCases.filter(\.hasWindow).map(\.rawValue)
      throw .incomplete(
        given: "\(Options.attentionWindow)",
        missing: "\(Options.attention) \(windowed.joined(separator: " or "))")
    }
    try arguments.exclude(Options.tieEmbeddings, Options.noTieEmbeddings)
    if !arguments.has(Options.startFrom) {
      try arguments.require(Options.sharedVocabulary, for: Options.noShareEmbeddings)
    }
    if options.sharedVocabulary, options.source != options.target,
      let option = Options.sides.first(where: { arguments.has($0) })
    {
      throw .conflict("\(Options.sharedVocabulary)", "\(option)")
    }
  }

  /// Refuses options that the chosen schedule of the learning rate does not read.
  static func checkSchedule(_ run: RunOptions, _ arguments: Arguments) throws(UsageError) {
    if run.schedule == .plateau { return }
    for option in Options.ofPlateau where arguments.has(option) {
      throw .incomplete(given: "\(option)", missing: "\(Options.schedule) plateau")
    }
  }

  /// The kernel set and the number format, in words.
  private static func describe(_ kernels: KernelSet, _ precision: NumberFormat) -> String {
    let how = precision == .bfloat16 && !kernels.hasBfloat16 ? " by rounding" : ""
    return "\(kernels) kernels, \(precision)\(how)"
  }

  static func start(_ arguments: Arguments) throws(UsageError) -> TrainingStart {
    try arguments.exclude(Options.resume, Options.restart)
    try arguments.require(Options.resume, for: Options.newLearningRate)
    return arguments[Options.resume] ? .resume : arguments[Options.restart] ? .restart : .fresh
  }

  /// The model that a run writes: never to a file that it reads.
  ///
  /// - Parameter name: the model's name, unless an option gives it.
  static func model(
    _ arguments: Arguments, name: String, ending: String = ".safetensors"
  ) throws -> String {
    let model = path(arguments, name: name, ending: ending)
    try requireApart(model, arguments)
    return model
  }

  /// The same without a look at what is read: for an ensemble, whose files have longer names.
  static func path(
    _ arguments: Arguments, name: String, ending: String = ".safetensors"
  ) -> String {
    arguments[Options.model]
      ?? ModelChoice.newPath(
        name, ending: ending, makesFolder: !arguments.has(TrainCommand.dryRun))
  }

  /// Refuses to write a run's files over those that it reads, and to read models of validations that
  /// a new run removes.
  static func requireApart(_ model: String, _ arguments: Arguments) throws(CommandError) {
    let files = TrainingFiles(model: model)
    for read in arguments.files(except: Options.model) {
      for written in [files.model, files.state, files.log, files.previous]
      where isSameFile(read, written) {
        throw .readAndWritten(path: written)
      }
      for removed in files.checkpoints where isSameFile(read, removed) {
        throw .readAndRemoved(path: removed)
      }
    }
  }

  /// The score of the trained model on a part of a text.
  typealias Score = (part: String, score: LanguageModelScore?)

  /// Trains, shows the run and reports its result. Returns the exit status.
  ///
  /// - Parameter about: lines to be shown before a run; the last one is followed by what is shown
  ///   for every run.
  /// - Parameter next: the command that uses the model, and its argument, if there is something to
  ///   try.
  /// - Parameter watch: what shows sentences that are translated after each validation.
  /// - Parameter measures: scores of the trained model by part, if it has more than its perplexity.
  static func run<Model: UsableModel>(
    _ trainer: Trainer<Model>, _ run: RunOptions, _ arguments: Arguments, model: String,
    about: [String], next: (command: String, argument: String?), watch: SentenceWatch? = nil,
    measures: (Model) throws -> [Score]
  ) throws -> Int32 {
    guard
      let outcome = try outcome(
        of: trainer, run, arguments, model: model, about: about, watch: watch)
    else {
      return 128 + Interruption.signalNumber
    }
    let scores = try outcome.model.map(measures) ?? []
    Stream.output.line(
      arguments.json
        ? try jsonText(outcome.report(model: model, scores))
        : outcome.sentences(model: model, scores).joined(separator: "\n"))
    if !arguments.quiet, let argument = next.argument {
      let named =
        ModelChoice.finds(model, Model.kind) ? "" : " \(Options.model) \(shellQuoted(model))"
      Stream.error.line("next: \(invocation) \(next.command)\(named) \(argument)")
    }
    return 0
  }

  /// Trains and shows the run; nil where it was interrupted, which is reported.
  static func outcome<Model: UsableModel>(
    of trainer: Trainer<Model>, _ run: RunOptions, _ arguments: Arguments, model: String,
    about: [String], watch: SentenceWatch? = nil
  ) throws -> TrainingOutcome<Model>? {
    if let rate = arguments[Options.newLearningRate] { try trainer.changeLearningRate(to: rate) }
    if !arguments.quiet {
      for line in about.dropLast() { Stream.error.line(line) }
      Stream.error.line(
        "\(about.last ?? "")\(grouped(trainer.parameterCount)) parameters, "
          + "\(counted(arguments.threads, "thread")), \(describe(.preferred, run.precision)); "
          + "writing \(model)")
    }
    let outcome = try follow(trainer, quiet: arguments.quiet, watch)
    if outcome.end == .interrupted {
      Stream.error.line(
        "interrupted at update \(grouped(outcome.update)), all saved; to continue: "
          + resumption(of: arguments.words))
      return nil
    }
    return outcome
  }

  /// Shows a run while it is running. Ctrl-C ends it.
  private static func follow<Model>(
    _ trainer: Trainer<Model>, quiet: Bool, _ watch: SentenceWatch?
  ) throws -> TrainingOutcome<Model> {
    Interruption.watch()
    var progress = TrainingProgressView(quiet: quiet)
    defer {
      progress.clear()
      watch?.finish()
    }
    if let watch {
      trainer.onValidation = { report, model in
        if let model = model as? TranslationModel { watch.show(model, report) }
      }
    }
    return try trainer.run(shouldStop: { Interruption.signalNumber != 0 }) { event in
      if event.printsLine {
        progress.clear()
        watch?.makeRoom(for: event)
      }
      progress.show(event)
    }
  }

  /// The command line that continues the run that `words` began.
  private static func resumption(of words: [String]) -> String {
    let options = words.prefix { $0 != "--" }
    let operands = words[options.endIndex...]
    let resume = "\(Options.resume)"
    var again = options.filter { $0 != "\(Options.restart)" }
    let rate = "\(Options.newLearningRate)"  // is set by now
    if let place = again.firstIndex(of: rate) { again.removeSubrange(place...place + 1) }
    again.removeAll { $0.hasPrefix(rate + "=") }
    if !again.contains(resume) { again.append(resume) }
    again += operands
    return ([invocation] + again.map(shellQuoted)).joined(separator: " ")
  }
}

// MARK: - Result

extension TrainingOutcome {
  func report(model: String, _ scores: [TrainingRun.Score]) -> Report {
    var report = Report([
      "model": model, "update": update, "epoch": epoch,
      "best-update": bestUpdate, "ended": ending.word,
    ])
    if scores.isEmpty, let perplexity = bestPerplexity {
      report.others.append(("validation-perplexity", .plain(perplexity)))
    }
    for measure in Measure.allCases {
      guard let score = bestScores[measure] else { continue }
      report.others.append(("validation-\(measure.rawValue)", .plain(score)))
    }
    for case (let part, let score?) in scores {
      let measures = Report([
        "perplexity": score.perplexity, "bits-per-character": score.bitsPerCharacter,
      ])
      report.others.append((part, .plain(measures)))
    }
    return report
  }

  func sentences(model: String, _ scores: [TrainingRun.Score]) -> [String] {
    let perplexity = bestPerplexity ?? .nan
    var sentences = [
      "\(model): validation perplexity \(perplexityText(perplexity, 2))"
        + "\(scoreText(bestScores, before: ", ")) at update "
        + "\(grouped(bestUpdate))\(doubt(perplexity)); "
        + (hadEnded ? "was finished" : "done") + ending.sentence
    ]
    for case (let part, let score?) in scores {
      sentences.append(
        "\(part): perplexity \(perplexityText(score.perplexity, 3)), "
          + "\(fixed(score.bitsPerCharacter, 3)) bits per character")
    }
    return sentences
  }

  /// Why training ended, for programs and for people.
  private var ending: (word: String, sentence: String) {
    let update = grouped(update)
    switch end {
    case .updates, .interrupted: return ("updates", " after \(update) updates (\(Options.updates))")
    case .epochs:
      return ("epochs", " after \(update) updates, the last epoch's (\(Options.epochs))")
    case .timeLimit(let seconds):
      return (
        "time-limit",
        " after \(timeWord(seconds)) (\(Options.timeLimit)), at update \(update) of "
          + grouped(lastUpdate)
      )
    case .patience(let validations):
      return (
        "patience",
        ": no better validation in \(grouped(validations)) (\(Options.patience)), after update "
          + "\(update) of \(grouped(lastUpdate))"
      )
    }
  }
}
