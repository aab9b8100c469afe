extension TrainingFiles {
  /// Clears the way for a translator that a later run writes here: a model that is there becomes the
  /// previous one, and the earlier run's state and the models of its validations are removed, so
  /// that nothing is left to resume. The model of an unfinished run is removed instead, as a new run
  /// would write over it.
  ///
  /// - Returns: whether a model became the previous one.
  /// - Throws: `FileError` where a file cannot be written, does not belong to this program, or is in
  ///   use by another run.
  package func setAside() throws -> Bool {
    guard fileExists(model) || fileExists(state) else { return false }
    let files = try RunFiles(self, .restart)
    let earlier = try? TrainingState(path: state, kind: .translator)
    let isKept = try files.keepPrevious(of: earlier)
    files.removeCheckpoints(earlier?.progress.checkpoints ?? [])
    try removeIfPresent(model)
    try removeIfPresent(state)
    return isKept
  }
}

extension RunFiles {
  /// Copies the model of an earlier run to where the previous one is kept, unless that run is
  /// unfinished: a new run may write over it.
  ///
  /// - Returns: whether that changed anything.
  /// - Throws: `FileError`.
  func keepPrevious(of earlier: TrainingState?) throws -> Bool {
    let isOwn = earlier.map(ownsModel) ?? false
    return isOwn ? false : try keepPrevious()
  }

  /// Removes the models of an earlier run's validations.
  func removeCheckpoints(_ updates: [Int]) {
    for update in updates { try? removeIfPresent(paths.checkpoint(update)) }
  }

  /// Whether the model belongs to an unfinished run, so that a new run may write over it.
  private func ownsModel(_ earlier: TrainingState) -> Bool {
    guard !earlier.progress.isFinished else { return false }
    let found = find(ModelOrigin(earlier.progress, of: earlier.identity))
    return found == .best || found == .later
  }
}
