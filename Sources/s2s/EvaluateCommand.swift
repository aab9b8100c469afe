import Seq2Seq

enum EvaluateCommand: Command {
  static let name = "evaluate"
  static let summary = "measure a model on a test set: BLEU, chrF, perplexity, alignment error"
  static let usage = "[OPTION…]"
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
  ).or(CorpusPart.test.rawValue)
  private static let alignments = Option.file(
    "alignments", "gold word alignments, a line of i-j and ipj for each pair")
  private static let tokenize = Option.choice("tokenize", "KIND", BLEU.Words.allCases) { _ in
    "of BLEU: 13a, or none for text that is tokenized"
  }.or(.mteval13a)

  static let groups = [
    OptionGroup(
      "Test set",
      [
        Options.corpus.saying("folder with test.L1 and test.L2"), part,
        Options.source.saying("sentences to translate, instead of a folder"),
        Options.target.saying("their references, line by line"), Options.pairs, Options.columns,
        alignments,
      ]),
    OptionGroup(
      "Evaluation",
      [
        Options.model, tokenize,
        Options.lowercase.saying("ignore case", default: "as the model does"), Options.json,
      ]),
    OptionGroup("Translation", Options.translation),
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
    var options = try DecodingChoice.read(arguments)
    options.scores = false
    let weights = arguments[Options.weights]

    let used = try ModelInUse(arguments, weights: weights)
    let model = used.model
    let test = try read(place, format, part: arguments[part], for: used)
    let pairs = Array(test.pairs)
    let gold = try arguments[alignments].map {
      try AlignmentFile.read(path: $0, pairs: pairs)
    }
    for (place, pair) in pairs.enumerated() {
      let tokens = PairInput.tokens(pair, model)
      if tokens > PairInput.mostTokens {
        throw EvaluationError.tooLong(
          path: test.sourcePath, line: place + 1, tokens: tokens, most: PairInput.mostTokens)
      }
    }
    var unknown = UnknownTokens(model.source)
    for (place, pair) in pairs.enumerated() {
      DecodingChoice.warn(of: pair.source, name: "line \(grouped(place + 1))", &unknown, options)
    }

    let session = TranslationSession(model, threads: arguments.threads, weights: weights)
    let lowercase = arguments[Options.lowercase] || model.target.tokenizer.lowercase
    var bleu = BLEU(words: arguments[tokenize], lowercase: lowercase)
    var chrF = ChrF(lowercase: lowercase)
    let translations = try used.naming { try session.translate(pairs.map(\.source), options) }
    for (pair, found) in zip(pairs, translations) {
      bleu.add(hypothesis: found[0].text, reference: pair.target)
      chrF.add(hypothesis: found[0].text, reference: pair.target)
    }
    let score = try used.naming { try session.score(pairs, batch: options.batch) }
      .reduce(into: TextScore()) { $0 += $1 }
    guard score.perplexity.isFinite else { throw TranslationError.notFinite(model: used.path) }
    var error: AlignmentErrorRate?
    if let gold {
      var rate = AlignmentErrorRate()
      for (matrix, gold) in zip(try session.align(pairs, batch: options.batch), gold) {
        rate.add(matrix.hardLinks, gold: gold)
      }
      error = rate
    }
    let report = Report(
      BLEU: bleu.score, BLEU_signature: bleu.signature, chrF: chrF.score,
      chrF_signature: chrF.signature, perplexity: score.perplexity,
      perplexity_known: score.unknownTokens < score.tokens ? score.knownPerplexity : nil,
      unknown_source: unknown.percentage, unknown_target: score.unknownPercentage,
      AER: error?.rate,
      alignment_precision: error?.precision, alignment_recall: error?.recall,
      sentences: pairs.count, beam: options.beam, weights: weights.rawValue)
    Stream.output.write(arguments.json ? try jsonText(report) + "\n" : report.lines)
    unknown.tell(DecodingChoice.outcomeOfUnknown(options), quiet: arguments.quiet)
    return 0
  }

  /// The test set, in the languages of the model. Lines without words keep their places.
  private static func read(
    _ place: CorpusPlace, _ format: PairFormat, part: String, for used: ModelInUse
  ) throws -> ParallelText {
    switch place {
    case .files(let files):
      return try files.read(format, keepingEmpty: true)
    case .folder(let path):
      let (source, target) = (used.model.source.language, used.model.target.language)
      do {
        let folder = try CorpusFolder(path: path, from: source, to: target)
        return try ParallelText(
          sourcePath: folder.file(part, folder.source), targetPath: folder.file(part, folder.target),
          keepingEmpty: true)
      } catch CorpusError.unknownLanguage(_, _, _, let found) {
        throw EvaluationError.otherLanguages(
          model: used.path, source: source, target: target, folder: path, found: found)
      }
    }
  }

  private struct Report: Encodable {
    let BLEU: Double
    let BLEU_signature: String
    let chrF: Double
    let chrF_signature: String
    let perplexity: Double
    /// nil where every token is unknown.
    let perplexity_known: Double?
    let unknown_source, unknown_target: Double
    let AER, alignment_precision, alignment_recall: Double?
    let sentences, beam: Int
    let weights: String

    var lines: String {
      var text = """
        BLEU \(fixed(BLEU, 2))
        chrF \(fixed(chrF, 2))
        perplexity \(fixed(perplexity, 3))
        perplexity-known \(fixed(perplexity_known ?? .nan, 3))
        unknown-source \(fixed(unknown_source, 2))
        unknown-target \(fixed(unknown_target, 2))

        """
      if let AER { text += "AER \(fixed(AER, 3))\n" }
      return text + """
        BLEU-signature \(BLEU_signature)
        chrF-signature \(chrF_signature)

        """
    }
  }
}

/// Why a test set could not be measured.
enum EvaluationError: Error, Equatable, CustomStringConvertible {
  case tooLong(path: String, line: Int, tokens: Int, most: Int)
  case otherLanguages(
    model: String, source: String, target: String, folder: String, found: [String])

  var description: String {
    switch self {
    case .otherLanguages(let model, let source, let target, let folder, let found):
      "\(displayable(model)) translates \(source) → \(target), but the languages of "
        + "\(displayable(folder)) are \(found.joined(separator: ", ")); name another model with "
        + "\(Options.model) FILE, or another folder with \(Options.corpus) DIR"
    case .tooLong(let path, let line, let tokens, let most):
      "\(path): line \(grouped(line)) and its reference have up to \(grouped(tokens)) tokens, more "
        + "than \(grouped(most)); split them"
    }
  }
}
