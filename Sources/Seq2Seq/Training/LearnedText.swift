/// A tokenizer and a vocabulary, learned from how often each token occurs in a text.
struct LearnedText {
  let tokenizer: Tokenizer
  let vocabulary: Vocabulary

  /// - Parameters:
  ///   - whole: frequencies of tokens before they are cut into subwords.
  ///   - unlearned: the tokenizer that gave these tokens. Where no tokenizer was asked for and
  ///     there are many words, they are cut into subwords.
  ///   - name: the text's name, for errors.
  ///   - mostWords: how many different words are learned whole where no tokenizer is asked for.
  /// - Throws: `BytePairError` where there are no words to learn merges from,
  ///   `TrainingError.rareTokens` where the vocabulary would hold no token.
  init(
    _ whole: TokenFrequencies, _ unlearned: Tokenizer, name: String, _ options: TextOptions,
    mostWords: Int = TextOptions.mostWords
  ) throws {
    let isChosen = options.tokenizer == nil && whole.tokens.count > mostWords
    tokenizer = try (isChosen ? unlearned.cuttingWords : unlearned).learning {
      try Self.merges(of: $0, from: whole, options)
    }
    if let subwords = tokenizer.subwords {
      vocabulary = try Self.vocabulary(of: subwords, from: whole, options)
      return
    }
    vocabulary = Vocabulary.build(
      from: whole, minimumFrequency: options.minimumFrequency, maximumSize: options.vocabularySize)
    if vocabulary.tokens.isEmpty, let most = whole.ranked().first {
      throw TrainingError.rareTokens(
        text: name, minimumFrequency: options.minimumFrequency, mostFrequent: most.token,
        count: most.count)
    }
  }

  func side(_ language: String) -> TextSide {
    TextSide(language: language, tokenizer: tokenizer, vocabulary: vocabulary)
  }

  private static func merges(
    of tokens: BytePairTokens, from whole: TokenFrequencies, _ options: TextOptions
  ) throws -> BytePairMerges {
    var learner = BytePairLearner()
    for (token, count) in whole.ranked() where tokens.isWord(token) {
      learner.add(token, count: count)
    }
    return try learner.merges(
      options.merges ?? TextOptions.merges(words: whole.counts.reduce(0, +)))
  }

  /// Pieces of words by their frequency; then what else may be needed: single scalars, and bytes.
  private static func vocabulary(
    of subwords: any SubwordSegmentation, from whole: TokenFrequencies, _ options: TextOptions
  ) throws(TrainingError) -> Vocabulary {
    let least = options.minimumFrequency
    var pieces = TokenCounter(), scalars = TokenCounter()
    for (token, count) in whole.ranked() {
      for piece in subwords.pieces(of: token) { pieces.add(piece, count) }
      for scalar in subwords.symbols(of: token) { scalars.add(scalar, count) }
    }
    let characters =
      scalars.frequencies.ranked(from: least).map(\.token) + BytePairTokens.byteTokens
    var known: Set<UTF8Key> = []
    var tokens =
      (pieces.frequencies.ranked(from: least).map(\.token) + characters)
      .filter { known.insert(UTF8Key($0)).inserted }
    if let size = options.vocabularySize {
      let needed = Set(characters.map { UTF8Key($0) })
      var room = size - Vocabulary.specialCount - needed.count
      if room < 0 {
        throw .outOfRange(
          name: "vocabularySize", found: "\(size)",
          expected: "at least \(size - room), for characters and bytes alone")
      }
      tokens = tokens.filter { token in
        if needed.contains(UTF8Key(token)) { return true }
        room -= 1
        return room >= 0
      }
    }
    return Vocabulary(distinct: tokens)
  }
}

/// Counts tokens as they come.
private struct TokenCounter {
  private var places: [UTF8Key: Int] = [:]
  private var tokens: [String] = []
  private var counts: [Int] = []

  var frequencies: TokenFrequencies { TokenFrequencies(tokens: tokens, counts: counts) }

  mutating func add(_ token: String, _ count: Int) {
    let place = places[UTF8Key(token), default: tokens.count]
    if place == tokens.count {
      places[UTF8Key(token)] = place
      tokens.append(token)
      counts.append(0)
    }
    counts[place] += count
  }
}
