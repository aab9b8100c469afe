import Seq2Seq

enum LanguageModelPredictCommand: Command {
  static let name = "lm predict"
  static let summary = "list the most probable next words of a text"
  static let usage = "[OPTION…] TEXT"
  static let details = """
    Prints a line for each of the most probable next tokens: its probability, a tab, and the token. \
    A line's end is '</s>'; a character model's space is '▁'.
    """
  static let mostOperands = 1

  private static let count = Option.integer(
    "count", short: "n", "N", "tokens to list", in: 1...1_000_000
  ).or(10)

  static let groups: OptionGroups = ["Prediction": [Options.model, count, Options.json]]
  static let examples = ["s2s lm predict \"To study physiology\""]

  static func run(_ arguments: Arguments) throws -> Int32 {
    guard let text = arguments.operands.first else { throw UsageError.missingArgument("TEXT") }
    let used = try ModelInUse<LanguageModel>(arguments)
    used.warn(of: text)
    let found = try LanguageModelSession(used.model, threads: arguments.threads)
      .predict(text, count: arguments[count])
    if arguments.json {
      let next = found.map { Report(["token": $0.token, "probability": $0.probability]) }
      try Stream.output.line(jsonText(Report(["text": text, "next": next])))
      return 0
    }
    Stream.output.write(
      found.map { fixed($0.probability, 4) + "\t\(displayable($0.token))\n" }.joined())
    return 0
  }
}
