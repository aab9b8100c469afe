/// How much there is to learn from a corpus, which decides what sizes, regularization and schedule
/// suit it.
package struct CorpusScale: Sendable, Equatable, Codable {
  /// The number of pairs, including those that are held out for validation.
  package let pairs: Int
  /// The number of different target tokens, before they are cut into subwords, in at most `sampled`
  /// lines that are spread evenly over the corpus.
  package let targetTokens: Int
  /// Whether letters are read, as in letter-to-sound conversion or the inflection of words: lines
  /// of few symbols are learned, not sentences of many words.
  package let isSpelled: Bool

  /// The number of lines that are looked at.
  package static let sampled = 2_000

  package init(pairs: Int, targetTokens: Int, isSpelled: Bool) {
    (self.pairs, self.targetTokens, self.isSpelled) = (pairs, targetTokens, isSpelled)
  }

  /// - Parameter options: how the pairs become tokens.
  /// - Throws: what reading a file of merges throws.
  init(_ pairs: SentencePairs, _ options: TrainingOptions) throws {
    let source = TextTraits(count: pairs.count) { pairs[$0].source }
    let target = TextTraits(count: pairs.count) { pairs[$0].target }
    let reader = try options.source.unlearned((source, target), isRead: true)
    let writer = try options.target.unlearned((target, source), isRead: false)
    var tokens: Set<UTF8Key> = []
    for place in stride(from: 0, to: pairs.count, by: max(pairs.count / Self.sampled, 1)) {
      for token in writer.wholeTokens(pairs[place].target) { tokens.insert(UTF8Key(token)) }
    }
    self.init(
      pairs: pairs.count, targetTokens: tokens.count, isSpelled: reader.kind == .characters)
  }
}
