import Seq2Seq

/// What every training command has: schedule, resuming, following a run, telling its result.
enum RunChoice {
  /// Options of the schedule but for the batch, whose meaning differs; `updates` is their default.
  static func schedule(_ o: RunOptions, updates: String) -> [Option] {
    [
      Option("updates", "N", "at most; default: \(updates)"),
      Option("epochs", "N", "passes through the corpus at most; default: no limit"),
      Option(
        "patience", "N",
        "stop after so many validations without a better one, 0: never; default: "
          + "\(o.patience)"),
      Option("optimizer", "KIND", names(OptimizerKind.self) + "; default: \(o.optimizer)"),
      Option("learning-rate", "R", "at first; default: \(o.learningRate)"),
      Option(
        "plateau", "F",
        "factor of the learning rate where validation is no better; default: "
          + "\(o.plateauFactor)"),
      Option(
        "decay", "SHARE",
        "of the updates, the last ones, in which the rate falls to nothing; default: \(o.decay)"),
      Option("clip", "N", "greatest norm of the gradient, 0: any; default: \(o.clip)"),
      Option("clip-elements", "N", "greatest element of the gradient, 0: any; default: 0"),
      Option("seed", "N", "of everything random; default: \(o.seed)"),
      precision,
      Option(
        "validate-every", "N",
        "updates; default: an epoch, or up to four within 400 updates; at least 50, at most 1,000"),
      Option("report-every", "N", "updates; default: \(o.reportInterval)"),
    ]
  }

  static let precision = Option(
    "precision", "P",
    names(PrecisionChoice.self) + ", of the factors of products; auto: bfloat16 where this machine "
      + "has it in hardware; default: float32")

  static let normalize = Option(
    "normalize", "FORM", names(NormalForm.self) + ": Unicode normal form of the text; default: "
      + "\(NormalForm.nfc.rawValue)")

  /// What `--precision` takes. A run remembers what `auto` chose.
  private enum PrecisionChoice: String, CaseIterable {
    case float32, bfloat16, auto

    var precision: NumberFormat {
      switch self {
      case .float32: .float32
      case .bfloat16: .bfloat16
      case .auto: .fastestTraining
      }
    }
  }

  /// What multiplies.
  static func describe(_ kernels: KernelSet, _ precision: NumberFormat) -> String {
    let how = precision == .bfloat16 && !kernels.hasBfloat16 ? " by rounding" : ""
    return "\(kernels) kernels, \(precision)\(how)"
  }

  static let run = [
    Option("resume", "go on with an interrupted run; repeat its options"),
    Option("restart", "begin anew over an interrupted run"),
    Option("json", "print the result as JSON"),
  ]

  /// Where a run writes: never to a file that it reads.
  static func files(model: String, _ arguments: Arguments) throws -> TrainingFiles {
    let files = TrainingFiles(model: model)
    for read in arguments.names(except: ["model"]) {
      for written in [files.model, files.state, files.log, files.previous]
      where isSameFile(read, written) {
        throw RunError.readAndWritten(path: written)
      }
    }
    return files
  }

  static func start(_ arguments: Arguments) throws(UsageError) -> TrainingStart {
    if arguments.has("resume"), arguments.has("restart") {
      throw UsageError.conflict("--resume", "--restart")
    }
    return arguments.has("resume") ? .resume : arguments.has("restart") ? .restart : .fresh
  }

  /// `defaults`, changed by what is given.
  static func options(
    _ a: Arguments, from defaults: RunOptions
  ) throws(UsageError) -> RunOptions {
    var o = defaults
    let positive = 1...Int.max
    let share = { (x: Float) in (0...1).contains(x) }
    if let v = try a.integer("batch", in: positive) { o.batch = v }
    o.updates = try a.integer("updates", in: positive) ?? o.updates
    o.epochs = try a.integer("epochs", in: positive) ?? o.epochs
    if let v = try a.integer("patience", in: 0...Int.max) { o.patience = v }
    if let v = try a.choice("optimizer", OptimizerKind.self) { o.optimizer = v }
    if let v = try a.number("learning-rate", "a number above 0", { $0 > 0 }) {
      o.learningRate = v
    }
    if let v = try a.number("plateau", "a number from 0 to 1", share) { o.plateauFactor = v }
    if let v = try a.number("decay", "a number from 0 to 1", share) { o.decay = v }
    if let v = try a.number("clip", "a number of at least 0", { $0 >= 0 }) { o.clip = v }
    if let v = try a.number("clip-elements", "a number of at least 0", { $0 >= 0 }) {
      o.clipValue = v
    }
    if let v = try a.integer("seed", in: 0...UInt64.max) { o.seed = v }
    if let v = try a.choice("precision", PrecisionChoice.self) { o.precision = v.precision }
    o.validationInterval = try a.integer("validate-every", in: positive)
    if let v = try a.integer("report-every", in: positive) { o.reportInterval = v }
    return o
  }

  /// Shows a run while it goes on. Ctrl-C ends it, with a word on how to go on with it.
  static func follow<Model>(
    _ trainer: Trainer<Model>, quiet: Bool, words: [String]
  ) throws -> TrainingOutcome<Model> {
    Interruption.watch()
    var progress = TrainingProgressView(quiet: quiet)
    let outcome: TrainingOutcome<Model>
    do {
      defer { progress.finish() }
      outcome = try trainer.run(
        shouldStop: { Interruption.signalNumber != 0 }, report: { progress.show($0) })
    }
    if outcome.end == .interrupted {
      Stream.error.line(
        "interrupted at update \(grouped(outcome.update)), all saved; to go on: "
          + resumption(of: words))
    }
    return outcome
  }

  /// The command line that goes on with the run that `words` began.
  private static func resumption(of words: [String]) -> String {
    let options = words.prefix { $0 != "--" }, operands = words[options.endIndex...]
    var again = options.filter { $0 != "--restart" }
    if !again.contains("--resume") { again.append("--resume") }
    again += operands
    return ([invocation] + again.map(shellQuoted)).joined(separator: " ")
  }

  static func names<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> String
  where Value.RawValue == String {
    type.allCases.map(\.rawValue).joined(separator: ", ")
  }

  private struct Result: Encodable {
    let model: String
    let update: Int
    let epoch: Int
    let best_update: Int
    let validation_perplexity: Double?
    let ended: String?
  }

  /// Why training ended, for programs.
  static func ending(_ end: TrainingEnd) -> String? {
    switch end {
    case .updates: "updates"
    case .epochs: "epochs"
    case .patience: "patience"
    case .interrupted: nil
    }
  }

  /// The same in words.
  private static func describe<Model>(ending outcome: TrainingOutcome<Model>) -> String {
    let done = outcome.hadEnded ? "was finished" : "done"
    let update = grouped(outcome.update)
    switch outcome.end {
    case .updates, .interrupted: return "\(done) after \(update) updates (--updates)"
    case .epochs: return "\(done) after \(update) updates, the last epoch's (--epochs)"
    case .patience(let validations):
      return "\(done): no better validation in \(grouped(validations)) (--patience), after update "
        + "\(update) of \(grouped(outcome.lastUpdate))"
    }
  }

  static func printResult<Model>(
    _ outcome: TrainingOutcome<Model>, model: String, json: Bool
  ) throws {
    if json {
      try Stream.output.line(
        jsonText(
          Result(
            model: model, update: outcome.update, epoch: outcome.epoch,
            best_update: outcome.bestUpdate, validation_perplexity: outcome.bestPerplexity,
            ended: ending(outcome.end))))
    } else {
      let perplexity = outcome.bestPerplexity ?? .nan
      Stream.output.line(
        "\(model): validation perplexity \(perplexityText(perplexity, 2)) at update "
          + "\(grouped(outcome.bestUpdate))\(doubt(perplexity)); \(describe(ending: outcome))")
    }
  }
}

/// Why a run does not begin.
enum RunError: Error, Equatable, CustomStringConvertible {
  case readAndWritten(path: String)

  var description: String {
    switch self {
    case .readAndWritten(let path):
      "\(displayable(path)): would be read and written over; name another file with --model"
    }
  }
}
