import Seq2Seq

/// Sentence pairs as commands read them: lines of a source and a target with a tab between, or two
/// arguments.
enum PairInput {
  /// The source, and the target where there is one: what follows the first tab.
  static func split(_ line: String) -> (source: String, target: String?) {
    guard let tab = line.unicodeScalars.firstIndex(of: "\t") else { return (line, nil) }
    let target = line.unicodeScalars[line.unicodeScalars.index(after: tab)...]
    return (String(line.unicodeScalars[..<tab]), String(target))
  }

  /// Tokens of a side at most: the decoder's memory grows with the product of both.
  static let mostTokens = 1_000

  /// Tokens of the longer side.
  static func tokens(_ pair: SentencePair, _ model: TranslationModel) -> Int {
    max(model.source.tokenCount(pair.source), model.target.tokenCount(pair.target))
  }

  /// Whether both sides are within `mostTokens`; says on standard error where they are not.
  static func fits(_ pair: SentencePair, _ model: TranslationModel, name: String) -> Bool {
    let tokens = tokens(pair, model)
    if tokens <= mostTokens { return true }
    Stream.error.line(
      "s2s: \(name): \(grouped(tokens)) tokens on a side, more than \(grouped(mostTokens)); left "
        + "out, split it")
    return false
  }
}
