import Seq2Seq

enum TranslateCommand: Command {
  static let name = "translate"
  static let summary = "translate sentences, or lines of standard input"
  static let usage = "[OPTION…] [SENTENCE…]"
  static let details = """
    Translates each SENTENCE, or each line of standard input, and prints one line for it. Without \
    --model it uses the newest model that 'train' wrote to models/, else the one that came with \
    the program.
    """
  static let groups: [OptionGroup] = {
    let o = DecodingOptions()
    return [
      OptionGroup(
        "Translation",
        [
          Option("model", short: "m", "FILE", "the model to use"),
          Option(
            "beam", short: "k", "N",
            "hypotheses followed side by side, 1: greedy; default: \(o.beam)"),
          Option(
            "n-best", short: "n", "N",
            "print N lines for each sentence, the best first: SCORE, a tab, TEXT; where the search "
              + "found fewer, the score is -inf and the text empty"),
          Option(
            "length-penalty", "A",
            "a score is log p divided by length to the power of A; default: \(o.lengthPenalty)"),
          Option(
            "batch", short: "b", "N", "sentences translated side by side; default: \(o.batch)"),
          Option("json", "print a JSON object for each sentence"),
        ])
    ]
  }()
  static let examples = [
    "s2s translate \"The crow was thirsty .\"",
    "s2s translate <input.en >output.fr",
    "s2s translate -n 3 -m models/crow-luong.safetensors \"He was tired .\"",
  ]

  /// Batches in a window of input lines, within which sentences are sorted by length.
  private static let batchesInWindow = 16

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    var options = DecodingOptions()
    let nBest = try arguments.integer("n-best", in: 1...1_000)
    options.beam =
      try arguments.integer("beam", in: 1...1_000) ?? max(options.beam, nBest ?? 1)
    if let nBest, nBest > options.beam {
      throw UsageError.badValue(
        option: "--n-best", found: "\(nBest)",
        expected: "a number of at most --beam, \(options.beam)")
    }
    options.nBest = nBest ?? 1
    if let v = try arguments.number("length-penalty", "a number of at least 0", { $0 >= 0 }) {
      options.lengthPenalty = v
    }
    if let v = try arguments.integer("batch", in: 1...100_000) { options.batch = v }
    let threads = try arguments.integer("threads", in: 1...256) ?? availableCores
    let quiet = arguments.has("quiet")

    let path = try ModelChoice.path(named: arguments.text("model"))
    let model = try TranslationModel(path: path)
    if !quiet {
      Stream.error.line(
        "model \(path) (\(model.source.language) → \(model.target.language), "
          + "\(model.configuration.attention))")
    }
    let session = TranslationSession(model, threads: threads)
    let writer = Writer(model: path, nBest: nBest, json: arguments.has("json"))
    if !arguments.operands.isEmpty {
      // A line feed inside of an argument is white space like any other: one line for each.
      try writer.write(arguments.operands, session.translate(arguments.operands, options))
      return 0
    }
    if isTerminalInput, !quiet {
      Stream.error.line("reading sentences, one a line; Ctrl-D ends")
    }
    var reader = LineReader()
    var hasWarned = false
    while true {
      let lines = try reader.window(most: options.batch * batchesInWindow)
      if lines.isEmpty { return 0 }
      if reader.hasRepaired, !hasWarned {
        Stream.error.line(
          "s2s: standard input is not all UTF-8; what is not is read as U+FFFD")
        hasWarned = true
      }
      try writer.write(lines, session.translate(lines, options))
    }
  }

  private static var isTerminalInput: Bool { Stream(descriptor: 0).isTerminal }

  private struct Writer {
    let model: String
    /// Scored translations of each line; nil: the best one, without its score.
    let nBest: Int?
    let json: Bool

    private struct Line: Encodable {
      let source: String
      let translations: [Entry]
    }

    private struct Entry: Encodable {
      let text: String
      let score: Float
    }

    func write(_ sources: [String], _ results: [[Translation]]) throws {
      var text = ""
      for (source, translations) in zip(sources, results) {
        guard translations.allSatisfy({ $0.score.isFinite }) else {
          throw TranslationError.notFinite(model: model)
        }
        if json {
          let entries = translations.map { Entry(text: $0.text, score: $0.score) }
          text += try jsonText(Line(source: source, translations: entries)) + "\n"
        } else if let count = nBest {
          for entry in translations { text += fixed(Double(entry.score), 4) + "\t\(entry.text)\n" }
          for _ in translations.count..<max(count, translations.count) { text += "-inf\t\n" }
        } else {
          text += translations[0].text + "\n"
        }
      }
      Stream.output.write(text)
    }
  }
}

/// Why a translation could not be given.
enum TranslationError: Error, Equatable, CustomStringConvertible {
  case notFinite(model: String)

  var description: String {
    switch self {
    case .notFinite(let model):
      "\(model): its weights overflow, so a score is not a number; train anew or name another model"
    }
  }
}
