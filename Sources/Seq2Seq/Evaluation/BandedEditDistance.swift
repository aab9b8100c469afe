/// Edit distances between the prefixes of a hypothesis and of a reference, in a band around the
/// diagonal, whose slope is the ratio of their lengths.
///
///     d[i, j] = min(d[i−1, j−1] + (h_i ≠ r_j), d[i−1, j] + 1, d[i, j−1] + 1)
///
/// Memory grows with the sum of the lengths, not with their product.
/// Source: Wagner and Fischer 1974; the band is that of sacreBLEU's TER (Post 2018).
struct BandedEditDistance {
  private static let leastWidth = 25
  private static let infinity = Int32.max / 2

  private let words: Int
  private let reference: [UInt32]
  /// The columns j of each row i; row 0 is d[0, j] = j and is not stored.
  private let bands: [Range<Int>]
  /// Cells of a row.
  private let stride: Int
  private var cells: [Int32]

  /// - Parameters:
  ///   - words: the number of words of the hypothesis.
  init(words: Int, reference: [UInt32]) {
    self.words = words
    self.reference = reference
    let columns = reference.count + 1
    let slope = words > 0 ? Double(reference.count) / Double(words) : 1
    var width = Self.leastWidth
    if Double(width) < slope / 2 { width = Int((slope / 2 + Double(width)).rounded(.up)) }
    bands = (0...words).map { i in
      if i == 0 { return 0..<columns }
      let middle = Int((Double(i) * slope).rounded(.down))
      return max(0, middle - width)..<(i == words ? columns : min(columns, middle + width))
    }
    stride = bands.dropFirst().map(\.count).max() ?? 0
    cells = [Int32](repeating: Self.infinity, count: (words + 1) * stride)
  }

  /// The distance of a hypothesis with the number of words that it was made for.
  ///
  /// - Parameters:
  ///   - after: rows up to this one are those of `other`.
  mutating func fill(
    _ hypothesis: [UInt32], after: Int = 0, like other: BandedEditDistance? = nil
  ) -> Int {
    if let other, after > 0 {
      for cell in after * stride..<(after + 1) * stride { cells[cell] = other.cells[cell] }
    }
    if after < words {
      for i in after + 1...words { fillRow(i, hypothesis[i - 1]) }
    }
    return Int(self[words, reference.count])
  }

  private mutating func fillRow(_ i: Int, _ word: UInt32) {
    let band = bands[i], row = i * stride - band.lowerBound
    let isFirst = i == 1
    let above = bands[i - 1], rowAbove = (i - 1) * stride - above.lowerBound
    var left = Self.infinity
    for j in band {
      let up =
        isFirst ? Int32(j) : above.contains(j) ? cells[rowAbove + j] : Self.infinity
      var best = min(up, left) + 1
      if j > 0 {
        let diagonal =
          isFirst
          ? Int32(j - 1) : above.contains(j - 1) ? cells[rowAbove + j - 1] : Self.infinity
        best = min(best, diagonal + (reference[j - 1] == word ? 0 : 1))
      }
      cells[row + j] = best
      left = best
    }
  }

  private subscript(i: Int, j: Int) -> Int32 {
    if i == 0 { return Int32(j) }
    return bands[i].contains(j) ? cells[i * stride + j - bands[i].lowerBound] : Self.infinity
  }

  /// What a hypothesis has for each word of the reference, and which words of both are wrong.
  struct Alignment {
    /// For each word of the reference, the place of the word that equals or replaces it, or else of
    /// the last word before it; −1 before all words.
    fileprivate(set) var places: [Int]
    /// How many of the first words of each side are wrong.
    fileprivate var hypothesisErrors = [0], referenceErrors = [0]

    func hasError(hypothesis words: Range<Int>) -> Bool {
      hypothesisErrors[words.upperBound] > hypothesisErrors[words.lowerBound]
    }

    func hasError(reference words: Range<Int>) -> Bool {
      referenceErrors[words.upperBound] > referenceErrors[words.lowerBound]
    }
  }

  /// The path, traced back from the end, that prefers words of both sides, then surplus words of
  /// the hypothesis.
  func alignment(of hypothesis: [UInt32]) -> Alignment {
    var i = words, j = reference.count
    var places = [Int](repeating: -1, count: j)
    var wrongWords = [Bool](repeating: true, count: i)
    var wrongReference = [Bool](repeating: true, count: j)
    while j > 0 {
      let isEqual = i > 0 && hypothesis[i - 1] == reference[j - 1]
      if i > 0, self[i, j] == self[i - 1, j - 1] + (isEqual ? 0 : 1) {
        wrongWords[i - 1] = !isEqual
        wrongReference[j - 1] = !isEqual
        places[j - 1] = i - 1
        (i, j) = (i - 1, j - 1)
      } else if i > 0, self[i, j] == self[i - 1, j] + 1 {
        i -= 1
      } else {
        places[j - 1] = i - 1
        j -= 1
      }
    }
    var alignment = Alignment(places: places)
    for isWrong in wrongWords {
      alignment.hypothesisErrors.append((alignment.hypothesisErrors.last ?? 0) + (isWrong ? 1 : 0))
    }
    for isWrong in wrongReference {
      alignment.referenceErrors.append((alignment.referenceErrors.last ?? 0) + (isWrong ? 1 : 0))
    }
    return alignment
  }
}
