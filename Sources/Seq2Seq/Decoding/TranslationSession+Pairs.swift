extension TranslationSession {
  /// How the words of each pair are aligned: the decoder is led through the target, and α of each
  /// of its steps tells what the next word looked at (forced decoding).
  ///
  /// A pair's matrix is the same to the bit whatever stands beside it. Memory grows with the product
  /// of its lengths.
  ///
  /// - Parameters:
  ///   - pairs: a source and its translation each.
  ///   - batch: pairs side by side.
  ///   - tokens: whether each token stands by itself, not only each word.
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

  /// The same, and how probable the model holds each target word, as `score` has it.
  package func alignAndScore(
    _ pairs: [SentencePair], batch: Int = 64, tokens: Bool = false
  ) throws -> [ScoredAlignment] {
    let matrices = try align(pairs, batch: batch, tokens: tokens)
    let logs = try tokenScores(
      pairs.map { (reading.whole($0.source), model.target.encode($0.target)) }, batch: batch)
    if !logs.joined().allSatisfy(\.isFinite) { throw ModelError.notFinite }
    return zip(pairs, zip(matrices, logs)).map { pair, found in
      ScoredAlignment(
        matrix: found.0,
        wordScores: wordScores(model.target.words(pair.target), found.1, tokens: tokens),
        score: found.1.reduce(0, +) / Float(max(found.1.count, 1)))
    }
  }

  /// log p of each word as an alignment shows it, that of its tokens together; scores past the last
  /// word's are left out.
  func wordScores(_ target: [TokenizedWord], _ tokenScores: [Float], tokens: Bool) -> [Float] {
    var rest = tokenScores[...]
    return model.target.tokenizer.shown(target, tokens: tokens).map { word in
      let own = rest.prefix(word.tokens.count)
      rest = rest.dropFirst(word.tokens.count)
      return own.reduce(0, +)
    }
  }

  /// How probable the model holds each pair's target, in float32 whatever the session's weights are
  /// rounded to; an ensemble by the mean of its models' probabilities of each token.
  ///
  /// A pair's score is the same to the bit whatever stands beside it. Memory grows with the product
  /// of its lengths. Parameters and errors are those of `align`.
  public func score(_ pairs: [SentencePair], batch: Int = 64) throws -> [TextScore] {
    let pairs = pairs.map {
      (source: reading.whole($0.source), target: model.target.encode($0.target))
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

  /// α `[target][source]` of each pair: the mean of those models that read the source's tokens as the
  /// first one does.
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

  /// A source and the target that the decoder is led through.
  typealias ForcedPair = (source: SourceText, target: [Int32])

  /// What comes of the pairs in each model.
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

/// An alignment with what the model holds of its target.
package struct ScoredAlignment: Sendable, Equatable {
  package let matrix: AlignmentMatrix
  /// log p of each target word, in nats.
  package let wordScores: [Float]
  /// The mean of log p over the target's tokens, the end symbol's among them.
  package let score: Float
}
