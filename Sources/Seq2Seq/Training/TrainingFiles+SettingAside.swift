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
    let kind = RunIdentity(
      kind: .translator, corpus: "", languages: ["", ""], options: "", kernels: "")
    let earlier = try? TrainingState(path: state, like: kind)
    let own = earlier.map { Checkpoint.ownsModel($0, files) } ?? false
    let isKept = !own && fileExists(model)
    if isKept { _ = try files.keepPrevious() }
    for update in earlier?.progress.checkpoints ?? [] { try? removeIfPresent(checkpoint(update)) }
    try removeIfPresent(model)
    try removeIfPresent(state)
    return isKept
  }
}
