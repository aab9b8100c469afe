/// The files of a run.
package struct TrainingFiles: Sendable, Equatable {
  /// The best weights so far: the result.
  package let model: String
  /// The state of the run, to resume it, with the best weights, to write the model again.
  package let state: String
  /// A line with a JSON object for each report.
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

  /// The path of a validation's model that is kept: `NAME.update-1200.safetensors`.
  package func checkpoint(_ update: Int) -> String { "\(checkpointStem)\(update).safetensors" }

  /// How the paths of all of them begin.
  var checkpointStem: String { "\(stem).update-" }

  /// The models of validations that are there, in no particular order.
  package var checkpoints: [String] {
    let parts = PathParts(checkpointStem)
    return (namesInFolder(parts.folder) ?? []).filter {
      $0.hasPrefix(parts.name) && Self.isCheckpoint($0)
    }.map { parts.prefix + $0 }
  }

  /// Whether a name is that of a validation's model.
  package static func isCheckpoint(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count > 2, let mark = parts.dropLast().last else { return false }
    let digits = mark.dropFirst("update-".utf8.count)
    return mark.starts(with: "update-".utf8) && !digits.isEmpty
      && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

/// How a run begins where there may be files of an earlier run.
public enum TrainingStart: Sendable {
  /// Refuses to overwrite an unfinished run.
  case fresh
  /// Continues the run whose files are there; it must be the same run.
  case resume
  /// Begins again, even over an unfinished run.
  case restart
}

/// The files of a run, locked by one process for the whole run. Nothing is written before each file
/// is known to be writable, and to be absent or to belong to this program.
final class RunFiles {
  let paths: TrainingFiles
  private let locks: [FileLock]

  /// - Throws: `FileError` where a file cannot be written, does not belong to this program, or is
  ///   in use by another run.
  init(_ paths: TrainingFiles, _ start: TrainingStart) throws {
    self.paths = paths
    try AtomicFile.checkTargets([paths.model, paths.state, paths.log, paths.previous])
    locks = try FileLock.locks([paths.model, paths.state, paths.previous])
    try requireReplaceableModel(paths.model)
    if start != .resume {  // which itself refuses what it cannot read
      try requireReplaceable(paths.state, as: \.stateName, "training state")
    }
    try TrainingLog.requireReplaceable(paths.log)
  }

  func removeLeftovers() {
    AtomicFile.removeLeftovers(of: [paths.model, paths.state, paths.previous])
    AtomicFile.removeLeftovers(beginningWith: paths.checkpointStem)
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

  /// What is found where a run's best model should be.
  enum Found {
    case best
    case nothing
    /// A better model of the same run, which was killed before its state was saved.
    case later
    case another
    /// No model can be read from it.
    case damaged
  }

  /// The options that are stored in the model that is there.
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
