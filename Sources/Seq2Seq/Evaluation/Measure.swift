/// What translations are measured by. Scores are in per cent.
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
  /// Hypotheses that equal a reference, white space made single and trimmed. What is missing to 100
  /// is called the word error rate where each segment is a word, as in letter-to-sound conversion.
  case exactMatch = "exact-match"
  /// Edits for each token of the references, tokens being what white space separates.
  case tokenErrorRate = "token-error-rate"
  /// Edits for each character of the references. Characters are Unicode scalars as they stand in the
  /// text; white space between words is one character, white space around the text none.
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

/// A measure whose score follows from sums: each segment has a few numbers, and the score of many
/// segments is a function of the sum over them alone. So a score of any selection of segments needs
/// no text again.
protocol SegmentMeasure: Sendable {
  /// How many numbers a segment has.
  var width: Int { get }
  /// The numbers of one segment. There is at least one reference; each text may be empty.
  mutating func statistics(_ hypothesis: String, _ references: [String]) -> [Double]
  /// From sums over segments; 0 of no segment.
  func score(_ sums: [Double]) -> Double
  /// How it counts, in sacreBLEU's words but without the number of references; nil: as its name says.
  var signature: String? { get }
}
