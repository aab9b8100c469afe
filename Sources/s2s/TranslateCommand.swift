import Seq2Seq

enum TranslateCommand: Command {
  static let name = "translate"
  static let summary = "translate sentences, or lines of standard input"
  static let usage = "[OPTION…] [SENTENCE…]"
  static let details = """
    Translates each SENTENCE, or each line of standard input where there is none or '-' stands for \
    it, and prints one line for it. Without --model it uses the newest trained model of the first \
    folder that holds one: the one that S2S_MODELS names, models/ here, models/ beside the program; \
    else the model that is built in.
    """
  static let groups = [
    OptionGroup(
      "Translation",
      [
        ModelInUse.option,
        Option(
          "n-best", short: "n", "N",
          "print N lines for each sentence, the best first: SCORE, a tab, TEXT; where the search "
            + "found fewer, the score is -inf and the text empty"),
        Option("json", "print a JSON object for each sentence"),
      ] + DecodingChoice.options)
  ]
  static let examples = [
    "s2s translate \"The crow was thirsty .\"",
    "s2s translate <input.en >output.fr",
    "s2s translate -n 3 -m models/crow-luong.safetensors \"He was tired .\"",
  ]

  /// Batches in a window of input lines, within which sentences are sorted by length.
  private static let batchesInWindow = 4

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    let nBest = try arguments.integer("n-best", in: 1...1_000)
    var options = try DecodingChoice.read(arguments, nBest: nBest ?? 1)
    options.scores = nBest != nil || arguments.has("json")
    let threads = try arguments.threads()
    let weights = try DecodingChoice.weights(arguments)
    let quiet = arguments.has("quiet")

    let used = try ModelInUse(arguments, weights: weights)
    let session = TranslationSession(used.model, threads: threads, weights: weights)
    let writer = Writer(
      model: used.path, weights: weights, nBest: nBest, json: arguments.has("json"))
    var unknown = UnknownTokens(used.model.source)
    func translate(_ lines: [String], after before: Int?) throws {
      DecodingChoice.warn(of: lines, after: before, &unknown, options)
      var next = 0
      try session.translate(lines, options) { translations in
        try writer.write(lines[next..<next + translations.count], translations)
        next += translations.count
      }
    }
    let sentences = arguments.sentences
    if let file = sentences.first(where: { fileExists($0) }) {
      Stream.error.line(
        "s2s: \(displayable(file)): translated as a sentence, though a file has this name; to "
          + "translate the file: s2s translate <\(displayable(shellQuoted(file)))")
    }
    if !sentences.isEmpty {
      // A line feed inside of an argument is white space like any other: one line for each.
      try translate(sentences, after: nil)
    } else {
      var input = InputLines("sentences", quiet: quiet)
      while true {
        let before = input.count
        let lines = try input.window(most: options.batch * batchesInWindow)
        if lines.isEmpty { break }
        try translate(lines, after: before)
      }
    }
    unknown.tell(DecodingChoice.outcomeOfUnknown(options), quiet: quiet)
    return 0
  }

  private struct Writer {
    let model: String
    let weights: WeightPrecision
    /// Scored translations of each line; nil: the best one, without its score.
    let nBest: Int?
    let json: Bool

    private struct Line: Encodable {
      let source, weights: String
      let translations: [Entry]
    }

    private struct Entry: Encodable {
      let text: String
      let score: Float
    }

    func write(_ sources: ArraySlice<String>, _ results: [[Translation]]) throws {
      var text = ""
      for (source, translations) in zip(sources, results) {
        guard translations.allSatisfy({ $0.score.isFinite }) else {
          throw TranslationError.notFinite(model: model)
        }
        if json {
          let entries = translations.map { Entry(text: $0.text, score: $0.score) }
          let line = Line(source: source, weights: weights.rawValue, translations: entries)
          text += try jsonText(line) + "\n"
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
