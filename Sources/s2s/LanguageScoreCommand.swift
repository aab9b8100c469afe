import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

enum LanguageScoreCommand: Command {
  static let name = "lm score"
  static let summary = "say how probable a model holds a text"
  static let usage = "[OPTION…] [FILE]"
  static let details = """
    Prints the perplexity of a text by token, its bits per character, and its log p in nats; with \
    --per-line, log p, number of tokens and perplexity of each line, separated by tabs. Line ends \
    count. Without FILE reads standard input. A model of a stream goes on from line to line.
    """
  static let groups = [
    OptionGroup(
      "Scores",
      [
        LanguageModelInUse.option,
        Option("per-line", "a line of scores for each line"),
        Option("json", "print one JSON object, or one for each line"),
      ])
  ]
  static let examples = [
    "s2s lm score corpora/crow/story.txt",
    "s2s lm score --per-line <lines.txt",
  ]

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    if arguments.operands.count > 1 { throw UsageError.unexpectedArgument(arguments.operands[1]) }
    let threads = try arguments.threads()
    let perLine = arguments.has("per-line"), json = arguments.has("json")
    let used = try LanguageModelInUse(arguments)
    var scorer = LanguageSession(used.model, threads: threads).scorer()
    var total = Total()

    func take(_ line: String) throws {
      let score = scorer.score(line)
      guard score.logProbability.isFinite else { throw LanguageError.notFinite }
      total.logProbability += score.logProbability
      total.tokens += score.tokens
      total.characters += line.unicodeScalars.count + 1
      guard perLine else { return }
      let perplexity = exp(-score.logProbability / Double(score.tokens))
      Stream.output.line(
        json
          ? try jsonText(
            Line(
              log_probability: score.logProbability, tokens: score.tokens, perplexity: perplexity))
          : "\(fixed(score.logProbability, 4))\t\(score.tokens)\t\(fixed(perplexity, 3))")
    }

    if let path = arguments.operands.first {
      let reader = try TextFileReader(path: path)
      while let line = try reader.next() { try take(line) }
      if reader.linesRead == 0 { throw CorpusError.emptyFile(path: path) }
    } else {
      var input = InputLines("lines of a text", quiet: arguments.has("quiet"))
      while case let lines = try input.window(most: 256), !lines.isEmpty {
        for line in lines { try take(line) }
      }
    }
    if !perLine, total.tokens > 0 {
      Stream.output.write(json ? try jsonText(total.report) + "\n" : total.report.lines)
    }
    return 0
  }

  private struct Line: Encodable {
    let log_probability: Double
    let tokens: Int
    let perplexity: Double
  }

  private struct Total {
    var logProbability = 0.0
    var tokens = 0
    var characters = 0

    var report: Report {
      Report(
        perplexity: exp(-logProbability / Double(tokens)),
        bits_per_character: -logProbability / Double(characters) / log(2),
        log_probability: logProbability, tokens: tokens, characters: characters)
    }
  }

  private struct Report: Encodable {
    let perplexity, bits_per_character, log_probability: Double
    let tokens, characters: Int

    var lines: String {
      """
      perplexity \(fixed(perplexity, 3))
      bits-per-character \(fixed(bits_per_character, 3))
      log-probability \(fixed(log_probability, 3))
      tokens \(tokens)
      characters \(characters)

      """
    }
  }
}
