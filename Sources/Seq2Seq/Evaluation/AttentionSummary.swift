/// How attention is spread over the pairs of a corpus.
///
///     entropy = mean over target words t of H_t = −Σ_j α_tj log α_tj, in nats
///     share   = mean of H_t / log (S + 1), its greatest possible value
///     coverage = share of source words j with Σ_t α_tj ≥ 0.5
///
/// A target word attends to S source words and the end symbol; the end symbol need not be covered.
/// Source of coverage: Tu et al. 2016, §3; the threshold is ours.
package struct AttentionSummary: Sendable, Equatable {
  /// The sum of weights from which on a source word is covered.
  package static let covering = 0.5

  package private(set) var pairs = 0
  private var sourceWords = 0
  private var targetWords = 0
  private var covered = 0
  private var entropies = 0.0
  private var shares = 0.0

  /// No pair has been counted.
  package init() {}

  /// Counts a sentence pair.
  package mutating func add(_ matrix: AlignmentMatrix) {
    pairs += 1
    sourceWords += matrix.source.count
    targetWords += matrix.target.count
    var attended = [Double](repeating: 0, count: matrix.source.count)
    for row in matrix.weights {
      for j in attended.indices { attended[j] += Double(row[j]) }
      let entropy = row.reduce(0.0) { $1 > 0 ? $0 - Double($1) * log(Double($1)) : $0 }
      entropies += entropy
      if row.count > 1 { shares += entropy / log(Double(row.count)) }
    }
    covered += attended.count { $0 >= Self.covering }
  }

  /// 0 without target words.
  package var entropy: Double { entropies / Double(max(targetWords, 1)) }
  package var entropyShare: Double { shares / Double(max(targetWords, 1)) }
  /// 1 without source words.
  package var coverage: Double {
    sourceWords == 0 ? 1 : Double(covered) / Double(sourceWords)
  }
}
