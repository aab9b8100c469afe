import Seq2Seq

enum LanguageModelScoreCommand: Command {
  static let name = "lm score"
  static let summary = "show how probable a text is to a model"
  static let usage = "[OPTION…] [FILE]"
  static let details = """
    Prints the perplexity of a text per token, the same over the tokens that the model knows \
    (perplexity-known), the unknown ones in per cent, bits per character, and log p in nats; with \
    \(perLine), log p, number of tokens and perplexity of each line, separated by tabs. Line ends \
    count. Without FILE, or for '-', reads standard input. A model of a stream continues from line to line.
    """
  static let mostOperands = 1

  private static let perLine = Option.flag("per-line", "print a line of scores for each line")

  static let groups: OptionGroups = [
    "Scores": [
      Options.model, perLine, Options.json.saying("print one JSON object, or one for each line"),
    ]
  ]
  static let examples = [
    "s2s lm score corpora/crow/story.txt",
    "s2s lm score --per-line <lines.txt",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let perLine = arguments[Self.perLine]
    let json = arguments.json
    let used = try ModelInUse<LanguageModel>(arguments)
    let scorer = LanguageModelSession(used.model, threads: arguments.threads).scorer()
    var total = TextScore()
    var characters = 0

    var score = TextScore()  // of the line that is being read
    func take(_ piece: String, continues: Bool = false) throws {
      score += try scorer.score(piece, continues: continues)
      characters += piece.unicodeScalars.count
      if continues { return }
      defer { score = TextScore() }
      total += score
      characters += 1
      guard perLine else { return }
      Stream.output.line(
        json
          ? try jsonText(Report(score, perplexity: score.perplexity))
          : "\(fixed(score.logProbability, 4))\t\(score.tokens)\t\(fixed(score.perplexity, 3))")
    }

    if let path = arguments.textFile {
      let reader = try TextFileReader(path: path)
      while let line = try reader.next() { try take(line) }
      if reader.linesRead == 0 { throw CorpusError.emptyFile(path: path) }
    } else {
      var input = InputLines("lines of a text", quiet: arguments.quiet)
      while case let lines = try input.window(most: 256), !lines.isEmpty {
        for line in lines { try take(line.text ?? "", continues: line.continues) }
      }
    }
    guard total.tokens > 0 else { return 0 }
    if !perLine {
      try Report(
        shown: [
          ("perplexity", .number(total.perplexity, 3)),
          ("perplexity-known", .number(total.knownPerplexity, 3)),
          ("unknown", .number(total.unknownPercentage, 2)),
          ("bits-per-character", .number(total.bits(perCharacterOf: characters), 3)),
          ("log-probability", .number(total.logProbability, 3)), ("tokens", .plain(total.tokens)),
          ("characters", .plain(characters)),
        ], others: [("unknown-tokens", .plain(total.unknownTokens))]
      ).write(json: json)
    }
    UnknownTokens.warn(of: total, quiet: arguments.quiet)
    return 0
  }
}
