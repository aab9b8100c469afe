import Seq2Seq

enum LanguageModelInspectCommand: Command {
  static let name = "lm inspect"
  static let summary = "tell what a language model holds, or show its gradients in time"
  static let usage = "[OPTION…] [MODEL…]"
  static let details = """
    Shows a model's sizes, tensors, vocabulary and training. With \(gradients) it draws how large the \
    gradient of a token's loss is with respect to the state k tokens before, by k: of each MODEL, or \
    without any of a new network of each cell, on the same text.
    """
  static let mostOperands = Int.max

  private static let gradients = Option.flag("gradients", "draw gradient norms by distance in time")
  static let text = Option.file("text", "for \(gradients): the text")
    .or("corpora/crow/story.txt")
  static let distance = Option.integer(
    "distance", "N", "for \(gradients): tokens to look back", in: 1...10_000
  ).or(60)
  private static let hidden = Options.hidden.saying("for \(gradients): units of new networks")
    .or(LanguageModelConfiguration(vocabulary: 0).hidden)
  private static let tokenizer = Options.tokenizer.saying(
    "for \(gradients): of new networks, \(Options.tokenizer.facts.help)"
  ).or(.characters)
  private static let seed = Options.seed.saying("for \(gradients): of new networks").or(1)
  private static let width = Options.width("columns of the plot", 30)

  static let groups: OptionGroups = [
    "Inspection": [
      Options.model.saying("the model to show"), gradients, text, distance, hidden, tokenizer,
      seed, width, Options.json,
    ]
  ]
  static let examples = [
    "s2s lm inspect", "s2s lm inspect --gradients",
    "s2s lm inspect --gradients --text novel.txt models/novel-*.lm.safetensors",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    if arguments[gradients] { return try showGradients(arguments) }
    let others: [any OptionDeclaration] = [text, distance, hidden, tokenizer, seed, width]
    for option in others { try arguments.require(gradients, for: option) }
    let (path, model): ModelChoice.Read<LanguageModel> = try ModelChoice.find(
      named: InspectCommand.named(arguments))
    let summary = model.summary
    let report = ModelReport(
      file: path, format: LanguageModel.format, configuration: model.configuration,
      parameters: model.parameterCount, summary: summary, tensors: model.tensors)
    Stream.output.write(
      arguments.json
        ? try report.json([
          ("tokens", .plain(model.text.vocabulary.count)),
          ("tokenizer", .plain(model.text.tokenizer)),
        ])
        : report.table(
          rows(model),
          trained: "\(counted(summary.trainingTokens, "token")), validated on "
            + grouped(summary.validationTokens),
          measures: ", \(fixed(summary.validationBitsPerCharacter, 3)) bits per character"))
    return 0
  }

  private static func rows(_ model: LanguageModel) -> [(String, String)] {
    let c = model.configuration
    return [
      ("cell", c.cell.rawValue), ("mode", c.mode.rawValue), ("layers", "\(c.layers)"),
      ("embedding", grouped(c.embedding)), ("hidden", grouped(c.hidden)),
      ("tied embeddings", c.tieEmbeddings ? "yes" : "no"),
      (
        "dropout",
        "embedding \(c.embeddingDropout), layers \(c.layerDropout), output \(c.outputDropout)"
      ),
      ("parameters", grouped(model.parameterCount)),
      ("text", vocabularyText(model.text.vocabulary.count, model.text.tokenizer)),
    ]
  }

  // MARK: - Gradients

  private static func showGradients(_ arguments: Arguments) throws -> Int32 {
    let distance = arguments[Self.distance]
    let path = arguments[text]
    let lines = Array(try readLines(path: path))
    let given = (arguments[Options.model].map { [$0] } ?? []) + arguments.operands
    let models =
      try given.isEmpty
      ? newModels(arguments, lines)
      : given.map { (CorpusChoice.stem($0), nil, try LanguageModel(path: $0)) }
    let series = try zip(models, "abcdefghijklmnopqrstuvwxyz").map { entry, letter in
      guard
        let norms = GradientFlow.norms(
          of: entry.model, over: lines, distance: distance, threads: arguments.threads)
      else { throw CommandError.shortText(path: path, distance: distance) }
      guard norms.allSatisfy(\.isFinite) else { throw ModelError.notFinite }
      return LinePlot.Series(name: entry.name, mark: entry.mark ?? letter, values: norms)
    }
    if arguments.json {
      let entries = series.map { Report(["name": $0.name, "norms": $0.values]) }
      try Stream.output.line(jsonText(["gradients": entries]))
      return 0
    }
    let plot = LinePlot(series, axis: "tokens back", width: arguments[width] ?? Stream.output.width)
    Stream.output.line("norm of the gradient of a token's loss by the state k tokens before")
    for line in plot.lines { Stream.output.line(line) }
    let last = series.map { one in
      "\(one.name) \(fixed(one.values[distance] / max(one.values[0], 1e-300) * 100, 4))%"
    }
    Stream.output.line("left after \(distance) tokens: " + last.joined(separator: ", "))
    return 0
  }

  private typealias Entry = (name: String, mark: Character?, model: LanguageModel)

  /// A network of each cell that has learned nothing yet.
  private static func newModels(_ arguments: Arguments, _ lines: [String]) throws -> [Entry] {
    var configuration = LanguageModelConfiguration(vocabulary: 0)
    configuration.hidden = arguments[hidden]
    let marks: [CellKind: Character] = [.lstm: "L", .gru: "G", .originalGRU: "B", .rnn: "r"]
    return try CellKind.allCases.map { cell in
      configuration.cell = cell
      return (
        cell.rawValue, marks[cell],
        try GradientFlow.untrained(
          configuration, tokenizer: arguments[tokenizer], lines: lines, seed: arguments[seed])
      )
    }
  }
}
