/// The files of a run, held by one process for the whole run. Nothing is written before each of them
/// is known to be absent or to belong to this program, and to be writable.
final class RunFiles {
  let paths: TrainingFiles
  private let locks: [FileLock]

  /// - Throws: `FileError`: a file cannot be written, is somebody else's, or another run has it.
  init(_ paths: TrainingFiles, _ start: Trainer.Start) throws {
    self.paths = paths
    try AtomicFile.checkTargets([paths.model, paths.state, paths.log, paths.previous])
    locks = try FileLock.locks([paths.model, paths.state, paths.previous])
    try requireReplaceableModel(paths.model)
    if start != .resume {  // which refuses what it cannot read, and says why
      try requireReplaceable(
        paths.state, as: [.trainingState, .languageModelTrainingState], "training state")
    }
    try checkLog()
  }

  /// Refuses a log that is somebody else's file.
  func checkLog() throws {
    guard try LogFile.begins(paths.log, withAnyOf: LogLine.beginnings) else {
      throw FileError.foreign(path: paths.log, expected: "training log")
    }
  }

  func removeLeftovers() {
    AtomicFile.removeLeftovers(of: [paths.model, paths.state, paths.previous])
  }

  /// Copies the model, if there is one, to where the previous one is kept.
  ///
  /// - Returns: whether that changed anything.
  /// - Throws: `FileError`.
  func keepPrevious() throws -> Bool {
    guard fileExists(paths.model) else { return false }
    try requireReplaceableModel(paths.previous)
    let model = try readWholeFile(paths.model)
    if fileExists(paths.previous), try readWholeFile(paths.previous) == model { return false }
    try AtomicFile.write(to: paths.previous) { try $0.write(model) }
    return true
  }

  /// What stands where a run's best model should.
  enum Found {
    case best
    case nothing
    /// A better one of the same run, which was killed before its state was saved.
    case later
    case another
    /// No model can be read from it.
    case damaged
  }

  func find(_ best: ModelOrigin) -> Found {
    guard fileExists(paths.model) else { return .nothing }
    guard let found = ModelOrigin(path: paths.model) else { return .damaged }
    if found == best { return .best }
    return found.isLater(than: best) ? .later : .another
  }
}

/// By which run a model was written, and when in it.
struct ModelOrigin: Equatable {
  let kind: String
  let configuration: String
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

  init(kind: FileKind, configuration: String, summary: Summary) {
    self.kind = kind.rawValue
    self.configuration = configuration
    hasFloats = true
    self.summary = summary
  }

  /// nil where no model can be read.
  init?(path: String) {
    guard let file = try? SafetensorsFile(path: path), let kind = file.metadata["kind"],
      let configuration = file.metadata["configuration"],
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
