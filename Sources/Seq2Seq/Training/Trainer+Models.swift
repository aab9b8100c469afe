extension Trainer where Model == TranslationModel {
  /// Trains a translator by teacher forcing on sentence pairs.
  ///
  /// - Parameters:
  ///   - corpus: the prepared pairs.
  ///   - options: the options with which `corpus` was made.
  ///   - path: the path of the best model, beside which the run keeps its state and its log; the
  ///     run locks all of them until it is released. nil: nothing is written.
  ///   - start: how it begins where there are files of an earlier run.
  ///   - threads: the number of threads that share the work; the outcome does not depend on it.
  /// - Throws: `TrainingError`, `ModelError`, what reading a state throws, and `FileError` where a
  ///   file cannot be written, does not belong to this program, or is in use by another run.
  public convenience init(
    corpus: TrainingCorpus, options: TrainingOptions = TrainingOptions(),
    savingTo path: String? = nil, start: TrainingStart = .fresh, threads: Int = availableCores
  ) throws {
    try self.init(
      TranslationTask(corpus, options), savingTo: path, start: start, threads: threads)
  }
}

extension Trainer where Model == LanguageModel {
  /// Trains a language model on a text. Parameters are those of training a translator.
  ///
  /// - Throws: `TrainingError`, `ModelError`, what reading a state throws, and `FileError` where a
  ///   file cannot be written, does not belong to this program, or is in use by another run.
  public convenience init(
    corpus: LanguageModelTrainingCorpus,
    options: LanguageModelTrainingOptions = LanguageModelTrainingOptions(),
    savingTo path: String? = nil, start: TrainingStart = .fresh, threads: Int = availableCores
  ) throws {
    try self.init(
      LanguageModelTask(corpus, options), savingTo: path, start: start, threads: threads)
  }
}
