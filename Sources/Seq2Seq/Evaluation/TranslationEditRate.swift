/// The translation edit rate: insertions, deletions, replacements and shifts of phrases that turn the
/// hypotheses into their references, for each word of the references:
///
///     TER = 100 Σ edits / Σ words of the reference
///
/// Of several references, the fewest edits count, and the mean of their lengths. Words are what
/// white space separates, in lower case. If the references have no words, the rate is 0 where there
/// are no edits, else 100.
/// Source: Snover et al. 2006, §3, in sacreBLEU's form (Post 2018); see `ShiftedEdits`.
struct TranslationEditRate: SegmentMeasure {
  private var words = WordNumbers()

  /// Edits, words of the reference.
  var width: Int { 2 }

  mutating func statistics(_ hypothesis: String, _ references: [String]) -> [Double] {
    let texts = words.number(
      ([hypothesis] + references).map { PythonString.lowercased(Array($0.unicodeScalars)) })
    var fewest = Int.max, length = 0
    for reference in texts[1...] {
      var edits = ShiftedEdits(texts[0], reference)
      fewest = min(fewest, edits.count())
      length += reference.count
    }
    return [Double(fewest), Double(length) / Double(references.count)]
  }

  func score(_ sums: [Double]) -> Double { percentage(ofEdits: sums[0], in: sums[1]) }

  var signature: String? { "case:lc|tok:tercom|norm:no|punct:yes|asian:no" }
}
