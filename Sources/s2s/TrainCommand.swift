import Seq2Seq

enum TrainCommand: Command {
  static let name = "train"
  static let summary = "learn a translator from pairs of sentences"
  static let details = """
    Learns to translate from aligned sentences, keeps the model that does best on the validation \
    part, and says what to run next. Ctrl-C saves the run; \(Options.resume) continues it.
    """

  private static let schedule =
    ([Options.batch]
    + Options.schedule(updates: Options.suitsCorpus))
    .map { $0.within(\TrainingOptions.run) } + [Options.bestBy]

  /// Options with the defaults of every kind of corpus.
  private static func suited(_ settings: [Setting<TrainingOptions>]) -> [Setting<TrainingOptions>] {
    settings.map { $0.showing(CorpusScale.Kind.allCases.map { TrainingOptions(suiting: $0) }) }
  }

  static let groups: OptionGroups = [
    "Corpus": corpus + Options.reading, "One side": Options.sides,
    "Alignment": alignment,
    "Start": [Options.startFrom, Options.extendVocabulary, Options.keepOptimizer]
      + Options.embeddings,
    "Model": suited(Options.translator),
    "Schedule": suited(schedule),
    "Run": Options.run(model: "\(ModelChoice.folder)/CORPUS-ATTENTION.safetensors") + [
      EnsembleTraining.count, SentenceWatch.option, dryRun,
    ],
  ]

  /// The options of the command line that set the options of training.
  static let settings: [Setting<TrainingOptions>] = [
    Options.reading, Options.sides, [Options.extendVocabulary], Options.embeddings,
    Options.translator, schedule,
    [Options.guidedAlignmentWeight],
  ].flatMap { $0 }

  /// The options that name a corpus.
  static let corpus: [any OptionDeclaration] = [
    Options.corpus, Options.from, Options.to, Options.source, Options.target,
    Options.validSource, Options.validTarget, Options.pairs, Options.validPairs, Options.columns,
  ]
  private static let alignment: [any OptionDeclaration] = [
    Options.guidedAlignment, Options.guidedAlignmentWeight,
  ]
  static let dryRun = Option.flag(
    "dry-run",
    "show what training would choose and how much memory and time it takes; write nothing")

  static let examples = [
    "s2s train --attention luong",
    "s2s train --corpus corpora/crow --attention bahdanau",
    "s2s train --corpus my-corpus --from en --to de --hidden 512 --embedding 256",
    "s2s train --pairs names.tsv --tokenizer characters",
    "s2s train --start-from old.safetensors --corpus my-corpus --extend-vocabulary",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let start = try TrainingRun.start(arguments)
    let choice = try CorpusChoice(arguments)
    let starting = try startingModel(arguments)
    try arguments.require(Options.guidedAlignment, for: Options.guidedAlignmentWeight)
    try EnsembleTraining.check(arguments)
    try arguments.exclude(SentenceWatch.option, Options.quiet, dryRun)
    try arguments.exclude(dryRun, Options.resume, Options.restart)
    try TrainingRun.check(asked(arguments, startingFrom: starting), arguments)
    let read = try choice.read(startingFrom: starting?.model)
    if let model = starting?.model, read.source != read.target,
      [read.source, read.target] == [model.targetLanguage, model.sourceLanguage]
    {
      throw CommandError.otherDirection(source: read.source, target: read.target)
    }
    if start != .resume, read.valid != nil {
      for option in [Options.heldOut as any OptionDeclaration, Options.heldOutSeed]
      where arguments.has(option) {
        throw UsageError.conflict("\(option)", displayable("\(read.validationName).*"))
      }
    }
    let options = try options(arguments, for: read, startingFrom: starting)
    if start != .resume { try TrainingRun.checkSchedule(options.run, arguments) }
    let corpus = try read.corpus(
      options, alignment: arguments[Options.guidedAlignment], startingFrom: starting)
    let watched = try SentenceWatch.sentences(arguments, read, corpus)
    let name = "\(choice.name)-\(options.configuration.attention)"
    let model =
      try arguments.has(EnsembleTraining.count)
      ? TrainingRun.path(arguments, name: name) : TrainingRun.model(arguments, name: name)
    if arguments[dryRun] {
      let plan = try TrainingPlan.measured(
        corpus, options, threads: arguments.threads, seconds: 2)
      try plan.write(corpus, about: about(read, corpus), model: model, arguments)
      return 0
    }
    var decided = options.completed(source: corpus.source, target: corpus.target)
    if let rate = arguments[Options.newLearningRate] { decided.learningRate = rate }
    let chosen =
      [decided.sizes, "\(decided.length); \(decided.learning)"] + decided.longWarmup
    if let count = arguments[EnsembleTraining.count] {
      let paths = (1...count).map { EnsembleFiles.path(model, $0) }
      return try EnsembleTraining(
        arguments: arguments, corpus: corpus, options: options, start: start, paths: paths,
        surplus: EnsembleFiles.surplus(model, from: count + 1), watched: watched
      ).run(about: chosen + about(read, corpus), sample: corpus.sample.map(argument))
    }
    let trainer = try Trainer(
      corpus: corpus, options: options, savingTo: model, start: start, threads: arguments.threads)
    return try TrainingRun.run(
      trainer, options.run, arguments, model: model, about: chosen + about(read, corpus),
      next: (TranslateCommand.name, corpus.sample.map(argument)),
      watch: SentenceWatch(watched, threads: arguments.threads)
    ) { _ in [] }
  }

  /// The options that are given, on top of those of the model that training starts from.
  private static func asked(
    _ arguments: Arguments, startingFrom start: StartingModel?
  ) throws -> TrainingOptions {
    var options = start.map { TrainingOptions(startingFrom: $0.model) } ?? TrainingOptions()
    if let rate = start?.learningRate { options.learningRate = rate }
    arguments.fill(&options, settings)
    try options.validate()
    return options
  }

  /// The same on top of what suits the corpus, where training does not start from a model.
  static func options(
    _ arguments: Arguments, for text: CorpusChoice.Text, startingFrom start: StartingModel? = nil
  ) throws -> TrainingOptions {
    let asked = try asked(arguments, startingFrom: start)
    if start != nil { return asked }
    var options = try TrainingOptions(suiting: text.train.pairs, text: asked)
    arguments.fill(&options, settings)
    return options
  }

  /// The model that training starts from, if one is named.
  private static func startingModel(_ arguments: Arguments) throws -> StartingModel? {
    try arguments.require(Options.startFrom, for: Options.extendVocabulary)
    try arguments.require(Options.startFrom, for: Options.keepOptimizer)
    for option in Options.embeddings { try arguments.exclude(Options.startFrom, option) }
    guard let path = arguments[Options.startFrom] else { return nil }
    let builtIn =
      path == BuiltInModel.word && !fileExists(path) ? try BuiltInModel.read() : nil
    let keeps = arguments[Options.keepOptimizer]
    let state = TrainingFiles(model: path).state
    if keeps, builtIn != nil || !fileExists(state) { throw CommandError.noOptimizer(state: state) }
    return try StartingModel(
      builtIn ?? TranslationModel(path: path), keepingOptimizerOf: keeps ? state : nil)
  }

  private static func about(_ read: CorpusChoice.Text, _ corpus: TrainingCorpus) -> [String] {
    var lines: [String] = []
    var left: [String] = []
    if let part = read.validationPart { lines.append("validating on \(displayable(part)).*") }
    if !read.unused.isEmpty {
      lines.append("not used: " + displayable(read.unused.joined(separator: ", ")))
    }
    for (language, traits) in [
      (read.source, corpus.sourceTraits), (read.target, corpus.targetTraits),
    ] {
      guard let mark = traits.subwordMark else { continue }
      lines.append(
        "'\(displayable(language))' has been cut into subwords already (\(mark.rawValue)): give text in "
          + "the same form; '\(TranslateCommand.name) \(Options.joinSubwords)' joins what comes out"
      )
    }
    for (side, count) in [
      (corpus.source, corpus.vectorCounts.source), (corpus.target, corpus.vectorCounts.target),
    ] {
      guard let count else { continue }
      lines.append(
        "\(displayable(side.language)): word vectors for \(grouped(count)) of "
          + "\(grouped(side.vocabulary.tokens.count)) \(side.tokenizer.kind.tokensInWords)")
    }
    if let start = corpus.startingModel {
      let unknown = corpus.unknownShares
      lines.append(
        "starting from a model \(start.sourceLanguage) → \(start.targetLanguage) with "
          + "\(grouped(start.summary.update)) updates; unknown to it: "
          + "\(fixed(100 * unknown.source, 1))% of the source's tokens, "
          + "\(fixed(100 * unknown.target, 1))% of the target's")
    }
    if read.train.skipped > 0 { left.append("\(grouped(read.train.skipped)) with an empty side") }
    if corpus.tooLong > 0 { left.append("\(grouped(corpus.tooLong)) too long") }
    if corpus.tooLongToValidate > 0 {
      left.append("\(grouped(corpus.tooLongToValidate)) too long to validate on")
    }
    let validation =
      corpus.heldOut > 0
      ? "\(grouped(corpus.heldOut)) held out" : "\(grouped(corpus.validationPairs)) for validation"
    return lines + [
      "\(read.source) → \(read.target): \(grouped(corpus.trainingPairs)) pairs, \(validation)"
        + (left.isEmpty ? "" : ", left out " + left.joined(separator: " and "))
        + "; \(vocabularies(corpus))", "",
    ]
  }

  /// `1,651 and 2,837 words`, `70 characters and 63 tokens`.
  private static func vocabularies(_ corpus: TrainingCorpus) -> String {
    let sides = [corpus.source, corpus.target].map {
      (grouped($0.vocabulary.count), $0.tokenizer.kind.tokensInWords)
    }
    return sides[0].1 == sides[1].1
      ? "\(sides[0].0) and \(sides[1].0) \(sides[1].1)"
      : sides.map { "\($0.0) \($0.1)" }.joined(separator: " and ")
  }

  /// A sentence of the corpus to try.
  private static func argument(_ sentence: String) -> String {
    (sentence.utf8.first == UInt8(ascii: "-") ? "-- " : "") + shellQuotedSentence(sentence)
  }
}
