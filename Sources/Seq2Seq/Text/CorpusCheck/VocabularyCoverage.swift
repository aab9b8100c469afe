/// Tokens of a side that a vocabulary lacks, and those among them that it has in a different case.
package struct VocabularyCoverage: Sendable, Equatable {
  package private(set) var tokens = 0
  package private(set) var unknown = 0
  private(set) var byCase = FoundCount()

  /// The share of unknown tokens; 0 where there are no tokens.
  package var share: Double { tokens == 0 ? 0 : Double(unknown) / Double(tokens) }

  struct FoundCount: Sendable, Equatable {
    var count = 0
    var example = ""
  }

  /// - Parameter lines: those of the validation part.
  init(_ lines: some Sequence<String>, _ side: TextSide) {
    let vocabulary = side.vocabulary
    let folded = Set(vocabulary.tokens.map { Self.folded($0) })
    for line in lines {
      for token in side.words(line).flatMap(\.tokens) {
        tokens += 1
        guard vocabulary.id(of: token) == Vocabulary.unknown else { continue }
        unknown += 1
        if folded.contains(Self.folded(token)) {
          if byCase.count == 0 { byCase.example = token }
          byCase.count += 1
        }
      }
    }
  }

  /// A token without joiner marks, in lower case.
  private static func folded(_ token: String) -> UTF8Key {
    var text = String.UnicodeScalarView()
    for scalar in MarkedToken(token).core { scalar.appendLowercased(to: &text) }
    return UTF8Key(String(text))
  }

  /// A finding where folding case is worth it: for one unknown token in five, and one token in 200
  /// of all.
  func finding(in part: String, _ side: CorpusFinding.Side) -> CorpusFinding? {
    guard byCase.count >= 3, byCase.count * 5 >= unknown, byCase.count * 200 >= tokens else {
      return nil
    }
    return CorpusFinding(
      .unknownByCase, in: part, side, count: byCase.count, of: unknown, example: byCase.example)
  }
}
