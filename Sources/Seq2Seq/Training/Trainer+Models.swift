extension Trainer where Model == TranslationModel {
  /// Trains a translator by teacher forcing on sentence pairs.
  ///
  /// - Parameters:
  ///   - corpus: the pairs, made ready.
  ///   - options: in which `corpus` was made.
  ///   - path: of the best model, beside which the run keeps its state and its log; all are its own
  ///     until it is released. nil: nothing is written.
  ///   - start: how it begins where files of an earlier run stand.
  ///   - threads: that share the work; the outcome does not depend on them.
  /// - Throws: `TrainingError`, `ModelError`, what reading a state throws, and `FileError`
  ///   where a file cannot be written, is not of this program, or another run has it.
  public convenience init(
    corpus: TrainingCorpus, options: TrainingOptions = TrainingOptions(),
    savingTo path: String? = nil, start: TrainingStart = .fresh, threads: Int = availableCores
  ) throws {
    try self.init(
      TranslationTask(corpus, options), savingTo: path, start: start, threads: threads)
  }
}

extension Trainer where Model == LanguageModel {
  /// Trains a language model on a text. Parameters and errors are those of a translator's training.
  public convenience init(
    corpus: LanguageModelTrainingCorpus,
    options: LanguageModelTrainingOptions = LanguageModelTrainingOptions(),
    savingTo path: String? = nil, start: TrainingStart = .fresh, threads: Int = availableCores
  ) throws {
    try self.init(
      LanguageModelTask(corpus, options), savingTo: path, start: start, threads: threads)
  }
}
