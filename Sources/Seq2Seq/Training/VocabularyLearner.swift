/// Numbers the words of sentence pairs as they come, and learns from all of them each side's
/// tokenizer and vocabulary.
struct VocabularyLearner {
  /// One for both sides, or one for each.
  private var tables: [TokenTable]
  private var lines = TokenPairs()

  /// - Parameter isShared: whether both sides have one vocabulary.
  init(isShared: Bool) { tables = Array(repeating: TokenTable(), count: isShared ? 1 : 2) }

  /// Counts a pair's tokens, before any are cut into subwords.
  mutating func add(_ source: [String], _ target: [String]) {
    lines.sources.append(source, in: &tables[0])
    lines.targets.append(target, in: &tables[tables.count - 1])
  }

  /// The sides of a new model.
  ///
  /// - Parameter tokenizers: those of both sides, before anything is learned.
  /// - Throws: `TrainingError.rareTokens` where a vocabulary would hold no token.
  func sides(
    _ languages: (source: String, target: String),
    _ tokenizers: (source: Tokenizer, target: Tokenizer),
    _ options: TrainingOptions
  ) throws -> (source: TextSide, target: TextSide) {
    if tables.count == 1 {
      if tokenizers.source != tokenizers.target || options.source != options.target {
        throw TrainingError.outOfRange(
          name: "sharedVocabulary", found: "on", expected: "off where the sides have other options")
      }
      let both = try LearnedText(
        tables[0].frequencies(in: lines.sources, lines.targets),
        tokenizers.source, name: "\(languages.source), \(languages.target)", options.source)
      return (both.side(languages.source), both.side(languages.target))
    }
    return (
      try LearnedText(
        tables[0].frequencies(in: lines.sources), tokenizers.source, name: languages.source,
        options.source
      ).side(languages.source),
      try LearnedText(
        tables[1].frequencies(in: lines.targets), tokenizers.target, name: languages.target,
        options.target
      ).side(languages.target)
    )
  }

  /// The sides of a model for these languages, extended by the tokens that its vocabularies lack if
  /// the options ask for that.
  func sides(
    _ languages: (source: String, target: String), of model: TranslationModel,
    _ options: TrainingOptions
  ) throws -> (source: TextSide, target: TextSide) {
    let tokenizers = (model.source.tokenizer, model.target.tokenizer)
    let learned = options.extendVocabulary ? try sides(languages, tokenizers, options) : nil
    return (
      model.source.extended(languages.source, with: learned?.source.vocabulary),
      model.target.extended(languages.target, with: learned?.target.vocabulary)
    )
  }

  /// Words of several subwords that occur in the sources.
  func seenWords(_ source: TextSide) -> SeenWords {
    let found = tables[0].frequencies(in: lines.sources)
    return SeenWords(
      found.ranked().map(\.token).filter { source.spelling(of: $0).count > 1 })
  }

  /// The pairs with words on both sides and at most this many tokens on each, by their places; and
  /// how many pairs have more. Ends the learning.
  consuming func pairs(
    _ source: TextSide, _ target: TextSide, maximumLength: Int
  ) -> (pairs: TokenPairs, kept: [Int], tooLong: Int) {
    if [source, target].contains(where: { $0.tokenizer.subwords != nil }) {
      lines.spelling = (
        Spelling(tables[0], in: source), Spelling(tables[tables.count - 1], in: target)
      )
    } else {
      lines.sources.renumber(tables[0], source.vocabulary)
      lines.targets.renumber(tables[tables.count - 1], target.vocabulary)
    }
    let lengths = lines.indices.map { lines.lengths($0) }
    let tooLong = lengths.count { max($0.source, $0.target) > maximumLength }
    let kept = lengths.indices.filter {
      let (x, y) = lengths[$0]
      return min(x, y) > 0 && max(x, y) <= maximumLength
    }
    if kept.count < lines.count { lines.keep(kept) }
    return (lines, kept, tooLong)
  }
}
