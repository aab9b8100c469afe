import Seq2Seq

enum EvaluateCommand: Command {
  static let name = "evaluate"
  static let summary = "measure a model, or any translations: BLEU, chrF, TER, exact match, …"
  static let details = """
    Translates the test set, compares the translations with the references, and prints a line 'NAME \
    VALUE' for each measure, in per cent; those of alignments are from 0 to 1. BLEU, chrF, chrF++ and TER are those of sacreBLEU, and their \
    signatures say how they were counted. exact-match is the share of translations that equal a \
    reference; in letter-to-sound tasks, 100 minus it is the word error rate. token-error-rate and \
    character-error-rate are edits for each token or character of the references.
    Perplexity is that of the references, with end symbols and unknown tokens, for sources that are \
    read as in training, in float32 whatever \(Options.weights) says; perplexity-known leaves the unknown tokens out. unknown-source and \
    unknown-target are the unknown tokens of both sides in per cent. With \(alignments) it also aligns \
    the references by forced decoding and measures these alignments. \(AlignmentReport.meaning)
    With \(hypotheses) it measures existing translations, without a model.
    \(EvaluationPageChoice.html) also writes a page for the browser, with the sentences and what \
    differs in them; for this, \(Options.source) may also be given with \(hypotheses).
    """

  private static let part = Option.text(
    "part", "NAME", "another part of the folder, such as valid or test.told"
  ).or("test")
  private static let alignments = Option.file(
    "alignments", "gold word alignments, a line of i-j and ipj for each pair")
  private static let hypotheses = Option.file(
    "hypotheses", "translations to measure, line by line with \(Options.target)")
  private static let targets = Options.target.saying(
    "their references, line by line; several files: several references"
  ).repeatable

  static let groups: OptionGroups = [
    "Test set": [
      Options.corpus.saying("folder with test.L1 and test.L2"), part,
      Options.source.saying("sentences to translate, instead of a folder"), targets, hypotheses,
      Options.pairs.saying("sentences and references in one file, instead of a folder"),
      Options.columns, alignments,
    ],
    "Evaluation": [Options.models] + MeasureChoice.options + [Options.json],
    "Page": EvaluationPageChoice.options,
    "Translation": Options.translation, "Sampling": Options.sampling,
  ]
  static let examples = [
    "s2s evaluate",
    "s2s evaluate --part test.told --beam 1 --confidence",
    """
    s2s evaluate --source corpora/fables/gold.en \\
        --target corpora/fables/gold.fr --alignments corpora/fables/gold.align
    """,
    "s2s evaluate --hypotheses mine.fr --target test.fr --baseline theirs.fr",
    "s2s evaluate --html report.html --training corpora/fables/train.fr",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    try MeasureChoice.check(arguments)
    if let path = arguments[hypotheses] {
      try measure(path, arguments)
    } else {
      try evaluate(arguments)
    }
    return 0
  }

  // MARK: - Existing translations

  private static func measure(_ path: String, _ arguments: Arguments) throws {
    let ofModels: [any OptionDeclaration] =
      [Options.corpus, part, Options.pairs, Options.columns, alignments]
      + [Options.models] + Options.translation + Options.sampling
    for option in ofModels { try arguments.exclude(hypotheses, option) }
    try arguments.require(EvaluationPageChoice.html, for: Options.source)
    try arguments.require(targets, for: hypotheses)
    let page = try EvaluationPageChoice(arguments)
    let files = try TextLines.read([path] + arguments[targets])
    let sources = try arguments[Options.source].map {
      try TextLines.read([$0], alignedWith: (path, files[0].count))[0]
    }
    let references = files[0].indices.map { line in files.dropFirst().map { $0[line] } }
    let choice = MeasureChoice(arguments, lowercase: false)
    let baseline = try choice.baseline(alignedWith: path, references)
    let found = choice.system(files[0], references)
    let comparisons = choice.comparisons(found, baseline)
    let report = Report(
      shown: MeasureChoice.scores(found.measurements) + MeasureChoice.entries(comparisons)
        + MeasureChoice.signatures(found.measurements),
      others: [("sentences", .plain(files[0].count))])
    try report.write(json: arguments.json)
    try page?.write(
      EvaluationPage.Facts(names: [path]), choice, found, baseline, comparisons,
      sources: sources.map { Array($0) }, references: references)
  }

  // MARK: - A model

  private static func evaluate(_ arguments: Arguments) throws {
    let place = try CorpusPlace(arguments)
    try arguments.exclude(Options.corpus, Options.pairs)
    try arguments.exclude(part, Options.source, Options.pairs)
    let format = try PairInput.format(arguments, of: [Options.pairs])
    var options = try DecodingChoice.read(arguments)
    let weights = arguments[Options.weights]
    let page = try EvaluationPageChoice(arguments)

    let used = try TranslatorsInUse(arguments, weights: weights)
    let model = used.model
    options.lexicon = try DecodingChoice.lexicon(arguments, for: model)
    let test = try read(place, format, part: arguments[part], for: used)
    let pairs = Array(test.pairs)
    let gold = try arguments[alignments].map { path in
      try AlignmentReader(path: path).all(pairs) { pair in
        (model.source.alignedWords(pair.source).count, model.target.alignedWords(pair.target).count)
      }
    }
    let others = try TextLines.read(
      Array(arguments[targets].dropFirst()), alignedWith: (test.targetPath, pairs.count))
    let references = pairs.indices.map { line in others.map { $0[line] } }
    let choice = MeasureChoice(arguments, lowercase: model.target.tokenizer.lowercase)
    let allReferences = zip(pairs, references).map { [$0.target] + $1 }
    let baseline = try choice.baseline(alignedWith: test.targetPath, allReferences)
    for (place, pair) in pairs.enumerated() {
      let tokens = PairInput.tokens(pair, model)
      if tokens > PairInput.mostTokens {
        let (path, line) = test.place(ofLine: place + 1)
        throw CommandError.tooLong(
          path: path, line: line, tokens: tokens, most: PairInput.mostTokens)
      }
    }
    var unknown = UnknownTokens(model.source, options)
    for (place, pair) in pairs.enumerated() {
      unknown.add(pair.source, name: "line \(grouped(place + 1))", translated: options)
    }

    let session = try used.session(threads: arguments.threads, weights: weights)
    let found = try used.naming {
      try session.evaluate(
        pairs, gold: gold, references: references, tokenizer: choice.tokenizer,
        lowercase: choice.lowercase, options)
    }
    var ofModel: [Report.Entry] = [
      ("perplexity", .number(found.score.perplexity, 3)),
      ("perplexity-known", .number(found.score.knownPerplexity, 3)),
      ("unknown-source", .number(unknown.percentage, 2)),
      ("unknown-target", .number(found.score.unknownPercentage, 2)),
    ]
    ofModel += found.alignments.map { AlignmentReport.entries($0) } ?? []
    ofModel += found.attention.map { AlignmentReport.entries($0) } ?? []
    let system = MeasuredSystem(
      hypotheses: found.hypotheses, measurements: found.measurements)
    let comparisons = choice.comparisons(system, baseline)
    var report = Report(
      shown: MeasureChoice.scores(found.measurements) + ofModel + MeasureChoice.entries(comparisons)
        + MeasureChoice.signatures(found.measurements))
    report.others += [
      ("sentences", .plain(pairs.count)), ("beam", .plain(options.beam)),
      ("weights", .plain(weights)),
    ]
    if used.count > 1 { report.others.append(("models", .plain(used.count))) }
    try report.write(json: arguments.json)
    unknown.tell(options, quiet: arguments.quiet)
    try page?.write(
      EvaluationPage.Facts(
        names: [used.path], sourceLanguage: model.source.language,
        targetLanguage: model.target.language, others: ofModel.map { ($0.name, $0.value.text) },
        training: trainingText(place, for: used)),
      choice, system, baseline, comparisons, sources: pairs.map(\.source),
      references: allReferences)
  }

  /// The target side of the training part in a test set's folder, if it exists.
  private static func trainingText(_ place: CorpusPlace, for used: TranslatorsInUse) -> String? {
    let (source, target) = (used.model.source.language, used.model.target.language)
    guard case .folder(let path) = place,
      let folder = try? CorpusFolder(path: path, from: source, to: target)
    else { return nil }
    let file = folder.file("train", folder.target)
    return fileExists(file) ? file : nil
  }

  /// The test set, in the languages of the model. Lines without words keep their places.
  private static func read(
    _ place: CorpusPlace, _ format: PairFormat, part: String, for used: TranslatorsInUse
  ) throws -> ParallelText {
    switch place {
    case .files(let files):
      return try files.read(format, keepingEmpty: true)
    case .folder(let path):
      let (source, target) = (used.model.source.language, used.model.target.language)
      do {
        let folder = try CorpusFolder(path: path, from: source, to: target)
        return try ParallelText(
          sourcePath: folder.file(part, folder.source),
          targetPath: folder.file(part, folder.target),
          keepingEmpty: true)
      } catch CorpusError.unknownLanguage(_, _, _, let found) {
        throw CommandError.otherLanguages(
          model: used.path, source: source, target: target, folder: path, found: found)
      }
    }
  }
}
