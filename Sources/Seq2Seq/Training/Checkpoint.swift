/// A run on disk: its best model, its state and its log, written so that a kill at any instant
/// leaves files from which the run can be resumed with the same outcome.
final class Checkpoint {
  /// The progress of the run that is resumed; nil for a new run.
  let resumed: TrainingProgress?
  /// That of the earlier run until `begin`.
  private(set) var log: TrainingLog
  private let earlierCheckpoints: [Int]
  private let files: RunFiles
  private let run: RunIdentity
  /// The options that are stored in the model.
  private let options: String?
  /// The slabs that a state file holds, by the first part of the tensors' names.
  private let slabs: [(name: String, slab: ParameterSlab)]
  private let write: (_ progress: TrainingProgress, _ path: String) throws -> Void
  private var notices: [TrainingEvent] = []

  /// Locks the files, and fills the slabs from the run that is resumed. A model of another run
  /// becomes the previous one.
  ///
  /// - Parameters:
  ///   - options: the options as they are stored in the model.
  ///   - write: writes the model with the best weights to a path.
  /// - Throws: `TrainingError`, `FileError`, and what reading a state throws.
  init(
    _ paths: TrainingFiles, _ start: TrainingStart, _ run: RunIdentity,
    options: String? = nil, slabs: [(name: String, slab: ParameterSlab)],
    write: @escaping (_ progress: TrainingProgress, _ path: String) throws -> Void
  ) throws {
    let files = try RunFiles(paths, start)
    self.files = files
    self.run = run
    self.options = options
    self.slabs = slabs
    self.write = write
    let earlier = try Self.earlierRun(paths, start, like: run)
    earlierCheckpoints = earlier?.progress.checkpoints ?? []
    if let earlier, start == .resume {
      try run.check(earlier.identity, state: paths.state)
      try earlier.fill(slabs)
      files.removeLeftovers()
      resumed = earlier.progress
      log = try TrainingLog(path: paths.log, keepingLines: earlier.progress.logLines)
      if let lost = log.lost { notices.append(lost) }
      try restoreModel(earlier.progress)
    } else {
      files.removeLeftovers()
      if try files.keepPrevious(of: earlier) {
        notices.append(.keptPrevious(path: paths.previous))
      }
      resumed = nil
      log = try TrainingLog(path: paths.log, keepingLines: .max)
    }
  }

  /// Saves the beginning of a new run, then removes what is left of the earlier one: its log, and the
  /// models of its validations.
  func begin(_ progress: TrainingProgress) throws {
    try TrainingState.write(to: files.paths.state, run, progress, slabs)
    files.removeCheckpoints(earlierCheckpoints)
    log = try TrainingLog(path: files.paths.log, keepingLines: 0)
  }

  /// Returns what was found or done since the last call.
  func takeNotices() -> [TrainingEvent] {
    defer { notices = [] }
    return notices
  }

  /// Writes the log first, then the state, which counts the log's lines.
  func save(_ progress: TrainingProgress) throws {
    if let lost = try log.synchronize() { notices.append(lost) }
    var progress = progress
    progress.logLines = log.lineCount
    try TrainingState.write(to: files.paths.state, run, progress, slabs)
  }

  func writeModel(_ progress: TrainingProgress) throws { try write(progress, files.paths.model) }

  /// Makes the model file agree with the progress: the best weights are written again where the
  /// file is missing or holds another model, which becomes the previous one; and at a run's end
  /// where its options have changed since.
  func restoreModel(_ progress: TrainingProgress, atEnd: Bool = false) throws {
    let found = files.find(ModelOrigin(progress, of: run))
    if found == .another { try keepPrevious() }
    let isCurrent = found == .best && (!atEnd || files.modelOptions == options)
    guard progress.bestLoss != nil, !isCurrent else { return }
    try writeModel(progress)
    if found != .later, found != .best {
      notices.append(.modelWrittenAgain(path: files.paths.model))
    }
  }

  /// Writes the weights of a validation as a separate model, and removes the oldest such models of
  /// the run beyond `most`.
  func keep(
    _ progress: inout TrainingProgress, most: Int, write: (_ path: String) throws -> Void
  ) throws {
    let path = files.paths.checkpoint(progress.update)
    try requireReplaceableModel(path)
    try write(path)
    let kept = (progress.checkpoints ?? []).filter { $0 != progress.update } + [progress.update]
    for update in kept.dropLast(most) {
      try removeIfPresent(files.paths.checkpoint(update))
    }
    progress.checkpoints = kept.suffix(most)
  }

  private func keepPrevious() throws {
    if try files.keepPrevious() { notices.append(.keptPrevious(path: files.paths.previous)) }
  }

  // MARK: - Existing files

  /// The run that the files belong to, if there is one and it may be changed.
  private static func earlierRun(
    _ files: TrainingFiles, _ start: TrainingStart, like run: RunIdentity
  ) throws -> TrainingState? {
    guard fileExists(files.state) else {
      if start == .resume { throw TrainingError.nothingToResume(state: files.state) }
      return nil
    }
    if start == .restart { return try? TrainingState(path: files.state, kind: run.kind) }
    let earlier: TrainingState
    do {
      earlier = try TrainingState(path: files.state, kind: run.kind)
    } catch  where start == .fresh || (error as? ModelFileError)?.isOlderFormat == true {
      throw TrainingError.unreadableRun(reason: "\(error)")
    }
    if start == .fresh, !earlier.progress.isFinished, earlier.progress.update > 0 {
      throw TrainingError.unfinishedRun(state: files.state, update: earlier.progress.update)
    }
    return earlier
  }
}
