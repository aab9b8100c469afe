extension AlignmentMatrix {
  /// Links of both directions where their attention agrees: for each target word t the source word
  /// j with the greatest α_tj β_jt, and for each source word likewise the target word. α is this
  /// attention and β the other direction's, each normalized over words without the end symbols.
  ///
  /// A word whose products are all 0 has no link. nil where the numbers of words differ, since two
  /// tokenizers may count them differently.
  ///
  /// Source: after Liang, Taskar and Klein 2006, §3.2, who train two models to agree in the product of
  /// their posteriors.
  ///
  /// - Parameters:
  ///   - reverse: the attention of the other direction for the same pair; its source is this
  ///     target.
  ///   - everyWord: whether words that attend most to the end symbol have links.
  /// - Returns: the links of both directions, both from source to target.
  package func agreement(
    with reverse: AlignmentMatrix, everyWord: Bool
  ) -> (forward: Set<WordLink>, backward: Set<WordLink>)? {
    guard (source.count, target.count) == (reverse.target.count, reverse.source.count) else {
      return nil
    }
    let alpha = shares, beta = reverse.shares
    let product = target.indices.map { t in
      source.indices.map { j in alpha[t][j] * beta[j][t] }
    }
    var forward: Set<WordLink> = [], backward: Set<WordLink> = []
    for t in target.indices where everyWord || !restsAtTheEnd(t) {
      if let j = Self.greatest(product[t]) { forward.insert(WordLink(j, t)) }
    }
    for j in source.indices where everyWord || !reverse.restsAtTheEnd(j) {
      if let t = Self.greatest(product.map { $0[j] }) { backward.insert(WordLink(j, t)) }
    }
    return (forward, backward)
  }

  /// Each row's weights of words, scaled to sum to 1 where any is above 0.
  private var shares: [[Double]] {
    weights.map { row in
      let words = row.dropLast().map { Double($0) }
      let sum = words.reduce(0, +)
      return sum > 0 ? words.map { $0 / sum } : words
    }
  }

  private func restsAtTheEnd(_ t: Int) -> Bool { argmax(weights[t]) == source.count }

  /// The place of the greatest positive value, the first of equal ones.
  private static func greatest(_ values: [Double]) -> Int? {
    var best: Int?, most = 0.0
    for (place, value) in values.enumerated() where value > most { (best, most) = (place, value) }
    return best
  }
}
