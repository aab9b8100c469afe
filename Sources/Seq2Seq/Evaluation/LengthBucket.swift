/// The sentences whose references have lengths in a range, and each system's score on all of them
/// together.
package struct LengthBucket: Sendable {
  package static let measure = Measure.bleu
  static let ranges = CountRange.ranges(from: [0, 1, 5, 10, 15, 20, 30, 40, 60])

  /// The lengths, in words of the first reference.
  package let words: CountRange
  package let sentences: Int
  /// Each system's score, by `measure`.
  package let scores: [Double]

  /// The buckets that have sentences.
  ///
  /// - Parameter lengths: the length of each sentence, in words of its first reference.
  static func buckets(_ systems: [MeasuredSystem], lengths: [Int]) -> [LengthBucket] {
    ranges.compactMap { range in
      let places = lengths.indices.filter { range.contains(lengths[$0]) }
      if places.isEmpty { return nil }
      return LengthBucket(
        words: range, sentences: places.count,
        scores: systems.map { $0[measure].score(of: places) })
    }
  }
}
