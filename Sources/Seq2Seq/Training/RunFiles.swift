/// The files of a run.
package struct TrainingFiles: Sendable, Equatable {
  /// The best weights so far: the result.
  package let model: String
  /// The run itself, to resume it; the best weights too, to write the model again.
  package let state: String
  /// A JSON object for each report, a line each.
  package let log: String
  /// Where a model that was there before is kept.
  package let previous: String
  private let stem: String

  /// - Parameter model: a path that should end in `.safetensors`.
  package init(model: String) {
    let ending = ".safetensors"
    let stem = model.hasSuffix(ending) ? String(model.dropLast(ending.count)) : model
    self.model = model
    self.stem = stem
    state = stem + ".state.safetensors"
    log = stem + ".log.jsonl"
    previous = stem + ".previous.safetensors"
  }

  /// The model of a validation that is kept: `NAME.update-1200.safetensors`.
  package func checkpoint(_ update: Int) -> String { "\(stem).update-\(update).safetensors" }

  /// Whether a name is that of a model of a validation.
  package static func isCheckpoint(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count > 2, let mark = parts.dropLast().last else { return false }
    let digits = mark.dropFirst("update-".utf8.count)
    return mark.starts(with: "update-".utf8) && !digits.isEmpty
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

/// How a run begins where files of an earlier one may stand.
public enum TrainingStart: Sendable {
  /// Refuses to overwrite an unfinished run.
  case fresh
  /// Goes on with the run whose files stand there; it must be the same run.
  case resume
  /// Begins anew even then.
  case restart
}

/// The files of a run, held by one process for the whole run. Nothing is written before each of them
/// is known to be absent or to belong to this program, and to be writable.
final class RunFiles {
  let paths: TrainingFiles
  private let locks: [FileLock]

  /// - Throws: `FileError`: a file cannot be written, is somebody else's, or another run has it.
  init(_ paths: TrainingFiles, _ start: TrainingStart) throws {
    self.paths = paths
    try AtomicFile.checkTargets([paths.model, paths.state, paths.log, paths.previous])
    locks = try FileLock.locks([paths.model, paths.state, paths.previous])
    try requireReplaceableModel(paths.model)
    if start != .resume {  // which refuses what it cannot read, and says why
      try requireReplaceable(paths.state, as: \.stateName, "training state")
    }
    try TrainingLog.requireReplaceable(paths.log)
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

  /// What the model that stands there tells of its options.
  var modelOptions: String? {
    (try? SafetensorsFile(path: paths.model))?.metadata["options"]
  }

  func find(_ best: ModelOrigin) -> Found {
    guard fileExists(paths.model) else { return .nothing }
    guard let found = ModelOrigin(path: paths.model) else { return .damaged }
    if found == best { return .best }
    return found.isLater(than: best) ? .later : .another
  }
}
