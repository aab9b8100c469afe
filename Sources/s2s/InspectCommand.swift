import Seq2Seq

enum InspectCommand: Command {
  static let name = "inspect"
  static let summary = "tell what a model file holds"
  static let usage = "[OPTION…] [MODEL]"
  static let details = """
    Shows a model's sizes, tensors, vocabularies and training. Without \(Options.model) or MODEL it shows the \
    one that 'translate' would use.
    """
  static let groups = [
    OptionGroup(
      "Inspection",
      [
        Options.model.saying("the model to show"), Options.json,
      ])
  ]
  static let mostOperands = 1
  static let examples = ["s2s inspect", "s2s inspect models/default.safetensors --json"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let (path, model) = try ModelChoice.translator(named: named(arguments))
    Stream.output.write(arguments.json ? try json(model, path) : table(model, path))
    return 0
  }

  /// The model to show, where an option or an argument names it.
  static func named(_ arguments: Arguments) throws(UsageError) -> String? {
    let operands = arguments.operands.dropFirst(arguments.has(Options.model) ? 0 : 1)
    if let extra = operands.first { throw .unexpectedArgument(extra) }
    return arguments[Options.model] ?? arguments.operands.first
  }

  // MARK: - Table

  private static func table(_ model: TranslationModel, _ path: String) -> String {
    let c = model.configuration, summary = model.summary
    func yes(_ flag: Bool) -> String { flag ? "yes" : "no" }
    var rows: [(String, String)] = [
      ("file", path), ("format", "\(model.fileFormat)"),
      ("languages", "\(model.source.language) → \(model.target.language)"),
      ("attention", "\(c.attention)"), ("cell", c.cell.rawValue),
    ]
    if c.attention.leavesInputFeeding { rows.append(("input feeding", yes(c.inputFeeding))) }
    rows += [
      ("embedding", grouped(c.embedding)), ("hidden", grouped(c.hidden)),
      (
        "encoder",
        "\(counted(c.encoderLayers, "layer")), \(c.bidirectional ? "bidirectional" : "one direction")"
      ),
      ("decoder", counted(c.decoderLayers, "layer")), ("tied embeddings", yes(c.tieEmbeddings)),
      ("dropout", dropout(c.dropout)),
      ("parameters", grouped(model.parameterCount)),
    ]
    for (name, side) in [("source", model.source), ("target", model.target)] {
      let lowercase = side.tokenizer.lowercase ? ", lower case" : ""
      rows.append(
        (
          name,
          "\(side.language): \(grouped(side.vocabulary.count)) tokens, "
            + "tokenizer \(side.tokenizer.kind.rawValue)\(lowercase)"
        ))
    }
    rows += [
      (
        "trained on",
        "\(counted(summary.trainingPairs, "pair")), validated on \(grouped(summary.validationPairs))"
      ),
      (
        "best", "update \(grouped(summary.update)), epoch \(grouped(summary.epoch)), validation "
          + "perplexity \(fixed(summary.validationPerplexity, 2))"
      ),
      ("seed", "\(summary.seed)"), ("corpus digest", summary.corpus),
    ]
    if let sample = summary.sample { rows.append(("sample", sample)) }
    return table(rows, tensors: model.tensors)
  }

  /// Names and values, then names, shapes and types of tensors.
  static func table(_ rows: [(String, String)], tensors: [ModelTensor]) -> String {
    var text = ""
    for (name, value) in rows { text += padded(name, 16) + displayable(value) + "\n" }
    text += "\n"
    let widest = tensors.map { displayWidth($0.name) }.max() ?? 0
    let shapes = tensors.map { $0.shape.map(grouped).joined(separator: " × ") }
    let widestShape = shapes.map { displayWidth($0) }.max() ?? 0
    for (tensor, shape) in zip(tensors, shapes) {
      text += padded(tensor.name, widest + 2) + padded(shape, widestShape + 2)
      text += tensor.type.rawValue + "\n"
    }
    return text
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    displayable(text) + String(repeating: " ", count: max(width - displayWidth(text), 1))
  }

  /// One rate where all sites have the same.
  private static func dropout(_ rates: DropoutRates) -> String {
    let sites = [
      ("source embedding", rates.sourceEmbedding), ("target embedding", rates.targetEmbedding),
      ("encoder layers", rates.encoderLayers), ("decoder layers", rates.decoderLayers),
      ("attentional vector", rates.attentionalVector),
    ]
    if Set(sites.map(\.1)).count == 1 { return "\(sites[0].1)" }
    return sites.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  // MARK: - JSON

  struct Tensor: Encodable {
    let name: String
    let shape: [Int]
    let type: String

    init(_ tensor: ModelTensor) {
      name = tensor.name
      shape = tensor.shape
      type = tensor.type.rawValue
    }
  }

  private struct Report: Encodable {
    struct Side: Encodable {
      let language: String
      let tokens: Int
      let tokenizer: Tokenizer
    }
    let file: String
    let format: Int
    let configuration: ModelConfiguration
    let parameters: Int
    let source, target: Side
    let summary: TrainingSummary
    let tensors: [Tensor]
  }

  private static func json(_ model: TranslationModel, _ path: String) throws -> String {
    func side(_ side: TextSide) -> Report.Side {
      Report.Side(
        language: side.language, tokens: side.vocabulary.count, tokenizer: side.tokenizer)
    }
    return try jsonText(
      Report(
        file: path, format: model.fileFormat, configuration: model.configuration,
        parameters: model.parameterCount, source: side(model.source), target: side(model.target),
        summary: model.summary,
        tensors: model.tensors.map(Tensor.init))) + "\n"
  }
}
