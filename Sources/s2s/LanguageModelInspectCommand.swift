import Seq2Seq

enum LanguageModelInspectCommand: Command {
  static let name = "lm inspect"
  static let summary = "tell what a language model holds, and show what happens inside"
  static let usage = "[OPTION…] [MODEL…]"
  static let details = """
    Shows a model's sizes, tensors, vocabulary and training. With \(GradientCurves.gradients) it draws how large the \
    gradient of a token's loss is with respect to the state k tokens before, by k: for each MODEL, or \
    without a MODEL for a new network of each cell, on the same text. With \(NearInspection.near) and \
    \(MapInspection.map) it shows where its words lie; '\(InspectCommand.name)' shows \
    how a run went, from its log.
    """
  static let mostOperands = Int.max

  static var inspections: [any Inspection.Type] {
    [LanguageModelGradients.self, LanguageModelNear.self, LanguageModelMap.self]
  }
  static let groups: OptionGroups = [
    "Inspection": [Options.model.saying("the model to show"), Options.json]
      + Arguments.once(inspections.flatMap { $0.options })
  ]
  static let examples = [
    "s2s lm inspect", "s2s lm inspect --gradients",
    "s2s lm inspect --gradients --text novel.txt models/novel-*.lm.safetensors",
    "s2s lm inspect --near crow",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    if let inspection = try arguments.inspection(among: inspections) {
      try inspection.run(arguments)
      return 0
    }
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
}
