/// The share of hypotheses that equal one of their references, with runs of white space as one
/// space and the ends trimmed. Texts are compared scalar by scalar.
struct ExactMatch: SegmentMeasure {
  let lowercase: Bool

  /// 1 or 0 for whether it is equal, and 1.
  var width: Int { 2 }

  func statistics(_ hypothesis: String, _ references: [String]) -> [Double] {
    let found = singleSpaced(hypothesis, lowercase: lowercase)
    return [references.contains { singleSpaced($0, lowercase: lowercase) == found } ? 1 : 0, 1]
  }

  func score(_ sums: [Double]) -> Double { sums[1] > 0 ? 100 * sums[0] / sums[1] : 0 }

  var signature: String? { nil }
}

/// How many units must be inserted, deleted or replaced to turn the hypotheses into their references,
/// for each unit of the references:
///
///     rate = 100 Σ edits / Σ units of the reference
///
/// Of several references, the one with the fewest edits counts, the first of equal ones. If the
/// references have no units, the rate is 0 where there are no edits, else 100.
/// Source: Levenshtein 1966.
struct ErrorRate: SegmentMeasure {
  enum Unit: Sendable {
    /// Text separated by white space.
    case token
    /// A scalar, with runs of white space as one space and the ends trimmed.
    case character
  }

  let unit: Unit
  let lowercase: Bool
  private var words = WordNumbers()

  init(unit: Unit, lowercase: Bool) {
    self.unit = unit
    self.lowercase = lowercase
  }

  /// Edits and units.
  var width: Int { 2 }

  mutating func statistics(_ hypothesis: String, _ references: [String]) -> [Double] {
    let texts = ([hypothesis] + references).map { singleSpaced($0, lowercase: lowercase) }
    let units = unit == .token ? words.number(texts) : texts.map { $0.map(\.value) }
    let nearest = units[1...].map { (edits: editDistance(units[0], $0), units: $0.count) }
      .min { $0.edits < $1.edits }
    return nearest.map { [Double($0.edits), Double($0.units)] } ?? [0, 0]
  }

  func score(_ sums: [Double]) -> Double { percentage(ofEdits: sums[0], in: sums[1]) }

  var signature: String? { nil }
}

/// The rate in per cent; 100 where the length is 0 but there are edits.
func percentage(ofEdits edits: Double, in length: Double) -> Double {
  length > 0 ? 100 * (edits / length) : edits > 0 ? 100 : 0
}

/// The text with one space between words, and none around them.
private func singleSpaced(_ text: String, lowercase: Bool) -> [Unicode.Scalar] {
  let scalars = Array(text.unicodeScalars)
  let words = (lowercase ? PythonString.lowercased(scalars) : scalars)
    .split(whereSeparator: PythonString.isSpace)
  return Array(words.joined(separator: [" "]))
}
