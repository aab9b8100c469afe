/// BLEU of translations, counted over all segments together as sacreBLEU does by default:
///
///     p_n  = 100 matches_n / (n-grams of the hypotheses)           n = 1…4
///     BP   = 1 where c ≥ r, else exp(1 − r / c)
///     BLEU = BP exp(¼ Σ_n log p_n)
///
/// with c words in all hypotheses and r in all references. Where a segment has several references,
/// r counts the one whose length is nearest to the hypothesis', and the shorter one if two are
/// equally near. The k-th p_n without a match is smoothed to 100 / (2ᵏ n-grams), unless no n has a
/// match. Words are compared scalar by scalar, so composed and decomposed é differ.
/// Source: Papineni et al. 2002, §2.3; smoothing: Chen and Cherry 2014, method 3; sacreBLEU: Post
/// 2018.
struct BLEU: SegmentMeasure {
  static let order = 4

  /// What is counted as a word.
  let tokenizer: BLEUTokenizer
  let lowercase: Bool

  private var words = WordNumbers()
  private var ngrams = NGramMatches()

  init(tokenizer: BLEUTokenizer = .mteval13a, lowercase: Bool = false) {
    self.tokenizer = tokenizer
    self.lowercase = lowercase
  }

  var width: Int { 2 + 2 * Self.order }

  mutating func statistics(_ hypothesis: String, _ references: [String]) -> [Double] {
    let texts = words.number(([hypothesis] + references).map(separated))
    let found = texts[0], expected = Array(texts[1...])
    let length = expected.map(\.count).min {
      (abs($0 - found.count), $0) < (abs($1 - found.count), $1)
    }
    let matches = ngrams.count(found, in: expected, order: Self.order)
    let totals = (1...Self.order).map { NGramMatches.total($0, in: found.count) }
    return ([found.count, length ?? 0] + matches + totals).map { Double($0) }
  }

  private func separated(_ text: String) -> [Unicode.Scalar] {
    var scalars = Array(text.unicodeScalars)
    if lowercase { scalars = PythonString.lowercased(scalars) }
    return tokenizer.separate(scalars)
  }

  func score(_ sums: [Double]) -> Double { Sums(sums).score }

  /// The sums that a score is computed from.
  struct Sums {
    /// c and r, in words.
    let hypothesisLength, referenceLength: Double
    /// N-grams of the hypotheses that their references have too; n = 1 comes first.
    let matches: [Double]
    /// N-grams of the hypotheses.
    let totals: [Double]

    init(_ sums: [Double]) {
      hypothesisLength = sums[0]
      referenceLength = sums[1]
      matches = Array(sums[2..<2 + order])
      totals = Array(sums[(2 + order)...])
    }

    /// From 0 to 100; a perfect score may be off by a rounding error.
    var score: Double {
      let precisions = precisions
      if precisions.contains(0) { return 0 }
      let sum = precisions.reduce(0) { $0 + log($1) }
      return brevityPenalty * exp(sum / Double(order))
    }

    /// p_n in per cent, smoothed; n = 1 comes first. 0 where no n has a match, or no hypothesis has
    /// n words.
    var precisions: [Double] {
      guard matches.contains(where: { $0 > 0 }) else { return totals.map { _ in 0 } }
      var smoothing = 1.0
      return zip(matches, totals).map { matched, total in
        if total == 0 { return 0 }
        if matched > 0 { return 100 * matched / total }
        smoothing *= 2
        return 100 / (smoothing * total)
      }
    }

    /// BP, the penalty for hypotheses that are shorter than their references.
    var brevityPenalty: Double {
      if hypothesisLength >= referenceLength { return 1 }
      if hypothesisLength == 0 { return 0 }
      return exp(1 - referenceLength / hypothesisLength)
    }
  }

  var signature: String? {
    "case:\(lowercase ? "lc" : "mixed")|eff:no|tok:\(tokenizer.rawValue)|smooth:exp"
  }
}
