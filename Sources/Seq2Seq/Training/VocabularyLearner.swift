/// Numbers the tokens of sentence pairs as they come, and learns the vocabularies from all of them.
struct VocabularyLearner {
  /// One for both languages, or one for each.
  private var tables: [TokenTable]
  private var sources = TokenLines()
  private var targets = TokenLines()
  /// How often each token stands in pairs that are not kept.
  private var leftOut = (sources: TokenLines(), targets: TokenLines())

  /// - Parameter isShared: whether both languages have one vocabulary.
  init(isShared: Bool) { tables = Array(repeating: TokenTable(), count: isShared ? 1 : 2) }

  /// Counts a pair's tokens; pairs that are not kept are not trained on.
  mutating func add(_ source: [String], _ target: [String], isKept: Bool) {
    let last = tables.count - 1
    if isKept {
      sources.append(source, in: &tables[0])
      targets.append(target, in: &tables[last])
    } else {
      leftOut.sources.append(source, in: &tables[0])
      leftOut.targets.append(target, in: &tables[last])
    }
  }

  /// Throws `TrainingError.rareTokens` where one would hold no token.
  func vocabularies(
    _ languages: (source: String, target: String), _ options: TrainingOptions
  ) throws(TrainingError) -> (source: Vocabulary, target: Vocabulary) {
    func learn(_ table: TokenTable, _ lines: [TokenLines], _ name: String) throws(TrainingError)
      -> Vocabulary
    {
      try table.frequencies(in: lines.joined()).vocabulary(
        of: name, minimumFrequency: options.minimumFrequency, maximumSize: options.vocabularySize)
    }
    let source = [sources, leftOut.sources], target = [targets, leftOut.targets]
    if tables.count == 1 {
      let all = try learn(tables[0], source + target, "\(languages.source), \(languages.target)")
      return (all, all)
    }
    return (
      try learn(tables[0], source, languages.source), try learn(tables[1], target, languages.target)
    )
  }

  /// The pairs that are kept, in the vocabularies' numbers. Ends the learning.
  consuming func pairs(_ vocabularies: (source: Vocabulary, target: Vocabulary)) -> TokenPairs {
    sources.renumber(tables[0], vocabularies.source)
    targets.renumber(tables[tables.count - 1], vocabularies.target)
    return TokenPairs(sources: sources, targets: targets)
  }
}

extension TokenFrequencies {
  /// Throws `TrainingError.rareTokens` where it would hold no token.
  func vocabulary(
    of name: String, minimumFrequency: Int, maximumSize: Int?
  ) throws(TrainingError) -> Vocabulary {
    let vocabulary = Vocabulary.build(
      from: self, minimumFrequency: minimumFrequency, maximumSize: maximumSize)
    if vocabulary.tokens.isEmpty, let most = ranked().first {
      throw .rareTokens(
        text: name, minimumFrequency: minimumFrequency, mostFrequent: most.token, count: most.count)
    }
    return vocabulary
  }
}
