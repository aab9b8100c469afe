/// Translations measured by one measure, segment by segment.
package struct TranslationMeasurement: Sendable {
  package let measure: Measure
  /// How many segments were added.
  package private(set) var segments = 0

  private var counting: any SegmentMeasure
  /// The numbers of each segment, one after another.
  private var statistics: [Double] = []
  /// How many references each segment has; nil where the segments differ.
  private var references: Int? = 1

  /// A measurement without segments.
  ///
  /// - Parameters:
  ///   - tokenizer: what BLEU counts as a word.
  ///   - lowercase: whether case is ignored, as TER always does.
  package init(
    _ measure: Measure, tokenizer: BLEUTokenizer = .mteval13a, lowercase: Bool = false
  ) {
    self.measure = measure
    counting =
      switch measure {
      case .bleu: BLEU(tokenizer: tokenizer, lowercase: lowercase)
      case .chrF: ChrF(lowercase: lowercase)
      case .chrFPlusPlus: ChrF(wordOrder: 2, lowercase: lowercase)
      case .translationEditRate: TranslationEditRate()
      case .exactMatch: ExactMatch(lowercase: lowercase)
      case .tokenErrorRate: ErrorRate(unit: .token, lowercase: lowercase)
      case .characterErrorRate: ErrorRate(unit: .character, lowercase: lowercase)
      }
  }

  /// Counts a translation of one segment. Each text may be empty.
  ///
  /// - Parameter references: at least one.
  package mutating func add(hypothesis: String, references: [String]) {
    precondition(!references.isEmpty, "a translation without a reference")
    if segments == 0 {
      self.references = references.count
    } else if self.references != references.count {
      self.references = nil
    }
    statistics += counting.statistics(hypothesis, references)
    segments += 1
  }

  /// The score of all segments together, in per cent. An error rate may be above 100, and a perfect
  /// BLEU may be off by a rounding error. 0 where no segment was added, for which sacreBLEU has no
  /// score.
  package var score: Double { score(of: 0..<segments) }

  /// The score of some segments, by their places; a segment that is named twice counts twice.
  func score(of places: some Sequence<Int>) -> Double {
    counting.score(sums(of: places))
  }

  /// The numbers that a score is computed from.
  func sums(of places: some Sequence<Int>) -> [Double] {
    let width = counting.width
    var sums = [Double](repeating: 0, count: width)
    for place in places {
      for i in 0..<width { sums[i] += statistics[place * width + i] }
    }
    return sums
  }

  /// How the score was counted, as sacreBLEU's signature, but without a `version`, which would say
  /// that sacreBLEU itself had counted. nil for a measure that sacreBLEU lacks.
  package var signature: String? {
    counting.signature.map { "nrefs:\(references.map { "\($0)" } ?? "var")|\($0)" }
  }
}
