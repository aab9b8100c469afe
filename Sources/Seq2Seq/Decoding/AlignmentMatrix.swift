/// What each target word attended to.
///
/// Words are what white space separates. For α of a word that is several tokens, the weights of source
/// tokens are summed and those of target tokens averaged, so each row still sums to 1.
public struct AlignmentMatrix: Sendable, Equatable {
  public let source: [String]
  public let target: [String]
  /// `[target.count][source.count + 1]`; the last column is the source's end symbol.
  public let weights: [[Float]]

  /// - Parameter alpha: the weight that target token t gives to source token j, of which the last
  ///   is the end symbol.
  init(source: [TokenizedWord], target: [TokenizedWord], alpha: (Int, Int) -> Float) {
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
        for t in rows { for j in columns { sum += alpha(t, j) } }
        return sum / Float(rows.count)
      }
    }
  }

  /// For each target word the source word with the most weight, the first of equal ones; a word
  /// that attends most to the end symbol has no link.
  public var hardLinks: Set<WordLink> {
    var links: Set<WordLink> = []
    for (t, row) in weights.enumerated() {
      var best = 0
      for j in row.indices where row[j] > row[best] { best = j }
      if best < source.count { links.insert(WordLink(best, t)) }
    }
    return links
  }
}
