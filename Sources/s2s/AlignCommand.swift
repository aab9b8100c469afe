import Seq2Seq

enum AlignCommand: Command {
  static let name = "align"
  static let summary = "show which words go with which, as pairs or as a heatmap"
  static let usage = "[OPTION…] [SOURCE [TARGET]]"
  static let details = """
    With a SOURCE alone, translates it and aligns the translation; with a TARGET, aligns that by \
    forced decoding. Without sentences, or for '-', reads lines: a source, or a source and a target \
    separated by a tab, or by ||| between blanks; a line that is neither has no pairs, and the status \
    is then 1. Prints a line of pairs i-j for each: target word j attends most to source word i, \
    counted from 0. Words are what white space separates; in scripts without spaces they are \
    characters. A target word that attends most \
    to the end of the source has no pair.
    With \(AlignmentReport.gold) or \(AlignmentReport.summary) it prints measures of all pairs together, \
    a line 'NAME VALUE' for each. \(AlignmentReport.meaning)
    """
  static let mostOperands = 2

  static let show = Option.flag(
    "show",
    "draw attention as a heatmap, source words across, target words down; if no sentence is "
      + "given, for the model's own sample")
  static let everyWord = Option.flag(
    "every-word", "also link a target word that attends most to the end of the source")
  static let tokens = Option.flag(
    "tokens", "show the model's tokens, such as subwords or characters, instead of words")
  static let svg = Option.file("svg", "draw one sentence's heatmap into this file, as SVG")

  static let groups: OptionGroups = [
    "Alignment": [
      Options.models, Options.columns, everyWord, show, HeatmapChoice.style, tokens,
      HeatmapChoice.width, svg,
      ConvertCommand.force.saying("replace an existing picture or page"),
      Options.json.saying("print a JSON object for each pair, with all weights"),
    ],
    "All pairs together": AlignmentReport.options,
    "Page": AlignmentPageFile.options,
    "Two directions": SymmetrizedAlignment.options,
    "Translation": Options.translation,
  ]
  static let examples = [
    "s2s align --show",
    "s2s align --show \"The crow was thirsty .\" \"Le corbeau avait soif .\"",
    "s2s align --svg crow.svg \"The crow was thirsty .\"",
    "s2s align --html page.html <corpora/fables/test.told.en",
    "paste corpora/fables/gold.en corpora/fables/gold.fr | s2s align >found.align",
    """
    paste corpora/fables/gold.en corpora/fables/gold.fr |
        s2s align --gold corpora/fables/gold.align
    """,
    """
    paste corpora/fables/train.en corpora/fables/train.fr |
        s2s align --symmetrize intersection --agreement --every-word \\
            --model en-fr.safetensors --reverse-model fr-en.safetensors \\
            >train.align
    """,
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    try check(arguments)
    if let kind = arguments[SymmetrizedAlignment.kind] {
      guard let forward = arguments[SymmetrizedAlignment.forward],
        let backward = arguments[SymmetrizedAlignment.backward]
      else { return try SymmetrizedAlignment.align(arguments, kind) }
      return try SymmetrizedAlignment.join(forward, backward, kind, arguments)
    }
    var options = try DecodingChoice.read(arguments)
    options.aligns = true
    options.alignsTokens = arguments[tokens]
    options.scores = false
    let weights = arguments[Options.weights]
    let format = try PairInput.format(arguments)
    let quiet = arguments.quiet

    let used = try TranslatorsInUse(arguments, weights: weights)
    options.lexicon = try DecodingChoice.lexicon(arguments, for: used.model)
    let session = try used.session(threads: arguments.threads, weights: weights)
    var page = try AlignmentPageFile(arguments, used, session)
    let hasGold = arguments.has(AlignmentReport.gold)
    let draws = arguments[show] || arguments.has(svg) || page != nil
    let reports = AlignmentReport.isWanted(arguments, draws: draws)
    var report = try AlignmentReport(arguments)
    func tell(_ lines: [PairInput.Line]) throws {
      let readings = try page?.readings(of: lines, options)
      let found = try readings?.map(\.matrix) ?? used.naming { try align(lines, session, options) }
      let gold = try zip(lines, found).map { line, matrix in
        line.source == nil
          ? try report.add(nil, nil)
          : try report.add(matrix.links(everyWord: arguments[everyWord]), matrix)
      }
      if !arguments.sentences.isEmpty { try report.finish() }  // before anything is drawn
      if let readings { try page?.add(lines, readings, gold: gold) }
      try arguments[svg].map { try draw(found, gold, to: $0, arguments) }
      if arguments[show] || !draws && !reports { try write(found, gold, arguments) }
    }
    func finish(_ input: PairInput) throws -> Int32 {
      try report.finish()
      try page?.write()
      let status = input.finish(quiet: quiet)
      if reports { try report.write(json: arguments.json) }
      return status
    }
    var unknown = UnknownTokens(used.model.source, options)
    defer { unknown.tell(options, quiet: quiet) }
    let given = arguments.sentences.first
    let reads = given == nil && (hasGold || !(draws && Stream.input.isTerminal))
    var input = PairInput(
      model: used.model, format: format, needsTarget: hasGold, outcome: "left empty",
      lines: reads ? InputLines("sentences or pairs", quiet: quiet) : nil)
    if let given {
      _ = unknown.add(given, name: "the sentence")
      try tell([line(given, arguments.sentences.dropFirst().first, &input)])
      return try finish(input)
    }
    while case let lines = try input.window(most: options.batch), !lines.isEmpty {
      for (line, name) in lines {
        if let source = line.source { _ = unknown.add(source, name: name) }
      }
      try tell(lines.map(\.line))
    }
    if input.count > 0 || !draws || hasGold { return try finish(input) }
    guard let sample = used.model.summary.sample else {
      throw CommandError.noSample(model: used.path)
    }
    if reads, !quiet {
      Stream.error.line("s2s: the input holds no sentences; the model's own sample is drawn")
    }
    try tell([.source(sample)])
    try page?.write()
    return 0
  }

  /// Refuses options that do not go together.
  private static func check(_ arguments: Arguments) throws(UsageError) {
    try arguments.exclude(show, Options.json)
    try arguments.exclude(svg, Options.json)
    try arguments.require(show, for: HeatmapChoice.style)
    if arguments.has(ConvertCommand.force), !arguments.has(svg),
      !arguments.has(AlignmentPageFile.html)
    {
      throw .incomplete(
        given: "\(ConvertCommand.force)", missing: "\(svg) or \(AlignmentPageFile.html)")
    }
    try arguments.require(show, for: HeatmapChoice.width)
    try AlignmentPageFile.check(arguments)
    try arguments.exclude(AlignmentReport.summary, show, svg, tokens, AlignmentPageFile.html)
    try arguments.exclude(AlignmentReport.gold, tokens)
    if arguments.has(AlignmentReport.gold), arguments.sentences.count == 1 {
      throw .missingArgument("TARGET")
    }
    try SymmetrizedAlignment.check(arguments)
    try checkSearch(arguments)
  }

  /// Refuses options of the search where all targets are given.
  private static func checkSearch(_ arguments: Arguments) throws(UsageError) {
    let given: String
    if arguments.has(SymmetrizedAlignment.kind) {
      given = "\(SymmetrizedAlignment.kind)"
    } else if arguments.has(AlignmentReport.gold) {
      given = "\(AlignmentReport.gold)"
    } else if arguments.sentences.count == 2 {
      given = "TARGET"
    } else {
      return
    }
    let read = [Options.weights.facts.name, Options.sentenceBatch.facts.name]
    for option in Options.translation
    where arguments.has(option) && !read.contains(option.facts.name) {
      throw .conflict("\(option)", given)
    }
  }

  /// The sentence that is an argument, with its target if there is one.
  private static func line(
    _ source: String, _ target: String?, _ input: inout PairInput
  ) -> PairInput.Line {
    if let target {
      return input.accept(SentencePair(source: source, target: target), "the pair")
    }
    input.warn(ofBarsIn: source, "the sentence")
    return input.accept(source: source, "the sentence")
  }

  /// A matrix for each line, without words where a line is not a pair.
  private static func align(
    _ lines: [PairInput.Line], _ session: TranslationSession, _ options: DecodingOptions
  ) throws -> [AlignmentMatrix] {
    let open = lines.compactMap { $0.pair == nil ? $0.source : nil }
    var forced = try session.align(
      lines.compactMap(\.pair), batch: options.batch, tokens: options.alignsTokens)[...]
    var found = try session.translate(open, options)[...]
    return lines.map { line in
      switch line {
      case .pair: forced.popFirst() ?? .empty
      case .source: matrix(found.popFirst()?[0])
      case .nothing: .empty
      }
    }
  }

  private static func matrix(_ translation: Translation?) -> AlignmentMatrix {
    if let translation, translation.alignment == nil {
      Stream.error.line(
        "s2s: a translation of \(counted(translation.tokens.count, "token")) is too long to be "
          + "aligned; left empty")
    }
    return translation?.alignment ?? .empty
  }

  private static func draw(
    _ matrices: [AlignmentMatrix], _ gold: [GoldLinks?], to path: String, _ arguments: Arguments
  ) throws {
    guard matrices.count == 1 else {
      throw CommandError.severalForPicture(option: "\(svg)", found: matrices.count)
    }
    if fileExists(path), !arguments[ConvertCommand.force] {
      throw CommandError.exists(path: path, option: "\(svg)")
    }
    try PictureFile.write(
      AlignmentFigure(matrices[0], gold: gold[0]).svg, beginning: "<svg", to: path)
  }

  private static func write(
    _ matrices: [AlignmentMatrix], _ gold: [GoldLinks?], _ arguments: Arguments
  ) throws {
    var text = ""
    for (matrix, gold) in zip(matrices, gold) {
      let links = WordAlignment(sure: matrix.links(everyWord: arguments[everyWord])).pharaoh
      if arguments[show] {
        text += HeatmapChoice.text(matrix, gold: gold, arguments)
        if matrices.count > 1 { text += "\n" }
      } else if arguments.json {
        let report = Report([
          "source": matrix.source, "target": matrix.target, "alignment": links,
          "weights": matrix.weights, "precision": arguments[Options.weights],
        ])
        text += try jsonText(report) + "\n"
      } else {
        text += links + "\n"
      }
    }
    arguments[show] ? Stream.output.draw(text) : Stream.output.write(text)
  }
}
