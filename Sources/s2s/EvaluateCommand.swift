import Seq2Seq

enum EvaluateCommand: Command {
  static let name = "evaluate"
  static let summary = "measure a model on a test set: BLEU, chrF, perplexity, alignment error"
  static let usage = "[OPTION…]"
  static let details = """
    Translates the test set, compares with its references, and prints a line 'NAME VALUE' for each \
    measure. BLEU and chrF are those of sacreBLEU, and their signatures say how they were counted. \
    Perplexity is of the references, end symbols and unknown tokens counted, in float32 whatever \
    --weights says; perplexity-known leaves the unknown tokens out. unknown-source and \
    unknown-target are the unknown tokens of both sides in per cent. With --alignments also the alignment error rate of the references, led through \
    the decoder.
    """
  static let groups = [
    OptionGroup(
      "Test set",
      [
        Option(
          "corpus", "DIR",
          "folder with test.L1 and test.L2; default: \(CorpusChoice.defaultFolder)"),
        Option("part", "NAME", "another part of it, such as valid or test.told; default: test"),
        Option("source", "FILE", "sentences to translate, instead of a folder"),
        Option("target", "FILE", "their references, line by line"),
        Option("pairs", "FILE", "both sides in one file, separated by a tab, or by |||"),
        PairInput.columns,
        Option(
          "alignments", "FILE", "gold word alignments, a line of i-j and ipj for each pair"),
      ]),
    OptionGroup(
      "Evaluation",
      [
        ModelInUse.option,
        Option(
          "tokenize", "KIND", "of BLEU: 13a, or none for text that is tokenized; default: 13a"),
        Option("lowercase", "ignore case; default: as the model does"),
        Option("json", "print one JSON object"),
      ]),
    OptionGroup("Translation", DecodingChoice.options),
  ]
  static let examples = [
    "s2s evaluate",
    "s2s evaluate --part test.told --beam 1",
    """
    s2s evaluate --source corpora/fables/gold.en \\
        --target corpora/fables/gold.fr --alignments corpora/fables/gold.align
    """,
  ]

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    if let extra = arguments.operands.first { throw UsageError.unexpectedArgument(extra) }
    let choice = try TestSetChoice(arguments)
    var options = try DecodingChoice.read(arguments)
    options.scores = false
    let tokenize = try arguments.choice("tokenize", BLEU.Words.self) ?? .mteval13a
    let threads = try arguments.threads()
    let weights = try DecodingChoice.weights(arguments)

    let used = try ModelInUse(arguments, weights: weights)
    let model = used.model
    let test = try choice.read(for: used)
    let pairs = Array(test.pairs)
    let gold = try arguments.text("alignments").map {
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

    let session = TranslationSession(model, threads: threads, weights: weights)
    let lowercase = arguments.has("lowercase") || model.target.tokenizer.lowercase
    var bleu = BLEU(words: tokenize, lowercase: lowercase)
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
    Stream.output.write(arguments.has("json") ? try jsonText(report) + "\n" : report.lines)
    unknown.tell(DecodingChoice.outcomeOfUnknown(options), quiet: arguments.has("quiet"))
    return 0
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

/// Which pairs a model is tested on.
struct TestSetChoice {
  private enum Place {
    case folder(String, part: String)
    case files(source: String, target: String)
    case pairs(String)
  }

  private let place: Place
  private let format: PairFormat

  init(_ arguments: Arguments) throws(UsageError) {
    format = try PairInput.format(arguments, given: ["pairs"])
    let places = ["corpus", "source", "pairs"].filter { arguments.has($0) }
    if places.count > 1 { throw .conflict("--\(places[0])", "--\(places[1])") }
    if arguments.has("source") != arguments.has("target") {
      throw arguments.has("source")
        ? .incomplete(given: "--source", missing: "--target")
        : .incomplete(given: "--target", missing: "--source")
    }
    if let source = arguments.text("source"), let target = arguments.text("target") {
      place = .files(source: source, target: target)
    } else if let pairs = arguments.text("pairs") {
      place = .pairs(pairs)
    } else {
      place = .folder(
        arguments.text("corpus") ?? CorpusChoice.defaultFolder,
        part: arguments.text("part") ?? CorpusPart.test.rawValue)
      return
    }
    if arguments.has("part") { throw .conflict("--part", "--\(places[0])") }
  }

  /// In the languages of the model. Lines without words keep their places.
  func read(for used: ModelInUse) throws -> ParallelText {
    switch place {
    case .folder(let path, let part):
      let folder = try languages(of: path, for: used)
      return try ParallelText(
        sourcePath: folder.file(part, folder.source), targetPath: folder.file(part, folder.target),
        keepingEmpty: true)
    case .files(let source, let target):
      return try ParallelText(sourcePath: source, targetPath: target, keepingEmpty: true)
    case .pairs(let path):
      return try ParallelText(pairsPath: path, format: format, keepingEmpty: true)
    }
  }

  private func languages(of path: String, for used: ModelInUse) throws -> CorpusFolder {
    let (source, target) = (used.model.source.language, used.model.target.language)
    do {
      return try CorpusFolder(path: path, from: source, to: target)
    } catch .unknownLanguage(_, _, _, let found) {
      throw EvaluationError.otherLanguages(
        model: used.path, source: source, target: target, folder: path, found: found)
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
        + "--model FILE, or another folder with --corpus DIR"
    case .tooLong(let path, let line, let tokens, let most):
      "\(path): line \(grouped(line)) and its reference have up to \(grouped(tokens)) tokens, more "
        + "than \(grouped(most)); split them"
    }
  }
}
