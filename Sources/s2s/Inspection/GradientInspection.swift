import Seq2Seq

/// `inspect --gradients`: how far a target token's loss reaches back in a translator.
enum TranslatorGradients: Inspection {
  private static let corpus = Options.corpus.saying(
    "for \(GradientCurves.gradients): folder whose test part is read")
  private static let distance = GradientCurves.distance.saying(
    "for \(GradientCurves.gradients): tokens to look back",
    default: "\(mostDistance), or as far as \(leastPairs) pairs are long")
  private static let attention = Options.attention.saying(
    "for \(GradientCurves.gradients): attention of new networks: \(Options.attention.facts.help)"
  ).or(.luong)

  private static let mostDistance = 60, leastPairs = 8

  static let option: any OptionDeclaration = GradientCurves.gradients
  private static let source = Options.source.saying(
    "for \(GradientCurves.gradients): sentences to read, instead of a folder")
  private static let target = Options.target.saying(
    "for \(GradientCurves.gradients): their translations")
  static let others: [any OptionDeclaration] = [
    corpus, source, target, distance, GradientCurves.hidden, GradientCurves.tokenizer, attention,
    GradientCurves.seed, GradientCurves.width,
  ]

  static func run(_ arguments: Arguments) throws {
    let place = try CorpusPlace(arguments)
    var configuration = TrainingOptions().configuration
    configuration.hidden = arguments[GradientCurves.hidden]
    configuration.embedding = configuration.hidden
    configuration.attention = arguments[attention]
    let isNew = !arguments.has(Options.model) && arguments.operands.isEmpty
    if !isNew { try GradientCurves.refuseSizes(arguments, attention) }
    let plain = isNew ? try pairs(place) : nil
    let entries: [GradientCurves.Entry<TranslationModel>] = try GradientCurves.entries(arguments) {
      configuration.cell = $0
      return try GradientFlow.untrained(
        configuration, tokenizer: arguments[GradientCurves.tokenizer],
        pairs: Array(plain?.pairs ?? SentencePairs()), seed: arguments[GradientCurves.seed])
    }
    let found = try entries.map { entry in
      let text = try plain ?? pairs(place, for: entry.model, entry.name)
      let distance =
        arguments[distance]
        ?? GradientFlow.distance(
          reachedBy: leastPairs, of: text.pairs, in: entry.model, most: mostDistance)
      guard
        let norms = GradientFlow.norms(
          of: entry.model, over: text.pairs, distance: distance, threads: arguments.threads)
      else { throw CommandError.shortPairs(path: text.sourcePath, distance: distance) }
      return (entry, norms)
    }
    func curves(_ norms: KeyPath<TranslationGradients, [Double]>) throws -> GradientCurves {
      try GradientCurves(found.map { ($0.name, $0.mark, $1[keyPath: norms]) })
    }
    let panels: [(title: String, axis: String, curves: GradientCurves)] = [
      ("by the decoder's state k tokens before", "tokens back", try curves(\.decoder)),
      (
        "by encoder states, from where reading ends", "tokens before the end",
        try curves(\.encoder)
      ),
      (
        "the same, but not through attention", "tokens before the end",
        try curves(\.withoutAttention)
      ),
    ]
    if arguments.json {
      let reports = found.map { entry, norms in
        Report([
          "name": entry.name, "decoder": norms.decoder, "encoder": norms.encoder,
          "without-attention": norms.withoutAttention,
        ])
      }
      try Stream.output.line(jsonText(Report(["gradients": reports])))
      return
    }
    let width = max(arguments[GradientCurves.width] ?? Stream.output.width, LinePlot.leastWidth)
    let heading = wrapped("norm of the gradient of a target token's loss", to: width)
    for line in heading { Stream.output.line(line) }
    let plots = LinePlot.arranged(
      panels.map { panel in
        {
          LinePlot(
            panel.curves.series, title: panel.title, axis: panel.axis, width: $0, height: 12)
        }
      }, width: width)
    for line in plots { Stream.output.line(line) }
    Stream.output.line("")
    let left = TextTable(
      ["left at the greatest distance", "decoder", "encoder", "without attention"],
      short: ["left", "decoder", "encoder", "without"],
      found.indices.map { i in
        [found[i].0.name] + panels.map { "\(plotNumber($0.curves.left[i]))%" }
      })
    let list = found.indices.flatMap { i in
      let numbers = zip(left.headings, left.rows[i]).dropFirst().map { "\($0) \($1)" }
      return wrapped(
        "\(left.rows[i][0]), \(left.headings[0]): \(numbers.joined(separator: ", "))", to: width,
        isList: false)
    }
    for line in left.wholeLines(width: width) ?? list { Stream.output.line(line) }
  }

  /// The test part of a folder, or its training part if it has no test part; or the files that are
  /// given.
  private static func pairs(
    _ place: CorpusPlace, from source: String? = nil, to target: String? = nil
  ) throws -> ParallelText {
    switch place {
    case .files(let files): return try files.read(PairFormat())
    case .folder(let path):
      let folder = try CorpusFolder(path: path, from: source, to: target)
      let test = [folder.file("test", folder.source), folder.file("test", folder.target)]
      return try folder.read(test.allSatisfy(fileExists) ? "test" : "train")
    }
  }

  /// The same in the languages of a model.
  private static func pairs(_ place: CorpusPlace, for model: TranslationModel, _ name: String)
    throws
    -> ParallelText
  {
    let (source, target) = (model.source.language, model.target.language)
    do {
      return try pairs(place, from: source, to: target)
    } catch CorpusError.unknownLanguage(let folder, _, _, let found) {
      throw CommandError.otherLanguages(
        model: name, source: source, target: target, folder: folder, found: found)
    }
  }
}

/// `lm inspect --gradients`: the same for a language model, over a text.
enum LanguageModelGradients: Inspection {
  static let text = Option.file("text", "for \(GradientCurves.gradients): the text")
    .or("corpora/crow/story.txt")
  static let distance = GradientCurves.distance.or(60)

  static let option: any OptionDeclaration = GradientCurves.gradients
  static let others: [any OptionDeclaration] = [
    text, distance, GradientCurves.hidden, GradientCurves.tokenizer, GradientCurves.seed,
    GradientCurves.width,
  ]

  static func run(_ arguments: Arguments) throws {
    let distance = arguments[Self.distance], path = arguments[text]
    let lines = Array(try TextLines(path: path))
    var configuration = LanguageModelConfiguration(vocabulary: 0)
    configuration.hidden = arguments[GradientCurves.hidden]
    if arguments.has(Options.model) || !arguments.operands.isEmpty {
      try GradientCurves.refuseSizes(arguments)
    }
    let entries: [GradientCurves.Entry<LanguageModel>] = try GradientCurves.entries(arguments) {
      configuration.cell = $0
      return try GradientFlow.untrained(
        configuration, tokenizer: arguments[GradientCurves.tokenizer], lines: lines,
        seed: arguments[GradientCurves.seed])
    }
    let curves = try GradientCurves(
      entries.map { entry in
        guard
          let norms = GradientFlow.norms(
            of: entry.model, over: lines, distance: distance, threads: arguments.threads)
        else { throw CommandError.shortText(path: path, distance: distance) }
        return (entry.name, entry.mark, norms)
      })
    if arguments.json {
      let entries = curves.series.map { Report(["name": $0.name, "norms": $0.values]) }
      try Stream.output.line(jsonText(Report(["gradients": entries])))
      return
    }
    let width = max(arguments[GradientCurves.width] ?? Stream.output.width, LinePlot.leastWidth)
    let plot = LinePlot(curves.series, axis: "tokens back", width: width)
    let heading = "norm of the gradient of a token's loss by the state k tokens before"
    let left = zip(curves.series, curves.left).map { "\($0.name) \(fixed($1, 4))%" }
    let told = "left after \(distance) tokens: " + left.joined(separator: ", ")
    for line in wrapped(heading, to: width) + plot.lines
      + wrapped(told, to: width, isList: false)
    {
      Stream.output.line(line)
    }
  }
}
