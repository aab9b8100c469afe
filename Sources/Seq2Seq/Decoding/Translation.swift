/// One translation of a sentence.
public struct Translation: Sendable, Equatable {
  /// The translation as plain text.
  public let text: String
  /// log p / |y|^A, in nats, plus the coverage penalty. Without `DecodingOptions.scores` greedy
  /// search leaves it 0.
  public let score: Float
  /// Its token numbers, the end symbol included unless the search stopped at the length limit.
  public let tokens: [Int32]
  /// What its words attended to; nil unless `DecodingOptions.aligns` is set, and for a line that was
  /// translated in pieces if there would be more than 2^22 weights.
  public let alignment: AlignmentMatrix?
  /// log p of each of `tokens` given those before it, in nats; nil unless
  /// `DecodingOptions.tokenScores` is set.
  public let tokenScores: [Float]?
  /// Where the model was least sure, and what was copied; nil unless
  /// `DecodingOptions.explainedChoices` is set and there is an alignment.
  package let explanation: TranslationExplanation?
  /// log p of each target word of `alignment`, summed over its tokens, where `tokenScores` are
  /// asked for too.
  package let wordScores: [Float]?
  /// What the search followed for each part of the line, in order; only the best translation has
  /// it.
  package internal(set) var searches: [SearchTree] = []
  /// The part of the score that `DecodingOptions.coveragePenalty` adds.
  private let coverage: Float

  /// exp of the mean −log p of its tokens, where the score is divided by the length itself.
  package var perplexity: Double { exp(-Double(score)) }

  init(
    text: String, score: Float, tokens: [Int32], alignment: AlignmentMatrix? = nil,
    tokenScores: [Float]? = nil, wordScores: [Float]? = nil,
    explanation: TranslationExplanation? = nil, coverage: Float = 0
  ) {
    self.explanation = explanation
    self.tokenScores = tokenScores
    self.wordScores = wordScores
    self.coverage = coverage
    self.text = text
    self.score = score
    self.tokens = tokens
    self.alignment = alignment
  }
}

extension Translation {
  /// The best translations of a whole line, combined from those of its parts, as many as are asked
  /// for.
  static func best(_ parts: [[Translation]], _ options: DecodingOptions) -> [Translation] {
    if parts.count == 1 { return parts[0] }
    if options.samples { return samples(parts, options) }
    // The chosen translation of each part so far.
    var choices: [(places: [Int], sum: ScoreSum)] = [([], ScoreSum())]
    for part in parts {
      let longer = choices.flatMap { choice in
        part.indices.map { place in
          (places: choice.places + [place], sum: choice.sum.adding(part[place], options))
        }
      }
      let scores = longer.map { $0.sum.score(options) }
      // Equal scores keep their order, which follows the parts.
      let ranked = longer.indices.sorted {
        scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
      }
      choices = ranked.prefix(options.nBest).map { longer[$0] }
    }
    var best = choices.map { choice in
      Translation(joining: zip(parts, choice.places).map { $0[$1] }, options)
    }
    if !best.isEmpty { best[0].searches = parts.flatMap { $0.first?.searches ?? [] } }
    return best
  }

  /// Joins samples of a line's parts: the first of one with the first of the others, and so on.
  private static func samples(
    _ parts: [[Translation]], _ options: DecodingOptions
  ) -> [Translation] {
    let joined = (0..<options.nBest).map { place in
      Translation(joining: parts.compactMap { place < $0.count ? $0[place] : $0.first }, options)
    }
    return joined.indices
      .sorted { (joined[$1].score, $0) < (joined[$0].score, $1) }.map { joined[$0] }
  }

  /// The translation of a text that was translated in pieces.
  package init(joining parts: [Translation], _ options: DecodingOptions) {
    let sum = parts.reduce(ScoreSum()) { $0.adding($1, options) }
    let matrices = parts.compactMap(\.alignment)
    let alignment =
      options.aligns && matrices.count == parts.count ? AlignmentMatrix(joining: matrices) : nil
    self.init(
      text: parts.reduce(into: "") { $0 += separator(between: $0, and: $1.text) + $1.text },
      score: sum.score(options), tokens: parts.flatMap(\.tokens),
      alignment: alignment,
      tokenScores: options.tokenScores ? parts.flatMap { $0.tokenScores ?? [] } : nil,
      wordScores: alignment != nil && options.tokenScores
        ? parts.flatMap { $0.wordScores ?? [] } : nil,
      explanation: alignment == nil ? nil : Self.explanation(joining: parts, options),
      coverage: sum.coverage)
  }

  private static func explanation(
    joining parts: [Translation], _ options: DecodingOptions
  ) -> TranslationExplanation? {
    guard options.explainedChoices > 0 else { return nil }
    return TranslationExplanation(
      joining: parts.compactMap { part in
        guard let explanation = part.explanation, let matrix = part.alignment else { return nil }
        return (explanation, source: matrix.source.count, target: matrix.target.count)
      }, count: options.explainedChoices)
  }

  /// log p of the parts, divided by the length of the whole as for a single sentence.
  private struct ScoreSum {
    private var logProbability: Float = 0
    private var length = 0
    private(set) var coverage: Float = 0

    func adding(_ part: Translation, _ options: DecodingOptions) -> ScoreSum {
      var sum = self
      sum.logProbability +=
        (part.score - part.coverage) * Self.scale(part.tokens.count, options)
      sum.coverage += part.coverage
      sum.length += part.tokens.count
      return sum
    }

    func score(_ options: DecodingOptions) -> Float {
      logProbability / Self.scale(length, options) + coverage
    }

    /// |y|^A, finite: a part whose scale is beyond that has a score of 0.
    private static func scale(_ length: Int, _ options: DecodingOptions) -> Float {
      let scale = Float(pow(Double(max(length, 1)), Double(options.lengthPenalty)))
      return min(scale, .greatestFiniteMagnitude)
    }
  }
}
