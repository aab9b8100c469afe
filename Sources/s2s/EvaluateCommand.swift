import Seq2Seq

enum EvaluateCommand: Command {
  static let name = "evaluate"
  static let summary = "measure a model on a test set: BLEU, chrF, perplexity, alignment error"
  static let details = """
    Translates the test set, compares with its references, and prints a line 'NAME VALUE' for each \
    measure. BLEU and chrF are those of sacreBLEU, and their signatures say how they were counted. \
    Perplexity is of the references, end symbols and unknown tokens counted, in float32 whatever \
    \(Options.weights) says; perplexity-known leaves the unknown tokens out. unknown-source and \
    unknown-target are the unknown tokens of both sides in per cent. With \(alignments) also the \
    alignment error rate of the references, led through the decoder.
    """

  private static let part = Option.text(
    "part", "NAME", "another part of it, such as valid or test.told"
  ).or("test")
  private static let alignments = Option.file(
    "alignments", "gold word alignments, a line of i-j and ipj for each pair")
  private static let tokenize = Option.choice("tokenize", "KIND", BLEU.Words.allCases) { _ in
    "of BLEU: 13a, or none for text that is tokenized"
  }.or(.mteval13a)

  static let groups: OptionGroups = [
    "Test set": [
      Options.corpus.saying("folder with test.L1 and test.L2"), part,
      Options.source.saying("sentences to translate, instead of a folder"),
      Options.target.saying("their references, line by line"), Options.pairs, Options.columns,
      alignments,
    ],
    "Evaluation": [
      Options.model, tokenize,
      Options.lowercase.saying("ignore case", default: "as the model does"), Options.json,
    ],
    "Translation": Options.translation,
  ]
  static let examples = [
    "s2s evaluate",
    "s2s evaluate --part test.told --beam 1",
    """
    s2s evaluate --source corpora/fables/gold.en \\
        --target corpora/fables/gold.fr --alignments corpora/fables/gold.align
    """,
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let place = try CorpusPlace(arguments)
    try arguments.exclude(part, Options.source, Options.pairs)
    let format = try PairInput.format(arguments, of: [Options.pairs])
    let options = try DecodingChoice.read(arguments)
    let weights = arguments[Options.weights]

    let used = try ModelInUse<TranslationModel>(arguments, weights: weights)
    let model = used.model
    let test = try read(place, format, part: arguments[part], for: used)
    let pairs = Array(test.pairs)
    let gold = try arguments[alignments].map { try AlignmentFile.read(path: $0, pairs: pairs) }
    for (place, pair) in pairs.enumerated() {
      let tokens = PairInput.tokens(pair, model)
      if tokens > PairInput.mostTokens {
        throw CommandError.tooLong(
          path: test.sourcePath, line: place + 1, tokens: tokens, most: PairInput.mostTokens)
      }
    }
    var unknown = UnknownTokens(model.source)
    for (place, pair) in pairs.enumerated() {
      unknown.add(pair.source, name: "line \(grouped(place + 1))", translated: options)
    }

    let session = TranslationSession(model, threads: arguments.threads, weights: weights)
    let found = try used.naming {
      try session.evaluate(
        pairs, gold: gold, words: arguments[tokenize],
        lowercase: arguments[Options.lowercase] ? true : nil, options)
    }
    var report = Report(shown: [
      ("BLEU", .number(found.bleu.score, 2)), ("chrF", .number(found.chrF.score, 2)),
      ("perplexity", .number(found.score.perplexity, 3)),
      ("perplexity-known", .number(found.score.knownPerplexity, 3)),
      ("unknown-source", .number(unknown.percentage, 2)),
      ("unknown-target", .number(found.score.unknownPercentage, 2)),
    ])
    if let rate = found.alignments {
      report.shown.append(("AER", .number(rate.rate, 3)))
      report.others = [
        ("alignment-precision", .number(rate.precision, 3)),
        ("alignment-recall", .number(rate.recall, 3)),
      ]
    }
    report.shown += [
      ("BLEU-signature", .plain(found.bleu.signature)),
      ("chrF-signature", .plain(found.chrF.signature)),
    ]
    report.others += [
      ("sentences", .plain(pairs.count)), ("beam", .plain(options.beam)),
      ("weights", .plain(weights)),
    ]
    try report.write(json: arguments.json)
    unknown.tell(options, quiet: arguments.quiet)
    return 0
  }

  /// The test set, in the languages of the model. Lines without words keep their places.
  private static func read(
    _ place: CorpusPlace, _ format: PairFormat, part: String, for used: ModelInUse<TranslationModel>
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
