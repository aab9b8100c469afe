extension TrainingOptions {
  /// The placeholder for a file's name in a model, which holds no names of a machine's files.
  private static let file = "FILE"

  /// The options as a model's file holds them: the values that were asked for, with a placeholder
  /// for file names.
  ///
  /// - Parameters:
  ///   - start: the fingerprint of the model that training started from.
  ///   - keepsOptimizer: whether the optimizer of its run was kept.
  ///   - isGuided: whether word alignments were given.
  func stored(startFrom start: String?, keepsOptimizer: Bool, isGuided: Bool) throws -> String {
    var told = self
    for side in [\TrainingOptions.source, \.target] {
      told[keyPath: side].bpeCodes = told[keyPath: side].bpeCodes.map { _ in Self.file }
      told[keyPath: side].embeddings = told[keyPath: side].embeddings.map { _ in Self.file }
    }
    told.startFrom = start
    told.keepsOptimizer = keepsOptimizer ? true : nil
    told.isGuided = isGuided ? true : nil
    return try jsonText(told)
  }

  /// Each value as text, by its path, such as `run.seed`; options that are not asked for are left
  /// out.
  package var leaves: [String: String] { (try? jsonText(self)).flatMap(jsonLeaves) ?? [:] }
}

extension TranslationModel {
  /// The options that the model was trained with, likewise; nil: its file does not hold them.
  package var optionLeaves: [String: String]? { options.flatMap(jsonLeaves) }

  /// The scale of the corpus that the options were chosen for, if there was one.
  package var scale: CorpusScale? {
    options.flatMap { jsonValue(Scaled.self, $0) }?.scale
  }
}

/// The part of stored options that describes the corpus.
private struct Scaled: Decodable {
  let scale: CorpusScale?
}
