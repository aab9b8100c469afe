import Seq2Seq

/// When and on what a model was trained, of either kind of model.
protocol ModelSummary: Encodable {
  var corpus: String { get }
  var seed: UInt64 { get }
  var update: Int { get }
  var epoch: Int { get }
  var validationPerplexity: Double { get }
  var sample: String? { get }
  /// How many models the weights are the mean of; nil: they are of one model.
  var averagedModels: Int? { get }
}

extension TrainingSummary: ModelSummary {}
extension LanguageModelSummary: ModelSummary {
  var averagedModels: Int? { nil }
}

/// What is reported about a model file, of either kind.
struct ModelReport {
  let file: String
  let format: Int
  let configuration: any Encodable
  let parameters: Int
  let summary: any ModelSummary
  let tensors: [ModelTensor]

  /// - Parameter vocabularies: the entries that only this kind of model has.
  func json(_ vocabularies: [Report.Entry]) throws -> String {
    let tensors = tensors.map {
      Report(["name": $0.name, "shape": $0.shape, "type": $0.type.rawValue])
    }
    var report = Report([
      "file": file, "format": format, "configuration": configuration, "parameters": parameters,
      "summary": summary, "tensors": tensors,
    ])
    report.others = vocabularies
    return try jsonText(report) + "\n"
  }

  /// Names and values, then names, shapes and types of tensors.
  ///
  /// - Parameter rows: rows about the configuration and the vocabularies.
  /// - Parameter trained: what the model was trained on.
  /// - Parameter measures: measures of the best update, in addition to the perplexity.
  func table(_ rows: [(String, String)], trained: String, measures: String = "") -> String {
    let rows =
      [("file", file), ("format", "\(format)")] + rows + [
        ("trained on", trained),
        (
          summary.averagedModels == nil ? "best" : "mean of",
          (summary.averagedModels.map { "\(counted($0, "model")), the last one: " } ?? "")
            + "update \(grouped(summary.update)), epoch \(grouped(summary.epoch)), validation "
            + "perplexity \(fixed(summary.validationPerplexity, 2))\(measures)"
        ),
        ("seed", "\(summary.seed)"), ("corpus digest", summary.corpus),
      ] + (summary.sample.map { [("sample", $0)] } ?? [])
    let shapes = tensors.map { $0.shape.map(grouped).joined(separator: " × ") }
    let widest = tensors.map { displayWidth($0.name) }.max() ?? 0
    let widestShape = shapes.map { displayWidth($0) }.max() ?? 0
    return rows.map { padded($0, 16) + displayable($1) + "\n" }.joined() + "\n"
      + zip(tensors, shapes).map { tensor, shape in
        padded(tensor.name, widest + 2) + padded(shape, widestShape + 2)
          + "\(tensor.type.rawValue)\n"
      }.joined()
  }
}

private func padded(_ text: String, _ width: Int) -> String {
  displayable(text) + String(repeating: " ", count: max(width - displayWidth(text), 1))
}

extension TokenizerKind {
  /// What its tokens are, in the plural.
  var tokensInWords: String {
    switch self {
    case .words: "words"
    case .bpe: "subwords"
    case .characters: "characters"
    case .none: "tokens"
    }
  }
}

/// The description of a vocabulary and its tokenizer.
func vocabularyText(_ tokens: Int, _ tokenizer: Tokenizer) -> String {
  "\(grouped(tokens)) tokens, tokenizer \(tokenizer.kind.rawValue)"
    + (tokenizer.mergeCount.map { " of \(counted($0, "merge"))" } ?? "")
    + (tokenizer.lowercase ? ", lower case" : "")
    + (tokenizer.normalForm == .nfc ? "" : ", \(tokenizer.normalForm.rawValue)")
}
