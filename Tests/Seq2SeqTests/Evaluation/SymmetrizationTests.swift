import Testing

@testable import Seq2Seq

@Suite struct SymmetrizationTests {
  typealias Links = Set<WordLink>

  static func links(_ text: String) throws -> Links { try WordAlignment(pharaoh: text).sure }

  /// Links of two directions, drawn near a diagonal or anywhere.
  static func drawn(_ seed: UInt64) -> (forward: Links, backward: Links) {
    var numbers = SeededNumbers(seed: seed)
    let size = numbers.integer(1..<8)
    func one() -> Links {
      Links(
        (0..<numbers.integer(0..<2 * size)).map { _ in
          let i = numbers.integer(0..<size)
          let j = numbers.integer(0..<2) == 0 ? i : numbers.integer(0..<size)
          return WordLink(i, j)
        })
    }
    return (one(), one())
  }

  /// The published algorithm literally: all cells of a matrix, again and again.
  static func reference(_ kind: Symmetrization, _ forward: Links, _ backward: Links) -> Links {
    let union = forward.union(backward), size = 9
    var found = forward.intersection(backward)
    if kind == .intersection { return found }
    if kind == .union { return union }
    func hasSource(_ i: Int) -> Bool { found.contains { $0.source == i } }
    func hasTarget(_ j: Int) -> Bool { found.contains { $0.target == j } }
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for j in 0..<size {
        for i in 0..<size where found.contains(WordLink(i, j)) {
          for (dj, di) in [
            (-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1),
          ] {
            let (k, l) = (i + di, j + dj), link = WordLink(k, l)
            if !hasSource(k) || !hasTarget(l), union.contains(link), !found.contains(link) {
              found.insert(link)
              isGrowing = true
            }
          }
        }
      }
    }
    if kind == .growDiag { return found }
    for direction in [forward, backward] {
      for j in 0..<size {
        for i in 0..<size
        where !hasSource(i) && !hasTarget(j) && direction.contains(WordLink(i, j)) {
          found.insert(WordLink(i, j))
        }
      }
    }
    return found
  }

  @Test(arguments: Symmetrization.allCases)
  func everyKindIsThePublishedAlgorithm(_ kind: Symmetrization) {
    for seed in 0..<2_000 as Range<UInt64> {
      let (forward, backward) = Self.drawn(seed)
      let expected = Self.reference(kind, forward, backward)
      #expect(kind(forward, backward) == expected, "\(kind), seed \(seed)")
    }
  }

  /// A long line whose links are found from its end on, one in each pass.
  @Test func aChainAgainstTheOrderTakesNoQuadraticTime() {
    let length = 50_000
    let chain = Links((0..<length).map { WordLink($0, $0) })
    let end: Links = [WordLink(length - 1, length - 1)]
    #expect(Symmetrization.growDiag(end, chain) == chain)
  }

  @Test func eachKindHasTheLinksOfTheOneBefore() {
    var grown = 0, finished = 0
    for seed in 0..<2_000 as Range<UInt64> {
      let (forward, backward) = Self.drawn(seed)
      let all = [.intersection, .growDiag, .growDiagFinalAnd, .union].map {
        ($0 as Symmetrization)(forward, backward)
      }
      for (few, many) in zip(all, all.dropFirst()) { #expect(few.isSubset(of: many)) }
      grown += all[1].count - all[0].count
      finished += all[2].count - all[1].count
    }
    #expect(grown > 1_000 && finished > 100, "\(grown) and \(finished)")
  }

  @Test(arguments: Symmetrization.allCases)
  func agreeingDirectionsAreLeftAsTheyAre(_ kind: Symmetrization) {
    for seed in 0..<100 as Range<UInt64> {
      let links = Self.drawn(seed).forward
      #expect(kind(links, links) == links)
    }
  }

  /// A neighbor is added only if one of its words is free; a link without neighbors only if both
  /// words are.
  @Test func growingTakesNeighborsAndTheEndTakesFreePairs() throws {
    let forward = try Self.links("0-0 1-1 1-2 5-5 0-7"), backward = try Self.links("0-0 1-1 0-1")
    #expect(Symmetrization.growDiag(forward, backward) == (try Self.links("0-0 1-1 1-2")))
    #expect(
      Symmetrization.growDiagFinalAnd(forward, backward) == (try Self.links("0-0 1-1 1-2 5-5")))
  }
}
