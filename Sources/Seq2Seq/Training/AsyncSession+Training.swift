extension AsyncSession {
  /// Trains as `Trainer.run` does.
  ///
  /// ```swift
  /// let training = AsyncSession { try Trainer(corpus: corpus, options: options) }
  /// let outcome = try await training.run()
  /// ```
  ///
  /// If the task is cancelled, the run ends after the current update, like a run that was asked to
  /// stop: with files everything is saved, and the outcome's end is `.interrupted`.
  ///
  /// - Parameter report: called on the session's queue.
  /// - Throws: what `Trainer.run` throws, and what making the trainer throws.
  public func run<Model>(
    report: @Sendable (TrainingEvent) -> Void = { _ in }
  ) throws -> TrainingOutcome<Model> where Session == Trainer<Model> {
    try session().run(shouldStop: { Task.isCancelled }, report: report)
  }
}
