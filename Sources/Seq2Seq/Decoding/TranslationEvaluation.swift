/// How a model does on a test set.
public struct TranslationEvaluation: Sendable {
  public let bleu: BLEU
  public let chrF: ChrF
  /// How probable the references are, with the weights as they were trained.
  public let score: TextScore
  /// How far the references' alignments, led through the decoder, are from gold ones.
  public let alignments: AlignmentErrorRate?
}

extension TranslationSession {
  /// Translates the sources of `pairs`, and compares with their targets.
  ///
  /// - Parameters:
  ///   - gold: an alignment of each pair, if there are any.
  ///   - words: what BLEU counts.
  ///   - lowercase: whether BLEU and chrF ignore case; nil: as the model's target does.
  /// - Throws: `ModelError`: options out of range, a score or a perplexity that is not finite.
  public func evaluate(
    _ pairs: [SentencePair], gold: [WordAlignment]? = nil, words: BLEU.Words = .mteval13a,
    lowercase: Bool? = nil, _ options: DecodingOptions = DecodingOptions()
  ) throws -> TranslationEvaluation {
    var options = options
    options.scores = false
    let lowercase = lowercase ?? model.target.tokenizer.lowercase
    var bleu = BLEU(words: words, lowercase: lowercase), chrF = ChrF(lowercase: lowercase)
    for (pair, found) in zip(pairs, try translate(pairs.map(\.source), options)) {
      bleu.add(hypothesis: found[0].text, reference: pair.target)
      chrF.add(hypothesis: found[0].text, reference: pair.target)
    }
    let score = try score(pairs, batch: options.batch).reduce(into: TextScore()) { $0 += $1 }
    guard pairs.isEmpty || score.perplexity.isFinite else { throw ModelError.notFinite }
    let alignments = try gold.map { gold in
      try zip(align(pairs, batch: options.batch), gold).reduce(into: AlignmentErrorRate()) {
        $0.add($1.0.hardLinks, gold: $1.1)
      }
    }
    return TranslationEvaluation(bleu: bleu, chrF: chrF, score: score, alignments: alignments)
  }
}
