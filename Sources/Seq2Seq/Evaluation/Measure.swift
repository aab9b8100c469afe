/// A measure of translations. Scores are in per cent.
public enum Measure: String, Sendable, CaseIterable, Codable {
  /// N-gram precision with a brevity penalty (Papineni et al. 2002), as sacreBLEU counts it.
  case bleu = "BLEU"
  /// F-score of character n-grams (Popović 2015), as sacreBLEU counts it.
  case chrF
  /// The same with words and pairs of words (Popović 2017), as sacreBLEU counts it.
  case chrFPlusPlus = "chrF++"
  /// Edits and shifts of phrases for each word of the references (Snover et al. 2006), as sacreBLEU
  /// counts them: without regard to case.
  case translationEditRate = "TER"
  /// Hypotheses that equal a reference, with runs of white space as one space and the ends trimmed.
  /// Where each segment is a word, as in letter-to-sound conversion, 100 minus this is called the
  /// word error rate.
  case exactMatch = "exact-match"
  /// Edits for each token of the references, where white space separates tokens (Levenshtein 1966).
  case tokenErrorRate = "token-error-rate"
  /// Edits for each character of the references (Levenshtein 1966). Characters are Unicode scalars
  /// of the text; white space between words is one character, white space around the text is none.
  case characterErrorRate = "character-error-rate"

  /// Whether lower is better.
  public var isErrorRate: Bool {
    switch self {
    case .bleu, .chrF, .chrFPlusPlus, .exactMatch: false
    case .translationEditRate, .tokenErrorRate, .characterErrorRate: true
    }
  }

  /// Whether the first of two scores is the better one.
  package func prefers(_ score: Double, to other: Double) -> Bool {
    isErrorRate ? score < other : score > other
  }
}

/// A measure whose score is computed from sums: each segment has a few numbers, and the score of
/// many segments is a function of the sums of these alone. So the score of any selection of
/// segments can be computed without the texts.
protocol SegmentMeasure: Sendable {
  /// How many numbers a segment has.
  var width: Int { get }
  /// The numbers of one segment. There is at least one reference; each text may be empty.
  mutating func statistics(_ hypothesis: String, _ references: [String]) -> [Double]
  /// The score from sums over segments; 0 where there are no segments.
  func score(_ sums: [Double]) -> Double
  /// How it counts, in sacreBLEU's form but without the number of references; nil where sacreBLEU
  /// lacks the measure.
  var signature: String? { get }
}
