/// How many n-grams of a hypothesis are also in its references, each counted at most as often as in
/// the reference that has it most often, for n from 1 to N:
///
///     matches_n = Σ over n-grams g of min(count of g in hypothesis, max over references of count of g)
///
/// Source: Papineni et al. 2002, §2.1.1.
struct NGramMatches: Sendable {
  private var unmatched = PrefixTree()

  /// The numbers for n = 1…order.
  mutating func count(
    _ hypothesis: [UInt32], in references: [[UInt32]], order: Int
  ) -> [Int] {
    unmatched.reset(nodes: references.reduce(0) { $0 + order * $1.count })
    for reference in references {
      unmatched.beginBag()
      for start in reference.indices {
        var ngram = PrefixTree.root
        for symbol in reference[start..<min(start + order, reference.count)] {
          ngram = unmatched.add(symbol, after: ngram)
        }
      }
    }
    var counts = [Int](repeating: 0, count: order)
    for start in hypothesis.indices {
      var ngram = PrefixTree.root
      for place in start..<min(start + order, hypothesis.count) {
        guard let longer = unmatched.child(hypothesis[place], of: ngram) else { break }
        ngram = longer
        if unmatched.take(ngram) { counts[place - start] += 1 }
      }
    }
    return counts
  }

  /// How many n-grams a sequence of `length` symbols has.
  static func total(_ n: Int, in length: Int) -> Int { max(0, length - n + 1) }
}
