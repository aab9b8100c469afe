/// Numbers the tokens of sentence pairs as they come, and learns the vocabularies from all of them.
struct VocabularyLearner {
  private let isShared: Bool
  private var sourceTable = TokenTable()
  private var targetTable = TokenTable()
  private var sources = TokenLines()
  private var targets = TokenLines()
  /// How often each token stands in pairs that are not kept.
  private var leftOut = (sources: TokenLines(), targets: TokenLines())

  /// - Parameter isShared: whether both languages have one vocabulary.
  init(isShared: Bool) { self.isShared = isShared }

  /// Counts a pair's tokens; pairs that are not kept are not trained on.
  mutating func add(_ source: [String], _ target: [String], isKept: Bool) {
    if isKept {
      sources.append(source, in: &sourceTable)
      if isShared {
        targets.append(target, in: &sourceTable)
      } else {
        targets.append(target, in: &targetTable)
      }
    } else {
      leftOut.sources.append(source, in: &sourceTable)
      if isShared {
        leftOut.targets.append(target, in: &sourceTable)
      } else {
        leftOut.targets.append(target, in: &targetTable)
      }
    }
  }

  /// Throws `TrainingError.rareTokens` where one would hold no token.
  func vocabularies(
    _ languages: (source: String, target: String), _ options: TrainingOptions
  ) throws(TrainingError) -> (source: Vocabulary, target: Vocabulary) {
    func build(_ frequencies: TokenFrequencies, _ name: String) throws(TrainingError) -> Vocabulary {
      let vocabulary = Vocabulary.build(
        from: frequencies, minimumFrequency: options.minimumFrequency,
        maximumSize: options.vocabularySize)
      if vocabulary.tokens.isEmpty, let most = frequencies.mostFrequent {
        throw .rareTokens(
          text: name, minimumFrequency: options.minimumFrequency, mostFrequent: most.token,
          count: most.count)
      }
      return vocabulary
    }
    let source = [sources, leftOut.sources], target = [targets, leftOut.targets]
    if isShared {
      let all = try build(
        sourceTable.frequencies(in: (source + target).joined()),
        "\(languages.source), \(languages.target)")
      return (all, all)
    }
    return (
      try build(sourceTable.frequencies(in: source.joined()), languages.source),
      try build(targetTable.frequencies(in: target.joined()), languages.target)
    )
  }

  /// The pairs that are kept, in the vocabularies' numbers. Ends the learning.
  consuming func pairs(_ vocabularies: (source: Vocabulary, target: Vocabulary)) -> TokenPairs {
    sources.renumber(sourceTable, vocabularies.source)
    targets.renumber(isShared ? sourceTable : targetTable, vocabularies.target)
    return TokenPairs(sources: sources, targets: targets)
  }
}
