/// The progress of a run: together with weights and moments, everything that is needed to continue
/// as if it had never stopped.
struct TrainingProgress: Sendable, Equatable, Codable {
  /// Updates done.
  var update = 0
  /// The current epoch, from 1, and how many of its batches are done.
  var epoch = 1
  var position = 0
  var learningRate: Float
  /// Mean −log p per token of the validation set, in nats, of the best weights.
  var bestLoss: Double?
  /// The score of the best weights, by the measure that chooses them, if there is one.
  var bestScore: Double?
  var bestUpdate = 0
  var bestEpoch = 0
  var validationsSinceBest = 0
  var lastValidation = 0
  /// Sums since the last line of the log.
  var loss = 0.0
  var nll = 0.0
  var tokens = 0
  var updatesSinceReport = 0
  /// The number of lines of the log.
  var logLines = 0
  var isFinished = false
  /// Updates that the optimizer's moments had seen before the run; nil: none.
  var updatesBefore: Int?
  /// Updates whose weights are kept as models, ascending; nil: none.
  var checkpoints: [Int]?

  /// Whether a run can have this progress; the counts are far below overflow. Training ensures that
  /// perplexities are finite, so that a log and a model can hold them.
  var isPossible: Bool {
    let counts =
      [
        update, position, bestUpdate, bestEpoch, validationsSinceBest, lastValidation, tokens,
        updatesSinceReport, logLines, updatesBefore ?? 0,
      ] + (checkpoints ?? [])
    let losses = [bestLoss ?? 0, nll / Double(max(tokens, 1))]
    return counts.allSatisfy { (0..<1 << 53).contains($0) } && (1..<1 << 53).contains(epoch)
      && losses.allSatisfy { exp($0).isFinite } && loss.magnitude < 1e300
      && (0..<1e15).contains(bestScore ?? 0)
      && bestUpdate <= lastValidation && lastValidation <= update && learningRate >= 0
  }
}

extension TrainingFiles {
  /// Refuses to begin where there is an unfinished run or a file that is not a model, as a new
  /// trainer does. A state that cannot be read is left to the trainer.
  ///
  /// - Throws: `TrainingError.unfinishedRun`, `FileError`.
  package func requireFree() throws {
    try requireReplaceableModel(model)
    guard fileExists(state), let file = try? SafetensorsFile(path: state) else { return }
    let metadata = MetadataReader(path: state, values: file.metadata)
    guard let progress = try? metadata.json("progress", TrainingProgress.self) else { return }
    if !progress.isFinished, progress.update > 0 {
      throw TrainingError.unfinishedRun(state: state, update: progress.update)
    }
  }
}

/// The state file of a run: current weights, the optimizer's moments, the best weights, what is
/// carried from update to update, the progress, and the run's identity.
struct TrainingState {
  /// Since version 2 it holds the best weights, the languages and the kernel set.
  private static let format = 2

  let progress: TrainingProgress
  let identity: RunIdentity
  private let file: SafetensorsFile

  /// Reads the state of a run of the same kind as `run`, possibly a different run.
  ///
  /// - Throws: `FileError`, `SafetensorsError`, `ModelFileError`.
  init(path: String, kind: ModelKind) throws {
    file = try SafetensorsFile(path: path)
    let metadata = MetadataReader(path: path, values: file.metadata)
    try metadata.checkFormat(known: Self.format, oldest: Self.format, kind: kind.stateName)
    progress = try metadata.json("progress", TrainingProgress.self)
    _ = try metadata.json("options", JSONLeaves.self)
    identity = RunIdentity(
      kind: kind, corpus: try metadata.name("corpus"),
      languages: try metadata.json("languages", [String].self),
      options: try metadata.text("options"), kernels: try metadata.name("kernels"))
    guard identity.languages.count == (kind == .translator ? 2 : 0) else {
      throw metadata.refused("languages", "names \(identity.languages.count) languages")
    }
    guard progress.isPossible else {
      throw metadata.refused("progress", "holds impossible numbers")
    }
  }

  func fill(_ slabs: [(name: String, slab: ParameterSlab)]) throws {
    for (name, slab) in slabs { try file.fill(slab, prefix: name + ".") }
  }

  static func write(
    to path: String, _ run: RunIdentity, _ progress: TrainingProgress,
    _ slabs: [(name: String, slab: ParameterSlab)]
  ) throws {
    let metadata: SafetensorsMetadata = [
      "format": String(format), "kind": run.kind.stateName, "corpus": run.corpus,
      "languages": try jsonText(run.languages), "kernels": run.kernels,
      "progress": try jsonText(progress), "options": run.options,
    ]
    try SafetensorsWriter(metadata: metadata).write(
      slabs.flatMap { $0.slab.tensors(prefix: $0.name + ".") }, to: path)
  }
}
