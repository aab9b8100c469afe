/// BLEU of translations, with one reference for each, counted over all pairs together as sacreBLEU
/// does by default:
///
///     p_n  = 100 matches_n / (n-grams of the hypotheses)           n = 1…4
///     BP   = 1 where c ≥ r, else exp(1 − r / c)
///     BLEU = BP exp(¼ Σ_n log p_n)
///
/// with c words in all hypotheses, r in all references. The k-th p_n without a match is smoothed
/// to 100 / (2ᵏ n-grams), unless no n has any. Words are compared scalar by scalar, so that é
/// composed and decomposed differ.
/// Source: Papineni et al. 2002, §2.3; smoothing: Chen and Cherry 2014, method 3; sacreBLEU: Post
/// 2018.
public struct BLEU: Sendable {
  /// What a word is, under sacreBLEU's names.
  public enum Words: String, Sendable, CaseIterable {
    /// As WMT counts them: for text as people write it.
    case mteval13a = "13a"
    /// What white space separates: for text that is tokenized already.
    case spaced = "none"
  }

  static let order = 4

  /// What is counted as a word.
  public let words: Words
  /// Whether texts are compared in lower case.
  public let lowercase: Bool
  /// c, in words.
  public private(set) var hypothesisLength = 0
  /// r, in words.
  public private(set) var referenceLength = 0
  /// N-grams of the hypotheses; n = 1 comes first.
  public private(set) var totals = [Int](repeating: 0, count: order)
  /// Those that are in their references too.
  public var matches: [Int] { ngrams.counts }

  private var ngrams = NGramMatches(order: order)
  private var spellings = PrefixTree()

  /// Of no pair so far.
  public init(words: Words = .mteval13a, lowercase: Bool = false) {
    self.words = words
    self.lowercase = lowercase
  }

  /// Counts a translation of one segment. Either text may be empty.
  public mutating func add(hypothesis: String, reference: String) {
    let hypothesis = separated(hypothesis)
    let reference = separated(reference)
    spellings.reset(nodes: hypothesis.count + reference.count)
    let found = numbers(hypothesis)
    let expected = numbers(reference)
    hypothesisLength += found.count
    referenceLength += expected.count
    for n in 1...Self.order { totals[n - 1] += NGramMatches.total(n, in: found.count) }
    ngrams.add(hypothesis: found, reference: expected)
  }

  private func separated(_ text: String) -> [Unicode.Scalar] {
    var scalars = Array(text.unicodeScalars)
    if lowercase { scalars = PythonString.lowercased(scalars) }
    return words == .mteval13a ? Tokenizer13a.separate(scalars) : scalars
  }

  /// A number for each word, equal where the words of this pair are.
  private mutating func numbers(_ text: [Unicode.Scalar]) -> [UInt32] {
    var numbers: [UInt32] = []
    var word = PrefixTree.root
    for scalar in text {
      if !PythonString.isSpace(scalar) {
        word = spellings.add(scalar.value, after: word)
      } else if word != PrefixTree.root {
        numbers.append(word)
        word = PrefixTree.root
      }
    }
    if word != PrefixTree.root { numbers.append(word) }
    return numbers
  }

  /// From 0 to 100 (a perfect one may be off by a rounding); 0 where no pair was added, for which
  /// sacreBLEU has no score.
  public var score: Double {
    let precisions = precisions
    if precisions.contains(0) { return 0 }
    let sum = precisions.reduce(0) { $0 + log($1) }
    return brevityPenalty * exp(sum / Double(Self.order))
  }

  /// p_n in per cent, smoothed; n = 1 comes first. 0 where no n has a match, or no hypothesis has
  /// n words.
  public var precisions: [Double] {
    guard matches.contains(where: { $0 > 0 }) else { return totals.map { _ in 0 } }
    var smoothing = 1.0
    return zip(matches, totals).map { matched, total in
      if total == 0 { return 0 }
      if matched > 0 { return 100 * Double(matched) / Double(total) }
      smoothing *= 2
      return 100 / (smoothing * Double(total))
    }
  }

  /// BP, what hypotheses lose that are shorter than their references.
  public var brevityPenalty: Double {
    if hypothesisLength >= referenceLength { return 1 }
    if hypothesisLength == 0 { return 0 }
    return exp(1 - Double(referenceLength) / Double(hypothesisLength))
  }

  /// c / r, or 0 where the references have no word.
  public var lengthRatio: Double {
    referenceLength == 0 ? 0 : Double(hypothesisLength) / Double(referenceLength)
  }

  /// How the score was counted, in sacreBLEU's words, but without a `version`: that would say that
  /// sacreBLEU itself had counted.
  public var signature: String {
    "nrefs:1|case:\(lowercase ? "lc" : "mixed")|eff:no|tok:\(words.rawValue)|smooth:exp"
  }
}
