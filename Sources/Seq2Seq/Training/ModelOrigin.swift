/// By which run a model was written, and when in it.
struct ModelOrigin: Equatable {
  let kind: String
  /// By the leaves of its JSON form.
  let configuration: [String: String]
  /// As trained; a converted model is another file than the run's.
  let hasFloats: Bool
  let summary: Summary

  /// What the summaries of all kinds of models have in common.
  struct Summary: Equatable, Decodable {
    let corpus: String
    let seed: UInt64
    var update: Int
    var validationPerplexity: Double
  }

  /// Of the best model of a run that has come so far.
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
