/// What each target word attended to.
///
/// Words are what white space separates. Where a word is several tokens, the weights of its source
/// tokens are summed and those of its target tokens averaged, so each row still sums to 1.
public struct AlignmentMatrix: Sendable, Equatable {
  /// The words of the source.
  public let source: [String]
  /// The words of the target.
  public let target: [String]
  /// `[target.count][source.count + 1]`; the last column is the source's end symbol.
  public let weights: [[Float]]

  /// A matrix without words.
  public static let empty = AlignmentMatrix(source: [], target: [], alpha: [])

  /// - Parameter alpha: the weight of source token j for target token t, `[t][j]`, the source's end
  ///   symbol last; rows past those of the last target word are left out.
  init(source: [TokenizedWord], target: [TokenizedWord], alpha: [[Float]]) {
    self.source = source.map(\.word)
    self.target = target.map(\.word)
    var row = 0
    weights = target.map { word in
      let rows = row..<row + word.tokens.count
      row = rows.upperBound
      var column = 0
      return (source.map(\.tokens.count) + [1]).map { width in
        let columns = column..<column + width
        column = columns.upperBound
        var sum: Float = 0
        for t in rows { for j in columns { sum += alpha[t][j] } }
        return sum / Float(rows.count)
      }
    }
  }

  /// The most weights of a matrix that is joined from parts.
  static let mostJoinedWeights = 1 << 22

  /// Joins the parts of a sentence, one after another; a word attends only to its own part.
  ///
  /// Weights grow with the product of the whole lengths: the result is nil where there would be more
  /// than `mostJoinedWeights`.
  init?(joining parts: [AlignmentMatrix]) {
    let columns = parts.reduce(1) { $0 + $1.source.count }
    let rows = parts.reduce(0) { $0 + $1.target.count }
    guard rows * columns <= Self.mostJoinedWeights else { return nil }
    source = parts.flatMap(\.source)
    target = parts.flatMap(\.target)
    var before = 0
    var weights: [[Float]] = []
    for part in parts {
      let after = source.count - before - part.source.count
      for row in part.weights {
        weights.append(
          Array(repeating: 0, count: before) + row.dropLast() + Array(repeating: 0, count: after)
            + row.suffix(1))
      }
      before += part.source.count
    }
    self.weights = weights
  }

  /// For each target word, a link to the source word with the most weight, the first of equal ones;
  /// a word that attends most to the end symbol has no link.
  public var hardLinks: Set<WordLink> { links(everyWord: false) }

  /// The same or, with `everyWord`, links of all target words, whatever weight the end symbol has.
  /// Attention often rests on the end symbol, with most of the rest on the right word.
  package func links(everyWord: Bool) -> Set<WordLink> {
    var links: Set<WordLink> = []
    for (t, row) in weights.enumerated() {
      let best = argmax(everyWord ? row.dropLast() : row[...])
      if best < source.count { links.insert(WordLink(best, t)) }
    }
    return links
  }
}

/// The place of the greatest value, the first of equal ones.
func argmax(_ values: some RandomAccessCollection<Float>) -> Int {
  var best = 0, most = -Float.infinity
  for (place, value) in values.enumerated() where value > most { (best, most) = (place, value) }
  return best
}
