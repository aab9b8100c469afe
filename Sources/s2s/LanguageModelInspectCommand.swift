import Seq2Seq

enum LanguageModelInspectCommand: Command {
  static let name = "lm inspect"
  static let summary = "tell what a language model holds, or show its gradients in time"
  static let usage = "[OPTION…] [MODEL…]"
  static let details = """
    Shows a model's sizes, tensors, vocabulary and training. With --gradients it draws how large the \
    gradient of a token's loss is with respect to the state k tokens before, by k: of each MODEL, or \
    without any of a new network of each cell, on the same text.
    """
  static let groups = [
    OptionGroup(
      "Inspection",
      [
        Option("model", short: "m", "FILE", "the model to show"),
        Option("gradients", "draw gradient norms by distance in time"),
        Option(
          "text", "FILE", "for --gradients: the text; default: \(defaultText)"),
        Option("distance", "N", "for --gradients: tokens to look back; default: 60"),
        Option("hidden", "N", "for --gradients: units of new networks; default: 128"),
        Option(
          "tokenizer", "KIND",
          "for --gradients: of new networks, " + RunChoice.names(TokenizerKind.self)
            + "; default: characters"),
        Option("seed", "N", "for --gradients: of new networks; default: 1"),
        Option("width", "N", "columns of the plot; default: the terminal's"),
        Option("json", "print one JSON object"),
      ])
  ]
  static let examples = [
    "s2s lm inspect", "s2s lm inspect --gradients",
    "s2s lm inspect --gradients --text novel.txt models/novel-*.lm.safetensors",
  ]

  private static let defaultText = "corpora/crow/story.txt"

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    if arguments.has("gradients") { return try showGradients(arguments) }
    for name in ["text", "distance", "hidden", "tokenizer", "seed", "width"]
    where arguments.has(name) {
      throw UsageError.incomplete(given: "--\(name)", missing: "--gradients")
    }
    if arguments.operands.count > 1 { throw UsageError.unexpectedArgument(arguments.operands[1]) }
    if arguments.has("model"), let extra = arguments.operands.first {
      throw UsageError.unexpectedArgument(extra)
    }
    let (path, model) = try ModelChoice.languageModel(
      named: arguments.text("model") ?? arguments.operands.first)
    Stream.output.write(arguments.has("json") ? try json(model, path) : table(model, path))
    return 0
  }

  // MARK: - Model

  private static func table(_ model: LanguageModel, _ path: String) -> String {
    let c = model.configuration, summary = model.summary, tokenizer = model.text.tokenizer
    return InspectCommand.table(
      [
        ("file", path), ("format", "\(LanguageModel.format)"), ("cell", c.cell.rawValue),
        ("mode", c.mode.rawValue), ("layers", "\(c.layers)"), ("embedding", grouped(c.embedding)),
        ("hidden", grouped(c.hidden)), ("tied embeddings", c.tieEmbeddings ? "yes" : "no"),
        (
          "dropout",
          "embedding \(c.embeddingDropout), layers \(c.layerDropout), output \(c.outputDropout)"
        ),
        ("parameters", grouped(model.parameterCount)),
        (
          "text", "\(grouped(model.text.vocabulary.count)) tokens, tokenizer "
            + "\(tokenizer.kind.rawValue)\(tokenizer.lowercase ? ", lower case" : "")"
        ),
        (
          "trained on",
          "\(counted(summary.trainingTokens, "token")), validated on "
            + grouped(summary.validationTokens)
        ),
        (
          "best", "update \(grouped(summary.update)), epoch \(grouped(summary.epoch)), validation "
            + "perplexity \(fixed(summary.validationPerplexity, 2)), "
            + "\(fixed(summary.validationBitsPerCharacter, 3)) bits per character"
        ),
        ("seed", "\(summary.seed)"), ("corpus digest", summary.corpus),
      ] + (summary.sample.map { [("sample", $0)] } ?? []), tensors: model.tensors)
  }

  private struct Report: Encodable {
    let file: String
    let format: Int
    let configuration: LanguageModelConfiguration
    let tokenizer: Tokenizer
    let parameters, tokens: Int
    let summary: LanguageModelSummary
    let tensors: [InspectCommand.Tensor]
  }

  private static func json(_ model: LanguageModel, _ path: String) throws -> String {
    try jsonText(
      Report(
        file: path, format: LanguageModel.format, configuration: model.configuration,
        tokenizer: model.text.tokenizer, parameters: model.parameterCount,
        tokens: model.text.vocabulary.count, summary: model.summary,
        tensors: model.tensors.map(InspectCommand.Tensor.init)))
      + "\n"
  }

  // MARK: - Gradients

  private static func showGradients(_ arguments: Arguments) throws -> Int32 {
    let distance = try arguments.integer("distance", in: 1...10_000) ?? 60
    let width = try arguments.integer("width", in: 30...10_000) ?? Stream.output.width
    let threads = try arguments.threads()
    let path = arguments.text("text") ?? defaultText
    let lines = Array(try readLines(path: path))
    let given = (arguments.text("model").map { [$0] } ?? []) + arguments.operands
    let models = try given.isEmpty ? newModels(arguments, lines) : given.map(named)
    let series = try zip(models, "abcdefghijklmnopqrstuvwxyz").map { entry, letter in
      guard
        let norms = GradientFlow.norms(
          of: entry.model, over: lines, distance: distance, threads: threads)
      else { throw LanguageModelInspectError.shortText(path: path, distance: distance) }
      guard norms.allSatisfy(\.isFinite) else { throw ModelError.notFinite }
      return LinePlot.Series(name: entry.name, mark: entry.mark ?? letter, values: norms)
    }
    if arguments.has("json") {
      let entries = series.map { Gradients(name: $0.name, norms: $0.values) }
      try Stream.output.line(jsonText(["gradients": entries]))
      return 0
    }
    let plot = LinePlot(series, axis: "tokens back", width: width)
    Stream.output.line("norm of the gradient of a token's loss by the state k tokens before")
    for line in plot.lines { Stream.output.line(line) }
    let last = series.map { one in
      "\(one.name) \(fixed(one.values[distance] / max(one.values[0], 1e-300) * 100, 4))%"
    }
    Stream.output.line("left after \(distance) tokens: " + last.joined(separator: ", "))
    return 0
  }

  private struct Gradients: Encodable {
    let name: String
    let norms: [Double]
  }

  private typealias Entry = (name: String, mark: Character?, model: LanguageModel)

  private static func named(_ path: String) throws -> Entry {
    (CorpusChoice.stem(path), nil, try LanguageModel(path: path))
  }

  /// A network of each cell that has learned nothing yet.
  private static func newModels(_ arguments: Arguments, _ lines: [String]) throws -> [Entry] {
    var configuration = LanguageModelConfiguration(vocabulary: 0)
    configuration.hidden = try arguments.integer("hidden", in: ModelConfiguration.sizes) ?? 128
    let tokenizer = try arguments.choice("tokenizer", TokenizerKind.self) ?? .characters
    let seed = try arguments.integer("seed", in: 0...UInt64.max) ?? 1
    let marks: [CellKind: Character] = [.lstm: "L", .gru: "G", .originalGRU: "B", .rnn: "r"]
    return try CellKind.allCases.map { cell in
      configuration.cell = cell
      return (
        cell.rawValue, marks[cell],
        try GradientFlow.untrained(
          configuration, tokenizer: tokenizer, lines: lines, seed: seed)
      )
    }
  }
}

/// Why gradients could not be shown.
enum LanguageModelInspectError: Error, Equatable, CustomStringConvertible {
  case shortText(path: String, distance: Int)

  var description: String {
    switch self {
    case .shortText(let path, let distance):
      "\(path): has too few tokens to look \(distance) back; give a longer --text, or a lower "
        + "--distance"
    }
  }
}
