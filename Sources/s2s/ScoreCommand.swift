import Seq2Seq

enum ScoreCommand: Command {
  static let name = "score"
  static let summary = "show how probable given translations are to the model"
  static let usage = "[OPTION…] [SOURCE TARGET]"
  static let details = """
    Prints log p(TARGET | SOURCE) for each pair, in nats, the end of the sentence included. Without \
    a pair, or for '-', reads lines, source and target separated by a tab, or by ||| between blanks. A \
    line that is not a pair, or has more than 1,000 tokens on a side, is scored nan; the status is then 1.
    """
  static let mostOperands = 2

  private static let normalize = Option.flag(
    "normalize", "print the mean log-probability per target token")

  static let groups: OptionGroups = [
    "Scores": [
      Options.models, Options.columns, normalize,
      Options.sentenceBatch.saying("pairs scored at a time"),
      Options.json.saying("print a JSON object for each pair"),
    ]
  ]
  static let examples = [
    "s2s score \"The crow was thirsty .\" \"Le corbeau avait soif .\"",
    "paste corpora/fables/gold.en corpora/fables/gold.fr | s2s score --normalize",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    if arguments.sentences.count == 1 {
      throw UsageError.incomplete(given: "SOURCE", missing: "TARGET")
    }
    let batch = arguments.filled([Options.sentenceBatch]).batch
    let format = try PairInput.format(arguments)
    let quiet = arguments.quiet
    let used = try TranslatorsInUse(arguments)
    let session = try used.session(threads: arguments.threads)
    let normalize = arguments[Self.normalize]
    let json = arguments.json

    var total = TextScore()
    func write(_ pairs: [SentencePair?]) throws {
      var scores = try used.naming {
        try session.score(pairs.compactMap { $0 }, batch: batch)[...]
      }
      var text = ""
      for pair in pairs {
        guard pair != nil, let score = scores.popFirst() else {
          text += json ? "{\"log_probability\":null}\n" : "nan\n"
          continue
        }
        total += score
        let mean = score.logProbability / Double(score.tokens)
        var report = Report(score)
        if normalize { report.shown.append(("mean-log-probability", .number(mean, 6))) }
        text +=
          json
          ? try jsonText(report) + "\n"
          : fixed(normalize ? mean : score.logProbability, 6) + "\n"
      }
      Stream.output.write(text)
    }

    let isGiven = arguments.operands.count == 2
    var input = PairInput(
      model: used.model, format: format, needsTarget: true, outcome: "scored nan",
      lines: isGiven ? nil : InputLines("pairs with a tab between", quiet: quiet))
    if isGiven {
      let given = SentencePair(source: arguments.operands[0], target: arguments.operands[1])
      try write([input.accept(given, "the pair").pair])
    }
    while case let lines = try input.window(most: batch), !lines.isEmpty {
      try write(lines.map(\.line.pair))
    }
    UnknownTokens.warn(of: total, quiet: quiet)
    return input.finish(quiet: quiet)
  }
}
