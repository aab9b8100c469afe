extension Trainer where Model == TranslationModel {
  /// Trains a translator by teacher forcing on sentence pairs.
  ///
  /// - Parameters:
  ///   - options: in which `corpus` was made.
  ///   - files: where the run keeps its best model, its state and its log, taken for itself until it
  ///     is released; nil: nowhere.
  ///   - start: how it begins where files of an earlier run stand.
  /// - Throws: `TrainingError`, `ConfigurationError`, what reading a state throws, and `FileError`
  ///   where a file cannot be written, is not of this program, or another run has it.
  public convenience init(
    corpus: TrainingCorpus, options: TrainingOptions = TrainingOptions(),
    files: TrainingFiles? = nil, start: TrainingStart = .fresh, threads: Int = availableCores
  ) throws {
    try self.init(
      TranslationTask(corpus, options), files: files, start: start,
      device: Device(threads: threads, precision: options.precision))
  }
}

extension Trainer where Model == LanguageModel {
  /// Trains a language model on a text. Parameters and errors are those of a translator's training.
  public convenience init(
    corpus: LanguageModelTrainingCorpus, options: LanguageModelTrainingOptions = LanguageModelTrainingOptions(),
    files: TrainingFiles? = nil, start: TrainingStart = .fresh, threads: Int = availableCores
  ) throws {
    try self.init(
      LanguageModelTask(corpus, options), files: files, start: start,
      device: Device(threads: threads, precision: options.precision))
  }
}
