/// The links of an alignment compared with gold links, for each pair of words.
package struct GoldLinks: Sendable {
  package let gold: WordAlignment
  private let found: Set<WordLink>

  /// A gold link.
  package struct Link: Sendable, Hashable {
    /// Whether an alignment must have it, or only may.
    package let isSure: Bool
    /// Whether the alignment has it.
    package let isFound: Bool

    /// In the order of legends.
    static let all = [true, false].flatMap { isSure in
      [true, false].map { Link(isSure: isSure, isFound: $0) }
    }

    var description: String {
      "\(isSure ? "sure" : "possible"), \(isFound ? "found" : "missed")"
    }
  }

  package init(_ gold: WordAlignment, found: Set<WordLink>) {
    self.gold = gold
    self.found = found
  }

  /// The gold link of a source word and a target word; nil: no link.
  subscript(source: Int, target: Int) -> Link? {
    let link = WordLink(source, target)
    let isSure = gold.sure.contains(link)
    guard isSure || gold.possible.contains(link) else { return nil }
    return Link(isSure: isSure, isFound: found.contains(link))
  }
}
