/// Which words of a hypothesis and of its reference differ: those that the fewest insertions,
/// deletions and replacements touch. If several ways need equally few, the one that replaces words
/// nearest to the end is used.
///
/// Source: Wagner and Fischer 1974, in the band of `BandedEditDistance`: words far from each
/// other's places are not compared.
struct WordDifference: Sendable {
  let edits: Int
  /// For each word, whether the other side has a different word or none in its place.
  let hypothesis, reference: [Bool]

  init(_ hypothesis: [UInt32], _ reference: [UInt32]) {
    var distances = BandedEditDistance(words: hypothesis.count, reference: reference)
    edits = distances.fill(hypothesis)
    let alignment = distances.alignment(of: hypothesis)
    self.hypothesis = hypothesis.indices.map { alignment.hasError(hypothesis: $0..<$0 + 1) }
    self.reference = reference.indices.map { alignment.hasError(reference: $0..<$0 + 1) }
  }
}
