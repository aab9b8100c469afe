/// How many n-grams of the hypotheses are also in their references, each at most as often as it
/// occurs there, for n from 1 to N:
///
///     matches_n = Σ over pairs Σ over n-grams g of min(count of g in hypothesis, in reference)
///
/// Source: Papineni et al. 2002, §2.1.1.
struct NGramMatches: Sendable {
  /// n = 1 comes first.
  private(set) var counts: [Int]

  private var unmatched = PrefixTree()

  init(order: Int) {
    counts = [Int](repeating: 0, count: order)
  }

  mutating func add(hypothesis: [UInt32], reference: [UInt32]) {
    let order = counts.count
    unmatched.reset(nodes: order * reference.count)
    for start in reference.indices {
      var ngram = PrefixTree.root
      for symbol in reference[start..<min(start + order, reference.count)] {
        ngram = unmatched.add(symbol, after: ngram)
      }
    }
    for start in hypothesis.indices {
      var ngram = PrefixTree.root
      for place in start..<min(start + order, hypothesis.count) {
        guard let longer = unmatched.child(hypothesis[place], of: ngram) else { break }
        ngram = longer
        if unmatched.take(ngram) { counts[place - start] += 1 }
      }
    }
  }

  /// How many n-grams a sequence of `length` symbols has.
  static func total(_ n: Int, in length: Int) -> Int { max(0, length - n + 1) }
}
