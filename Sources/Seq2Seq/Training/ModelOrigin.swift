/// The run that wrote a model, and when.
struct ModelOrigin: Equatable {
  let kind: String
  /// The configuration, by the leaves of its JSON form.
  let configuration: [String: String]
  /// Whether the weights are floats, as trained; a converted model is not the run's file.
  let hasFloats: Bool
  let summary: Summary

  /// The part that the summaries of all kinds of models have in common.
  struct Summary: Equatable, Decodable {
    let corpus: String
    let seed: UInt64
    var update: Int
    var validationPerplexity: Double
  }

  /// The origin of the best model of a run with this progress.
  init(_ progress: TrainingProgress, of run: RunIdentity) {
    kind = run.kind.rawValue
    configuration = run.configuration
    hasFloats = true
    summary = Summary(
      corpus: run.corpus, seed: run.seed, update: progress.bestUpdate,
      validationPerplexity: exp(progress.bestLoss ?? 0))
  }

  /// nil where no model can be read.
  init?(path: String) {
    guard let file = try? SafetensorsFile(path: path), let kind = file.metadata["kind"],
      let configuration = file.metadata["configuration"].flatMap(jsonLeaves),
      let summary = jsonValue(Summary.self, file.metadata["summary"] ?? "")
    else { return nil }
    self.kind = kind
    self.configuration = configuration
    hasFloats = file.tensorNames.allSatisfy { file.type(of: $0) == .float32 }
    self.summary = summary
  }

  func isLater(than other: ModelOrigin) -> Bool {
    var same = summary
    same.update = other.summary.update
    same.validationPerplexity = other.summary.validationPerplexity
    return kind == other.kind && configuration == other.configuration && hasFloats
      && same == other.summary && summary.update > other.summary.update
  }
}
