import Seq2Seq

/// Training of several models that differ only in their seed, one after another, on one corpus.
struct EnsembleTraining {
  let arguments: Arguments
  let corpus: TrainingCorpus
  let options: TrainingOptions
  let start: TrainingStart
  /// Where the models are written.
  let paths: [String]
  /// Models of an earlier, larger ensemble of this name, which would join in.
  let surplus: [String]
  /// Sentences that are translated after each validation.
  let watched: [SentenceWatch.Sentence]

  static let count = Option.integer(
    "ensemble", "N",
    "train N models with different seeds, from \(Options.seed) on, to translate together; "
      + "writes NAME.1.safetensors, NAME.2.safetensors, …",
    in: 2...100, default: "one model")

  /// Refuses options that cannot be combined with it.
  static func check(_ arguments: Arguments) throws(UsageError) {
    try arguments.exclude(count, TrainCommand.dryRun, Options.newLearningRate)
  }

  /// Trains those that are not trained yet, and reports their results. Returns the exit status.
  ///
  /// - Parameter sample: a sentence to translate with them, if there is one to try.
  func run(about: [String], sample: String?) throws -> Int32 {
    for path in paths + replacedSurplus {
      try TrainingRun.requireApart(path, arguments)
      // Checked now, not after hours of training the models before it.
      if start == .fresh { try TrainingFiles(model: path).requireFree() }
    }
    // A new ensemble must not continue runs of an earlier one when it is resumed. Those beyond it go
    // first, from the last one down: wherever a kill falls, none of them can join in later.
    let later: [String] = start == .resume ? [] : surplus.reversed() + paths.dropFirst()
    var reports: [Report] = []
    for (place, path) in paths.enumerated() {
      var options = options
      options.run.seed &+= UInt64(place)
      if place > 0, corpus.heldOut > 0 {  // the corpus was read with the first one's seed
        options.heldOutSeed = options.heldOutSeed ?? self.options.run.seed
      }
      let number = "model \(place + 1) of \(paths.count): "
      let lines = place == 0 ? about.dropLast() + [(about.last ?? "") + number] : [number]
      guard
        let outcome = try outcome(
          path, options, start(place, path), about: lines, replacing: place == 0 ? later : [])
      else {
        return 128 + Interruption.signalNumber
      }
      reports.append(outcome.report(model: path, []))
      if !arguments.json {
        Stream.output.line(outcome.sentences(model: path, []).joined(separator: "\n"))
      }
    }
    if arguments.json { Stream.output.line(try jsonText(Report(["models": reports]))) }
    if !arguments.quiet, let sample {
      let named = paths.map { " \(Options.model) \(shellQuoted($0))" }.joined()
      Stream.error.line("next: \(invocation) \(TranslateCommand.name)\(named) \(sample)")
    }
    return 0
  }

  /// Where a run is resumed, the models after it may be of the same ensemble, and stay.
  private var replacedSurplus: [String] { start == .resume ? [] : surplus }

  /// Frees the memory of training before the next model is trained; nil where it was interrupted.
  ///
  /// - Parameter others: models of an earlier ensemble. They are set aside only when the trainer has
  ///   accepted its own files, so that a refusal changes nothing.
  private func outcome(
    _ path: String, _ options: TrainingOptions, _ start: TrainingStart, about: [String],
    replacing others: [String]
  ) throws -> TrainingOutcome<TranslationModel>? {
    let trainer = try Trainer(
      corpus: corpus, options: options, savingTo: path, start: start, threads: arguments.threads)
    for other in others {
      let files = TrainingFiles(model: other)
      guard try files.setAside() else { continue }
      var progress = TrainingProgressView(quiet: arguments.quiet)
      progress.show(.keptPrevious(path: files.previous))
    }
    return try TrainingRun.outcome(
      of: trainer, options.run, arguments, model: path, about: about,
      watch: SentenceWatch(watched, threads: arguments.threads))
  }

  /// Resuming continues with the first unfinished model; those after it have not begun.
  private func start(_ place: Int, _ path: String) -> TrainingStart {
    start == .resume && place > 0 && !fileExists(TrainingFiles(model: path).state) ? .fresh : start
  }
}
