/// The character n-gram F-score of translations, counted over all segments together like
/// sacreBLEU's chrF2, or with words in addition to characters like chrF2++:
///
///     chrP = mean over n of matches_n / (n-grams of the hypotheses)      n = 1…6, and 1…2 of words
///     chrR = mean over n of matches_n / (n-grams of the references)
///     chrF = 100 (1 + β²) chrP chrR / (β² chrP + chrR)                   β = 2
///
/// Characters are Unicode scalars without white space. One punctuation mark at the end of a word,
/// or else at its beginning, is a word of its own. The means leave out an n without n-grams on
/// either side (effective order), and where a segment's reference has no n-gram, its hypothesis
/// adds none for that n. Of several references, the one that gives the segment the highest score
/// counts, the first of equal ones.
/// Source: Popović 2015, §2; β after Popović 2016; words: Popović 2017.
struct ChrF: SegmentMeasure {
  private static let characterOrder = 6
  private static let beta = 2.0

  /// The greatest n for words; 0: characters alone.
  let wordOrder: Int
  let lowercase: Bool
  private var words = WordNumbers()
  private var ngrams = NGramMatches()

  init(wordOrder: Int = 0, lowercase: Bool = false) {
    self.wordOrder = wordOrder
    self.lowercase = lowercase
  }

  /// For each n: n-grams of the hypothesis, n-grams of the reference, and matches.
  var width: Int { 3 * (Self.characterOrder + wordOrder) }

  mutating func statistics(_ hypothesis: String, _ references: [String]) -> [Double] {
    let texts = ([hypothesis] + references).map { text in
      let scalars = Array(text.unicodeScalars)
      return lowercase ? PythonString.lowercased(scalars) : scalars
    }
    let characters = texts.map { $0.filter { !PythonString.isSpace($0) }.map(\.value) }
    let words = wordOrder > 0 ? words.number(texts.map(Self.separatingMarks)) : []
    var best: [Double] = [], highest = -1.0
    for reference in 1..<texts.count {
      var found = counts(characters[0], characters[reference], order: Self.characterOrder)
      if wordOrder > 0 { found += counts(words[0], words[reference], order: wordOrder) }
      let score = score(found)
      if score > highest { (best, highest) = (found, score) }
    }
    return best
  }

  private mutating func counts(
    _ hypothesis: [UInt32], _ reference: [UInt32], order: Int
  ) -> [Double] {
    let matches = ngrams.count(hypothesis, in: [reference], order: order)
    return (1...order).flatMap { n -> [Double] in
      guard reference.count >= n else { return [0, 0, 0] }
      return [
        Double(NGramMatches.total(n, in: hypothesis.count)),
        Double(NGramMatches.total(n, in: reference.count)), Double(matches[n - 1]),
      ]
    }
  }

  /// The words, with one ASCII punctuation mark separated: the last character, or else the first.
  private static func separatingMarks(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for word in text.split(whereSeparator: PythonString.isSpace) {
      result.append(" ")
      if word.count > 1, let last = word.last, isMark(last) {
        result += word.dropLast() + [" ", last]
      } else if word.count > 1, let first = word.first, isMark(first) {
        result += [first, " "] + word.dropFirst()
      } else {
        result += word
      }
    }
    return result
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "!"..."/", ":"..."@", "["..."`", "{"..."~": true
    default: false
    }
  }

  /// From 0 to 100.
  func score(_ sums: [Double]) -> Double {
    var precision = 0.0, recall = 0.0, orders = 0.0
    for i in stride(from: 0, to: sums.count, by: 3) where sums[i] > 0 && sums[i + 1] > 0 {
      precision += sums[i + 2] / sums[i]
      recall += sums[i + 2] / sums[i + 1]
      orders += 1
    }
    guard precision > 0 else { return 0 }
    precision /= orders
    recall /= orders
    let weight = Self.beta * Self.beta
    return 100 * ((1 + weight) * precision * recall / (weight * precision + recall))
  }

  var signature: String? {
    "case:\(lowercase ? "lc" : "mixed")|eff:yes|nc:\(Self.characterOrder)|nw:\(wordOrder)|space:no"
  }
}
