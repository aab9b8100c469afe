extension TranslationSession {
  /// Aligns the words of each pair by forced decoding: the decoder reads the target, and α of each
  /// step shows what the next word attends to.
  ///
  /// A pair's matrix does not depend on the other pairs, to the bit. Memory grows with the product
  /// of its lengths.
  ///
  /// - Parameters:
  ///   - pairs: sources with their translations.
  ///   - batch: the number of pairs that are processed together.
  ///   - tokens: whether each token is shown separately, instead of each word.
  /// - Throws: `ModelError` for a `batch` out of range, and where the weights overflow.
  public func align(
    _ pairs: [SentencePair], batch: Int = 64, tokens: Bool = false
  ) throws -> [AlignmentMatrix] {
    let words = pairs.map {
      (
        source: reading.whole($0.source, copiesUnknown: true),
        target: model.target.words($0.target)
      )
    }
    let alphas = try attention(
      words.map { ($0.source, model.target.encode($0.target)) }, batch: batch)
    return zip(words, alphas).map { words, alpha in
      matrix(words.source.words, words.target, alpha: alpha, tokens: tokens)
    }
  }

  func matrix(
    _ source: [TokenizedWord], _ target: [TokenizedWord], alpha: [[Float]], tokens: Bool
  ) -> AlignmentMatrix {
    AlignmentMatrix(
      source: model.source.tokenizer.shown(source, tokens: tokens),
      target: model.target.tokenizer.shown(target, tokens: tokens), alpha: alpha)
  }

  /// The same, with the log-probability of each target word, as in `score`. Errors are those of
  /// `align`.
  package func alignAndScore(
    _ pairs: [SentencePair], batch: Int = 64, tokens: Bool = false
  ) throws -> [ScoredAlignment] {
    let matrices = try align(pairs, batch: batch, tokens: tokens)
    let logs = try tokenScores(
      pairs.map {
        (reading.whole($0.source, copiesUnknown: true), model.target.encode($0.target))
      }, batch: batch)
    if !logs.joined().allSatisfy(\.isFinite) { throw ModelError.notFinite }
    return zip(pairs, zip(matrices, logs)).map { pair, found in
      ScoredAlignment(
        matrix: found.0,
        wordScores: wordScores(model.target.words(pair.target), found.1, tokens: tokens),
        score: found.1.reduce(0, +) / Float(max(found.1.count, 1)))
    }
  }

  /// log p of each word that an alignment shows, summed over its tokens; scores past the last
  /// word's are left out.
  func wordScores(_ target: [TokenizedWord], _ tokenScores: [Float], tokens: Bool) -> [Float] {
    var rest = tokenScores[...]
    return model.target.tokenizer.shown(target, tokens: tokens).map { word in
      let own = rest.prefix(word.tokens.count)
      rest = rest.dropFirst(word.tokens.count)
      return own.reduce(0, +)
    }
  }

  /// The log-probability of each pair's target, in float32 whatever the session's weights are
  /// rounded to; for an ensemble, with the mean of its models' probabilities of each token. Sources are
  /// read as `translate` reads them: unknown words in known forms.
  ///
  /// A pair's score does not depend on the other pairs, to the bit. Memory grows with the product
  /// of its lengths.
  ///
  /// - Parameters:
  ///   - pairs: sources with their translations.
  ///   - batch: the number of pairs that are processed together.
  /// - Throws: `ModelError` for a `batch` out of range, and where the weights overflow.
  public func score(_ pairs: [SentencePair], batch: Int = 64) throws -> [TextScore] {
    try score(pairs, batch: batch, copiesUnknown: true)
  }

  /// - Parameter copiesUnknown: whether sources are read as they are translated, or else as training
  ///   reads them.
  func score(
    _ pairs: [SentencePair], batch: Int, copiesUnknown: Bool
  ) throws -> [TextScore] {
    let pairs = pairs.map {
      (
        source: reading.whole($0.source, copiesUnknown: copiesUnknown),
        target: model.target.encode($0.target)
      )
    }
    return try zip(pairs, tokenScores(pairs, batch: batch)).map { try TextScore($0.target, $1) }
  }

  /// log p of each target token of the pairs.
  private func tokenScores(_ pairs: [ForcedPair], batch: Int) throws -> [[Float]] {
    let logs = try forced(pairs, batch: batch, withProbabilities: true, \.logProbabilities)
    return pairs.indices.map { place in
      pairs[place].target.indices.map { t in
        TokenDistribution.mean(of: logs.map { $0[place][t] })
      }
    }
  }

  /// α `[target][source]` of each pair: the mean over those models that have the same source tokens
  /// as the first one.
  func attention(_ pairs: [ForcedPair], batch: Int) throws -> [[[Float]]] {
    let alphas = try forced(pairs, batch: batch, withProbabilities: false, \.alpha)
    if !alphas.joined().joined().joined().allSatisfy(\.isFinite) { throw ModelError.notFinite }
    if alphas.count == 1 { return alphas[0] }
    return pairs.indices.map { place in
      let like = pairs[place].source.membersLikeFirst
      return alphas[0][place].indices.map { t in
        alphas[0][place][t].indices.map { j in
          like.reduce(0) { $0 + alphas[$1][place][t][j] } / Float(like.count)
        }
      }
    }
  }

  /// A source, and the target that the decoder reads.
  typealias ForcedPair = (source: SourceText, target: [Int32])

  /// The results for the pairs in each model.
  private func forced<Result>(
    _ pairs: [ForcedPair], batch: Int, withProbabilities: Bool,
    _ result: (ForcedDecoding.Outcome) -> Result
  ) throws -> [[Result]] {
    try ModelError.require("batch", batch, in: DecodingOptions.batches)
    return zip(models, withProbabilities ? exactContexts : contexts).enumerated().map {
      member, used in
      let decoding = ForcedDecoding(network: used.0.network, context: used.1)
      return pairs.chunks(of: batch).flatMap { some in
        decoding(
          some.map { ($0.source.ids[member], $0.target) }, withProbabilities: withProbabilities
        ).map(result)
      }
    }
  }
}

/// An alignment with the log-probabilities of its target.
package struct ScoredAlignment: Sendable, Equatable {
  package let matrix: AlignmentMatrix
  /// log p of each target word, in nats.
  package let wordScores: [Float]
  /// The mean log-probability per target token, the end symbol included.
  package let score: Float
}
