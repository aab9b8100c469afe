import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

enum LanguageModelScoreCommand: Command {
  static let name = "lm score"
  static let summary = "say how probable a model holds a text"
  static let usage = "[OPTION…] [FILE]"
  static let details = """
    Prints the perplexity of a text by token, the same over the tokens that the model knows \
    (perplexity-known), the unknown ones in per cent, bits per character, and log p in nats; with \
    \(perLine), log p, number of tokens and perplexity of each line, separated by tabs. Line ends \
    count. Without FILE, or for '-', reads standard input. A model of a stream goes on from line to line.
    """
  static let mostOperands = 1

  private static let perLine = Option.flag("per-line", "a line of scores for each line")

  static let groups = [
    OptionGroup(
      "Scores",
      [Options.model, perLine, Options.json.saying("print one JSON object, or one for each line")])
  ]
  static let examples = [
    "s2s lm score corpora/crow/story.txt",
    "s2s lm score --per-line <lines.txt",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let perLine = arguments[Self.perLine], json = arguments.json
    let used = try LanguageModelInUse(arguments)
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
          ? try jsonText(
            Line(
              log_probability: score.logProbability, tokens: score.tokens,
              unknown_tokens: score.unknownTokens, perplexity: score.perplexity))
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
      let report = Report(total, characters: characters)
      Stream.output.write(json ? try jsonText(report) + "\n" : report.lines)
    }
    UnknownTokens.warn(of: total, quiet: arguments.quiet)
    return 0
  }

  private struct Line: Encodable {
    let log_probability: Double
    let tokens, unknown_tokens: Int
    let perplexity: Double
  }

  private struct Report: Encodable {
    let perplexity: Double
    /// nil where every token is unknown.
    let perplexity_known: Double?
    let unknown: Double
    let bits_per_character, log_probability: Double
    let tokens, unknown_tokens, characters: Int

    init(_ score: TextScore, characters: Int) {
      perplexity = score.perplexity
      perplexity_known = score.unknownTokens < score.tokens ? score.knownPerplexity : nil
      unknown = score.unknownPercentage
      bits_per_character = -score.logProbability / Double(characters) / log(2)
      log_probability = score.logProbability
      tokens = score.tokens
      unknown_tokens = score.unknownTokens
      self.characters = characters
    }

    var lines: String {
      """
      perplexity \(fixed(perplexity, 3))
      perplexity-known \(fixed(perplexity_known ?? .nan, 3))
      unknown \(fixed(unknown, 2))
      bits-per-character \(fixed(bits_per_character, 3))
      log-probability \(fixed(log_probability, 3))
      tokens \(tokens)
      characters \(characters)

      """
    }
  }
}
