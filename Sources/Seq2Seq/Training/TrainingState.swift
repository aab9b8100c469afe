/// How far a run has come: with weights and moments, all that is needed to go on as if it had never
/// stopped.
struct TrainingProgress: Sendable, Equatable, Codable {
  /// Updates done.
  var update = 0
  /// The epoch that is under way, from 1, and its batches that are done.
  var epoch = 1
  var position = 0
  var learningRate: Float
  /// −log p for each token of the validation set, in nats.
  var bestLoss: Double?
  var bestUpdate = 0
  var bestEpoch = 0
  var validationsSinceBest = 0
  var lastValidation = 0
  /// Sums since the last line of the log.
  var loss = 0.0
  var nll = 0.0
  var tokens = 0
  var updatesSinceReport = 0
  /// Lines of the log.
  var logLines = 0
  var isFinished = false

  /// Whether a run can stand here; far below where counting on would overflow. Its perplexities are
  /// finite, as training makes sure of, so that a log and a model can hold them.
  var isPossible: Bool {
    let counts = [
      update, position, bestUpdate, bestEpoch, validationsSinceBest, lastValidation, tokens,
      updatesSinceReport, logLines,
    ]
    let losses = [bestLoss ?? 0, nll / Double(max(tokens, 1))]
    return counts.allSatisfy { (0..<1 << 53).contains($0) } && (1..<1 << 53).contains(epoch)
      && losses.allSatisfy { exponential($0).isFinite } && loss.magnitude < 1e300
      && bestUpdate <= lastValidation && lastValidation <= update && learningRate >= 0
  }
}

/// The files of a run.
public struct TrainingFiles: Sendable, Equatable {
  /// The best weights so far: the result.
  public let model: String
  /// The run itself, to resume it; the best weights too, to write the model again.
  public let state: String
  /// A JSON object for each report, a line each.
  public let log: String
  /// Where a model that was there before is kept.
  public let previous: String

  /// - Parameter model: a path that should end in `.safetensors`.
  public init(model: String) {
    let ending = ".safetensors"
    let stem = model.hasSuffix(ending) ? String(model.dropLast(ending.count)) : model
    self.model = model
    state = stem + ".state.safetensors"
    log = stem + ".log.jsonl"
    previous = stem + ".previous.safetensors"
  }
}

/// The second file of a run: current weights, the optimiser's moments, the best weights, what is
/// carried from update to update, progress, options.
struct TrainingStateFile<Task: TrainingTask> {
  /// 2: holds the best weights, the languages and the kernel set.
  private static var format: Int { 2 }

  let progress: TrainingProgress
  let options: Task.Options
  let corpus: String
  let languages: [String]
  /// The name of the kernel set whose arithmetic made the weights.
  let kernels: String
  private let file: SafetensorsFile

  /// - Throws: `FileError`, `SafetensorsError`, `ModelFileError`.
  init(path: String) throws {
    file = try SafetensorsFile(path: path)
    let metadata = MetadataReader(path: path, values: file.metadata)
    try metadata.checkFormat(known: Self.format, oldest: Self.format, kind: Task.stateKind.rawValue)
    progress = try metadata.json("progress", TrainingProgress.self)
    options = try metadata.json("options", Task.Options.self)
    corpus = try metadata.name("corpus")
    languages = try metadata.json("languages", [String].self)
    kernels = try metadata.name("kernels")
    guard languages.count == Task.languageCount else {
      throw ModelFileError.badMetadata(
        path: path, key: "languages", reason: "names \(languages.count) languages")
    }
    guard progress.isPossible else {
      throw ModelFileError.badMetadata(
        path: path, key: "progress", reason: "holds impossible numbers")
    }
  }

  func fill(_ slabs: [(name: String, slab: ParameterSlab)]) throws {
    for (name, slab) in slabs { try file.fill(slab, prefix: name + ".") }
  }

  static func write(
    to path: String, _ task: Task, _ progress: TrainingProgress, kernels: KernelSet,
    _ slabs: [(name: String, slab: ParameterSlab)]
  ) throws {
    let metadata: SafetensorsMetadata = [
      "format": String(format), "kind": Task.stateKind.rawValue, "corpus": task.corpusDigest,
      "languages": try jsonText(task.languages), "kernels": kernels.rawValue,
      "progress": try jsonText(progress), "options": try jsonText(task.options),
    ]
    try SafetensorsWriter(metadata: metadata).write(
      slabs.flatMap { $0.slab.tensors(prefix: $0.name + ".") }, to: path)
  }
}
