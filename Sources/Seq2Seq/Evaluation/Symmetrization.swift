/// How the word alignments of two directions become one.
///
/// Source: Och and Ney 2003, §5; Koehn, Och and Marcu 2003, §3; the order in which links are tried
/// is that of Moses' documentation.
package enum Symmetrization: String, CaseIterable, Sendable {
  /// Links of both directions: few, but good ones.
  case intersection
  /// The intersection, and those links of the union that are next to a link, horizontally,
  /// vertically or diagonally, and that link a word without a link.
  case growDiag = "grow-diag"
  /// In addition, links of either direction between two words that both have none.
  case growDiagFinalAnd = "grow-diag-final-and"
  /// Links of either direction: many.
  case union

  /// - Parameters:
  ///   - forward: links of a model from source to target.
  ///   - backward: links of the same words by a model of the other direction, also from source to
  ///     target.
  package func callAsFunction(
    _ forward: Set<WordLink>, _ backward: Set<WordLink>
  ) -> Set<WordLink> {
    switch self {
    case .intersection: return forward.intersection(backward)
    case .union: return forward.union(backward)
    case .growDiag, .growDiagFinalAnd:
      var grown = GrowingAlignment(forward.intersection(backward))
      grown.growDiag(in: forward.union(backward))
      if self == .growDiagFinalAnd {
        grown.finalAnd(forward)
        grown.finalAnd(backward)
      }
      return grown.links
    }
  }
}

/// Links to which others are added.
private struct GrowingAlignment {
  private(set) var links: Set<WordLink>
  private var sources: Set<Int>
  private var targets: Set<Int>

  init(_ links: Set<WordLink>) {
    self.links = links
    sources = Set(links.map(\.source))
    targets = Set(links.map(\.target))
  }

  private mutating func add(_ link: WordLink) {
    links.insert(link)
    sources.insert(link.source)
    targets.insert(link.target)
  }

  /// Differences of place, in the order in which neighbors are looked at.
  private static let neighbors = [
    (-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1),
  ]

  /// Goes through the links target by target, repeatedly until none is added. Each is looked at
  /// once, since neighbors that it does not add then will never be free again.
  mutating func growDiag(in union: Set<WordLink>) {
    var visits = PriorityQueue<(pass: Int, target: Int, source: Int)>()
    for link in links { visits.insert((0, link.target, link.source)) { $0 < $1 } }
    while let (pass, target, source) = visits.popFirst(by: { $0 < $1 }) {
      for (j, i) in Self.neighbors {
        let other = WordLink(source + i, target + j)
        let isFree = !sources.contains(other.source) || !targets.contains(other.target)
        guard isFree, union.contains(other) else { continue }
        add(other)
        let comesLater = (other.target, other.source) > (target, source)
        visits.insert((comesLater ? pass : pass + 1, other.target, other.source)) { $0 < $1 }
      }
    }
  }

  /// Adds links whose words both have none, target by target.
  mutating func finalAnd(_ more: Set<WordLink>) {
    for link in more.sorted(by: { ($0.target, $0.source) < ($1.target, $1.source) })
    where !sources.contains(link.source) && !targets.contains(link.target) {
      add(link)
    }
  }
}
