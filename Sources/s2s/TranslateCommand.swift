import Seq2Seq

enum TranslateCommand: Command {
  static let name = "translate"
  static let summary = "translate sentences, or lines of standard input"
  static let usage = "[OPTION…] [SENTENCE…]"
  static let details = """
    Translates each SENTENCE, or each line of standard input if there is no SENTENCE or it is '-', \
    and prints one line for it. A line of more than \(grouped(LineReader.longest)) bytes is read in \
    pieces; with \(Options.nBest) or \(Options.json) only its best translation is printed. Without \(Options.model) it uses \
    the newest trained model of the first folder that holds one: the one that S2S_MODELS names, \
    models/ here, models/ beside the program; else the model that is built in. If the model is one of \
    NAME.1.safetensors, NAME.2.safetensors, …, all of them translate together.
    \(ExplanationText.meaning)
    """
  static let groups: OptionGroups = [
    "Translation": [
      Options.models, Options.nBest, Options.json.saying("print a JSON object for each sentence"),
      Options.wordScores,
    ] + Options.translation,
    "Explanation": ExplanationText.options,
    "Sampling": Options.sampling + [Options.samplingSeed],
  ]
  static let examples = [
    "s2s translate \"The crow was thirsty .\"",
    "s2s translate <input.en >output.fr",
    "s2s translate --explain \"The crow was thirsty .\"",
    "s2s translate --sample --top-p 0.9 -n 5 \"The crow was thirsty .\"",
    "s2s translate -n 3 -m models/crow-luong.safetensors \"He was tired .\"",
  ]

  /// Batches in a window of input lines, within which sentences are sorted by length.
  private static let batchesInWindow = 4

  static let mostOperands = Int.max

  static func run(_ arguments: Arguments) throws -> Int32 {
    var options = try DecodingChoice.read(arguments)
    try arguments.require(Options.sample, for: Options.samplingSeed)
    try ExplanationText.check(arguments)
    arguments.fill(&options, [Options.wordScores])
    ExplanationText.fill(&options, arguments)
    let nBest = arguments.has(Options.nBest) ? options.nBest : nil
    options.scores = nBest != nil || arguments.json || options.tokenScores
    let weights = arguments[Options.weights]
    let quiet = arguments.quiet

    let used = try TranslatorsInUse(arguments, weights: weights)
    options.lexicon = try DecodingChoice.lexicon(arguments, for: used.model)
    if options.joinsSubwords, used.model.cutsWords {
      throw CommandError.ownSubwords(model: used.path)
    }
    let session = try used.session(threads: arguments.threads, weights: weights)
    var writer = Writer(
      vocabulary: used.model.target.vocabulary, weights: weights, options: options, nBest: nBest,
      arguments: arguments)
    var unknown = UnknownTokens(used.model.source, options)
    /// How many pieces of a long line have been translated; its later pieces have no prefix, and draw
    /// other random numbers than lines do.
    var pieces = 0
    func translate(_ lines: [InputLine], called name: String) throws {
      for line in lines {
        let name = "\(name) \(grouped(line.number))"
        let text = line.text ?? ""
        if line.isWhole {
          unknown.add(text, name: name, translated: options)
        } else {
          _ = unknown.add(text, isContinued: line.isContinued, name: name)
        }
      }
      var rest = lines[...]
      while let first = rest.first {
        let group = first.isContinued ? rest.prefix(1) : rest.prefix { !$0.isContinued }
        rest = rest[group.endIndex...]
        pieces = first.isContinued ? pieces + 1 : 0
        var options = options
        options.linesBefore = first.number - 1 + pieces << 32
        if first.isContinued { options.prefix = "" }
        var next = group.startIndex
        try used.naming {
          try session.translate(group.map { $0.text ?? "" }, options) { translations in
            try writer.write(
              lines[next..<next + translations.count], called: name, translations)
            next += translations.count
          }
        }
      }
    }
    let sentences = arguments.sentences
    if let file = sentences.first(where: { fileExists($0) }) {
      Stream.error.line(
        "s2s: \(displayable(file)): translated as a sentence, though a file has this name; to "
          + "translate the file: s2s translate <\(displayable(shellQuoted(file)))")
    }
    if !sentences.isEmpty {
      // A line feed inside an argument is white space like any other: each argument has one line.
      try translate(
        sentences.enumerated().map { place, text in
          InputLine(text: text, number: place + 1)
        }, called: "sentence")
    } else {
      var input = InputLines("sentences", quiet: quiet)
      while case let lines = try input.window(most: options.batch * batchesInWindow), !lines.isEmpty
      {
        try translate(lines, called: "line")
      }
    }
    unknown.tell(options, quiet: quiet)
    return 0
  }

  private struct Writer {
    let vocabulary: Vocabulary
    let weights: NumberFormat
    let options: DecodingOptions
    /// The number of scored translations of each line; nil: the best one, without its score.
    let nBest: Int?
    let arguments: Arguments
    private var explains: Bool { arguments[ExplanationText.explain] }
    /// The end of what has been written of the line's translation, which the next part continues.
    fileprivate var written = ""
    /// The source of a line that is read in pieces and written as a whole.
    fileprivate var source = ""
    fileprivate var parts: [Translation] = []

    mutating func write(
      _ lines: ArraySlice<InputLine>, called name: String, _ results: [[Translation]]
    ) throws {
      var text = ""
      for (line, translations) in zip(lines, results) {
        if nBest == nil, !arguments.json, !explains, !options.tokenScores {
          let best = translations[0].text
          text += separator(between: written, and: best) + best
          if !best.isEmpty { written = best }
          if !line.continues {
            text += "\n"
            written = ""
          }
        } else if line.isWhole {
          warn(of: translations[0], "\(name) \(grouped(line.number))")
          text += try entry(line.text ?? "", translations)
        } else {
          source += line.text ?? ""
          parts.append(translations[0])
          if line.continues { continue }
          let whole = Translation(joining: parts, options)
          warn(of: whole, "\(name) \(grouped(line.number))")
          text += try entry(source, [whole])
          source = ""
          parts = []
        }
      }
      // Explanations have escape sequences of their own, and their words are displayable.
      explains && !arguments.json ? Stream.output.draw(text) : Stream.output.write(text)
    }

    private func warn(of translation: Translation, _ name: String) {
      guard explains, translation.alignment == nil else { return }
      Stream.error.line("s2s: \(name): too long to be explained; split it")
    }

    private func entry(_ source: String, _ translations: [Translation]) throws -> String {
      if explains, !arguments.json { return ExplanationText(translations[0], arguments).text }
      if arguments.json {
        let entries = translations.map { translation in
          var entry = Report(["text": translation.text, "score": translation.score])
          if let scores = translation.tokenScores {
            entry.others = [
              ("tokens", .plain(translation.tokens.map(vocabulary.token))),
              ("token-scores", .plain(scores)),
            ]
          }
          entry.others += ExplanationText.entries(translation)
          return entry
        }
        return try jsonText(
          Report(["source": source, "weights": weights, "translations": entries])) + "\n"
      }
      var text = ""
      for entry in translations {
        if nBest != nil { text += fixed(Double(entry.score), 4) + "\t" }
        text += entry.text
        if let scores = entry.tokenScores {
          text += "\t" + scores.map { fixed(Double($0), 4) }.joined(separator: " ")
        }
        text += "\n"
      }
      let empty = "-inf\t\(options.tokenScores ? "\t" : "")\n"
      for _ in translations.count..<max(nBest ?? 1, translations.count) { text += empty }
      return text
    }
  }
}
