import Seq2Seq

enum InspectCommand: Command {
  static let name = "inspect"
  static let summary = "tell what a model file holds, how training went, what happens inside"
  static let usage = "[OPTION…] [MODEL…]"
  static let details = """
    Shows a model's sizes, tensors, vocabularies and training, and the command that trained it, where \
    DIR, FILE and MODEL stand for names that the model does not hold; nor does it hold which columns of \
    a file were read. Without \(Options.model) or MODEL it shows the model that 'translate' would use. \
    With \(LogInspection.log) it shows how runs of translators or language models went; with \
    \(GateInspection.gates) what a model does with a sentence; with \(NearInspection.near) and \
    \(MapInspection.map) where its words lie; with \(GradientCurves.gradients) how far losses reach back \
    in each MODEL, or without a MODEL in a new network of each cell.
    """
  static var inspections: [any Inspection.Type] {
    [
      LogInspection.self, GateInspection.self, TranslatorGradients.self, TranslatorNear.self,
      TranslatorMap.self,
    ]
  }
  static let groups: OptionGroups = [
    "Inspection": [Options.model.saying("the model to show"), Options.json]
      + Arguments.once(inspections.flatMap { $0.options })
  ]
  static let mostOperands = Int.max
  static let examples = [
    "s2s inspect", "s2s inspect models/default.safetensors --json",
    "s2s inspect --log models/*.log.jsonl",
    "s2s inspect --gates \"The crow was thirsty .\"",
    "s2s inspect --near crow --side source",
    "s2s inspect --map words.html",
    "s2s inspect --gradients",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    if let inspection = try arguments.inspection(among: inspections) {
      try inspection.run(arguments)
      return 0
    }
    let (path, model): ModelChoice.Read<TranslationModel> = try ModelChoice.find(
      named: named(arguments))
    let report = ModelReport(
      file: path, format: model.fileFormat, configuration: model.configuration,
      parameters: model.parameterCount, summary: model.summary, tensors: model.tensors)
    let training = TrainingWords(model)
    let sides = [("source", model.source), ("target", model.target)]
    Stream.output.write(
      arguments.json
        ? try report.json(
          sides.map { name, side in
            let told = Report([
              "language": side.language, "tokens": side.vocabulary.count,
              "tokenizer": side.tokenizer,
            ])
            return (name, .plain(told))
          }
            + (training.map { [("command", .plain($0.command)), ("options", .plain($0.others))] }
              ?? []))
        : report.table(
          rows(model) + commandRows(training),
          trained: "\(counted(model.summary.trainingPairs, "pair")), validated on "
            + grouped(model.summary.validationPairs)))
    return 0
  }

  /// The command that trained the model.
  private static func commandRows(_ training: TrainingWords?) -> [(String, String)] {
    guard let training else {
      return [("trained with", "unknown: the file holds no options")]
    }
    return [("trained with", training.command)]
      + (training.others.isEmpty ? [] : [("and", training.others.joined(separator: ", "))])
  }

  /// The model to show, if an option or an argument names it.
  static func named(_ arguments: Arguments) throws(UsageError) -> String? {
    let operands = arguments.operands.dropFirst(arguments.has(Options.model) ? 0 : 1)
    if let extra = operands.first { throw .unexpectedArgument(extra) }
    return arguments[Options.model] ?? arguments.operands.first
  }

  private static func rows(_ model: TranslationModel) -> [(String, String)] {
    let c = model.configuration
    let directions = c.bidirectional ? "bidirectional" : "one direction"
    return [
      ("languages", "\(model.source.language) → \(model.target.language)"),
      ("attention", c.attention.rawValue), ("cell", c.cell.rawValue),
    ]
      + (c.attention.allowsInputFeeding
        ? [("input feeding", c.inputFeeding ? "yes" : "no")] : [])
      + [
        ("embedding", grouped(c.embedding)), ("hidden", grouped(c.hidden)),
        ("encoder", "\(counted(c.encoderLayers, "layer")), \(directions)"),
        ("decoder", counted(c.decoderLayers, "layer")),
        ("tied embeddings", c.tieEmbeddings ? "yes" : "no"),
        ("shared embeddings", c.shareEmbeddings ? "yes" : "no"), ("dropout", dropout(c.dropout)),
        ("parameters", grouped(model.parameterCount)),
      ]
      + [("source", model.source), ("target", model.target)].map { name, side in
        (name, "\(side.language): \(vocabularyText(side.vocabulary.count, side.tokenizer))")
      }
  }

  /// One rate if all sites have the same.
  private static func dropout(_ rates: DropoutRates) -> String {
    let sites = [
      ("source embedding", rates.sourceEmbedding), ("target embedding", rates.targetEmbedding),
      ("encoder layers", rates.encoderLayers), ("decoder layers", rates.decoderLayers),
      ("attentional vector", rates.attentionalVector),
    ]
    if Set(sites.map(\.1)).count == 1 { return "\(sites[0].1)" }
    return sites.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}
