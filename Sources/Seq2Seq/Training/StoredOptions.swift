extension TrainingOptions {
  /// What stands for a file's name in a model, which holds no names of a machine's files.
  private static let file = "FILE"

  /// As a model's file holds them: the values that were asked for, with a word for names of files.
  ///
  /// - Parameters:
  ///   - start: the fingerprint of the model that training started from.
  ///   - isGuided: whether word alignments were given.
  func stored(startFrom start: String?, isGuided: Bool) throws -> String {
    var told = self
    for side in [\TrainingOptions.source, \.target] {
      told[keyPath: side].bpeCodes = told[keyPath: side].bpeCodes.map { _ in Self.file }
      told[keyPath: side].embeddings = told[keyPath: side].embeddings.map { _ in Self.file }
    }
    told.startFrom = start
    told.isGuided = isGuided ? true : nil
    return try jsonText(told)
  }

  /// Each value by its path, such as `run.seed`, in words; what is not asked for has none.
  package var leaves: [String: String] { (try? jsonText(self)).flatMap(jsonLeaves) ?? [:] }
}

extension TranslationModel {
  /// The options that the model was trained with, likewise; nil: its file tells nothing of them.
  package var optionLeaves: [String: String]? { options.flatMap(jsonLeaves) }

  /// The corpus that its options suit, if they knew of one.
  package var scale: CorpusScale? {
    options.flatMap { jsonValue(Scaled.self, $0) }?.scale
  }
}

/// Of options, what they know of the corpus.
private struct Scaled: Decodable {
  let scale: CorpusScale?
}
