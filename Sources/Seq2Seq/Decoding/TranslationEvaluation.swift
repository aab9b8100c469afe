/// The results of a model on a test set.
public struct TranslationEvaluation: Sendable {
  /// The best translation of each source.
  package let hypotheses: [String]
  /// The measurements by each of `Measure.allCases`, in their order.
  package let measurements: [TranslationMeasurement]
  /// The log-probability of the references, with the weights as they were trained.
  public let score: TextScore
  /// How far the references' alignments, from forced decoding, are from gold ones; nil where there
  /// are none.
  public let alignments: AlignmentErrorRate?
  /// How attention was spread in these alignments.
  package let attention: AttentionSummary?

  /// The score of all translations together by a measure, in per cent. An error rate may be above
  /// 100, and a perfect BLEU may be off by a rounding error. 0 where there was nothing to
  /// translate.
  public subscript(measure: Measure) -> Double { measurement(measure).score }

  /// How a score was counted, as sacreBLEU's signature, but without a `version`, which would say
  /// that sacreBLEU itself had counted. nil for a measure that sacreBLEU lacks.
  public func signature(of measure: Measure) -> String? { measurement(measure).signature }

  private func measurement(_ measure: Measure) -> TranslationMeasurement {
    guard let found = measurements.first(where: { $0.measure == measure }) else {
      preconditionFailure("an evaluation without \(measure.rawValue)")
    }
    return found
  }
}

extension [TranslationMeasurement] {
  /// Translations measured by each of `Measure.allCases`, in their order.
  ///
  /// - Parameter references: the references of each hypothesis, at least one.
  package init(
    _ hypotheses: some Collection<String>, references: some Collection<[String]>,
    tokenizer: BLEUTokenizer = .mteval13a, lowercase: Bool = false
  ) {
    self = Measure.allCases.map { measure in
      var measurement = TranslationMeasurement(measure, tokenizer: tokenizer, lowercase: lowercase)
      for (hypothesis, references) in zip(hypotheses, references) {
        measurement.add(hypothesis: hypothesis, references: references)
      }
      return measurement
    }
  }
}

extension Bootstrap {
  /// Draws the test sets with this program's generator. A test set depends only on the seed and its
  /// number.
  package init(resamples: Int, segments: Int, seed: UInt64) {
    self.init(resamples: resamples) { resample in
      var random = RandomStream(seed: seed, use: .resampling, moment: resample)
      return (0..<segments).map { _ in
        Int((UInt64(random.next32()) * UInt64(segments)) >> 32)
      }
    }
  }
}

extension TranslationSession {
  /// Translates the sources of `pairs`, and compares the translations with the targets.
  ///
  /// - Parameters:
  ///   - pairs: sources with their references.
  ///   - gold: an alignment of each pair, if there are any.
  ///   - references: further references of each pair, in addition to its target; nil: none.
  ///   - tokenizer: what BLEU counts as a word.
  ///   - lowercase: whether the measures ignore case; nil: as the model's target side does.
  ///   - options: the options of the search.
  /// - Throws: `ModelError` for options out of range, for a number of alignments or of further
  ///   references other than that of pairs, and for a score or a perplexity that is not finite.
  public func evaluate(
    _ pairs: [SentencePair], gold: [WordAlignment]? = nil, references: [[String]]? = nil,
    tokenizer: BLEUTokenizer = .mteval13a, lowercase: Bool? = nil,
    _ options: DecodingOptions = DecodingOptions()
  ) throws -> TranslationEvaluation {
    for (name, count) in [("gold", gold?.count), ("references", references?.count)] {
      guard let count, count != pairs.count else { continue }
      throw ModelError.outOfRange(
        name: name, found: "for \(counted(count, "pair"))",
        expected: "for each of the \(pairs.count)")
    }
    var options = options
    options.scores = false
    let hypotheses = try translate(pairs.map(\.source), options).map { $0[0].text }
    let measurements = [TranslationMeasurement](
      hypotheses,
      references: pairs.enumerated().map { [$1.target] + (references?[$0] ?? []) },
      tokenizer: tokenizer, lowercase: lowercase ?? model.target.tokenizer.lowercase)
    let score = try score(pairs, batch: options.batch, copiesUnknown: false)
      .reduce(into: TextScore()) { $0 += $1 }
    guard pairs.isEmpty || score.perplexity.isFinite else { throw ModelError.notFinite }
    let matrices = try gold.map { _ in try align(pairs, batch: options.batch) }
    let alignments = gold.map { gold in
      zip(matrices ?? [], gold).reduce(into: AlignmentErrorRate()) {
        $0.add($1.0.hardLinks, gold: $1.1)
      }
    }
    return TranslationEvaluation(
      hypotheses: hypotheses, measurements: measurements, score: score, alignments: alignments,
      attention: matrices.map { $0.reduce(into: AttentionSummary()) { $0.add($1) } })
  }
}
