extension TranslationSession {
  /// The number of other tokens of a choice.
  private static let alternatives = 3
  /// The most tokens that form an alternative's word.
  private static let longestWord = 24

  /// What is to be explained: how a source was read, and its translation.
  struct Explained {
    let source: SourceText
    /// The translation's token numbers, of which the first ones were given.
    let ids: [Int32]
    let given: Int
    /// The tokens, copied ones included, without the end symbol.
    let tokens: [String]
    let alpha: [[Float]]
  }

  /// Explains a translation by the distributions that were searched: those of each next token given
  /// its own tokens, and for several models their mean. Limits of the search, such as a least
  /// length, are not applied.
  func explanation(
    of explained: Explained, _ options: DecodingOptions
  ) throws -> TranslationExplanation {
    let choices = nextTokens(explained, options)
    if !choices.allSatisfy(\.logProbability.isFinite) { throw ModelError.notFinite }
    let open = choices.indices.dropFirst(explained.given)
    let least = TranslationExplanation.leastProbable(
      open.map { choices[$0].logProbability }, count: options.explainedChoices
    ).map { $0 + open.lowerBound }
    let words = alternativeWords(
      least.flatMap { t in choices[t].others.map { (t, $0.token) } }, of: explained, options)
    var next = 0
    return TranslationExplanation(
      choices: least.map { t in
        let chosen = chosenPiece(t, explained)
        return TranslationExplanation.Choice(
          word: chosen.word, piece: chosen.piece,
          token: model.target.vocabulary.token(explained.ids[t]),
          probability: Self.probability(choices[t].logProbability),
          alternatives: choices[t].others.map { other in
            defer { next += 1 }
            return TranslationExplanation.Alternative(
              piece: words[next], token: model.target.vocabulary.token(other.token),
              probability: Self.probability(other.logProbability))
          })
      }, copies: options.copiesUnknownWords ? copies(explained) : [])
  }

  private static func probability(_ log: Float) -> Float { Float(exp(Double(log))) }

  /// How probable each token of the translation was, and the most probable other tokens.
  private func nextTokens(
    _ explained: Explained, _ options: DecodingOptions
  ) -> [NextTokenChoice.Alternatives] {
    let outputs = zip(models, contexts).enumerated().map { member, used in
      let (network, context) = (used.0.network, used.1)
      context.arena.reset()
      let batch = Batch([(explained.source.ids[member], explained.ids)])
      let encoding = network.encode(batch, in: context)
      return network.decoder.forward(batch, encoding.outputs, from: encoding.start, in: context)
        .output
    }
    return NextTokenChoice(
      outputs: zip(models, contexts).map { ($0.network.output, $1) }, options: options,
      sentences: []
    ).alternatives(outputs, to: explained.ids, count: Self.alternatives)
  }

  private func chosenPiece(
    _ t: Int, _ explained: Explained
  ) -> (word: Int?, piece: TranslationExplanation.Piece) {
    if t < explained.tokens.count,
      let found = model.target.tokenizer.piece(at: t, in: explained.tokens)
    {
      return (found.word, found.piece)
    }
    return (nil, alone(explained.ids[t]))
  }

  /// A token by itself.
  private func alone(_ token: Int32) -> TranslationExplanation.Piece {
    let text = model.target.vocabulary.token(token)
    return .init(before: "", text: text, after: "")
  }

  /// The words that other tokens at some places would form, each with the most probable tokens
  /// after it.
  private func alternativeWords(
    _ others: [(t: Int, token: Int32)], of explained: Explained, _ options: DecodingOptions
  ) -> [TranslationExplanation.Piece] {
    let open = others.indices.filter { others[$0].token != Vocabulary.end }
    guard let last = open.map({ others[$0].t }).max() else {
      return others.map { alone($0.token) }
    }
    var greedy = DecodingOptions()
    greedy.beam = 1
    greedy.scores = false
    greedy.batch = options.batch
    greedy.forbidsUnknown = options.forbidsUnknown
    greedy.maximumOutput = min(last + 1 + Self.longestWord, DecodingOptions.lengths.upperBound)
    let search = TranslationSearch(
      members: zip(models, contexts).map { .init(network: $0.network, context: $1) },
      options: greedy)
    let found = search(
      open.map { place in
        .init(
          ids: explained.source.ids,
          prefix: explained.ids[..<others[place].t] + [others[place].token])
      })
    var pieces = others.map { alone($0.token) }
    for (place, hypotheses) in zip(open, found) {
      let t = others[place].t
      // What was copied before it, and what would be copied in its place.
      var tokens = model.target.vocabulary.decode(hypotheses[0].tokens)
      tokens.replaceSubrange(..<min(t, tokens.count), with: explained.tokens[..<t])
      if others[place].token == Vocabulary.unknown, options.copiesUnknownWords {
        tokens[t] = copied(at: t, explained.source, explained.alpha, options)
      }
      if let found = model.target.tokenizer.piece(at: t, in: tokens) {
        pieces[place] = found.piece
      }
    }
    return pieces
  }

  /// The token that is written for an unknown one: the source token that was attended to most, or
  /// what the lexicon has for it.
  func copied(
    at t: Int, _ source: SourceText, _ alpha: [[Float]], _ options: DecodingOptions
  ) -> String {
    model.target.tokenizer.copy(
      of: argmax(alpha[t].dropLast()), in: source.tokens[0], by: model.source.tokenizer,
      lexicon: options.lexicon)
  }

  /// The copied words. Tokens of the prefix are not copied; they are shown as given.
  private func copies(_ explained: Explained) -> [TranslationExplanation.Copy] {
    let source = model.source.tokenizer, target = model.target.tokenizer
    return explained.ids.indices.dropFirst(explained.given).compactMap { t in
      guard explained.ids[t] == Vocabulary.unknown, t < explained.tokens.count,
        let found = target.piece(at: t, in: explained.tokens)
      else { return nil }
      let place = argmax(explained.alpha[t].dropLast())
      let whole = source.segmentation.whole(at: place, in: explained.source.tokens[0])
      return TranslationExplanation.Copy(
        word: found.word, sourceWord: source.wordPlace(ofToken: place, in: explained.source.words),
        text: target.detokenize([explained.tokens[t]]), source: source.detokenize([whole]))
    }
  }
}

extension Tokenizer {
  /// The place of the word, as alignments count words, that a token of a sentence belongs to.
  func wordPlace(ofToken place: Int, in words: [TokenizedWord]) -> Int {
    var last = 0
    let shown = shown(words, tokens: false)
    for (number, word) in shown.enumerated() {
      last += word.tokens.count
      if place < last { return number }
    }
    return max(shown.count - 1, 0)
  }
}
