@testable import Seq2Seq

/// Alignment without learning: target word t goes with the source word at the same part of the
/// sentence.
enum DiagonalAlignment {
  static func links(source: Int, target: Int) -> Set<WordLink> {
    guard source > 0 else { return [] }
    return Set(
      (0..<target).map { t in
        // The centres of the words, so that both ends are treated alike.
        WordLink(min(source - 1, (2 * t + 1) * source / (2 * target)), t)
      })
  }
}

/// IBM model 2: p(f, a | e) ∝ Π_j t(f_j | e_{a_j}) a(a_j | j, l, m), trained by
/// expectation-maximization, after model 1 has given t its start.
///
/// Source: Brown et al. 1993, §4.1-4.2. Place l of the source, past its words, is the empty word.
struct IBMModel2 {
  /// t(f | e), `[e][f]`, of pairs that occur together; the last e is the empty word. Nil before the
  /// first round: all are equal.
  private var translation: [[Int: Double]]?
  /// a(i | j, l, m), by (l, m), then j, then i.
  private var position: [[Int]: [[Double]]] = [:]
  private let sourceIDs: [String: Int]
  private let targetIDs: [String: Int]

  init(_ pairs: [(source: [String], target: [String])], rounds: Int) {
    func numbered(_ words: [[String]]) -> [String: Int] {
      var ids: [String: Int] = [:]
      for word in words.joined() where ids[word] == nil { ids[word] = ids.count }
      return ids
    }
    sourceIDs = numbered(pairs.map(\.source))
    targetIDs = numbered(pairs.map(\.target))
    let empty = sourceIDs.count
    let numbers = pairs.map { pair in
      (e: pair.source.map { sourceIDs[$0]! } + [empty], f: pair.target.map { targetIDs[$0]! })
    }
    for round in 0..<2 * rounds { improve(numbers, withPositions: round >= rounds) }
  }

  private mutating func improve(_ pairs: [(e: [Int], f: [Int])], withPositions: Bool) {
    var counts = [[Int: Double]](repeating: [:], count: sourceIDs.count + 1)
    var places: [[Int]: [[Double]]] = [:]
    for (e, f) in pairs {
      let lengths = [e.count - 1, f.count]
      let prior = withPositions ? position[lengths] : nil
      var own = places[lengths] ?? f.map { _ in e.map { _ in 0 } }
      for j in f.indices {
        var posterior = e.indices.map { i in
          let t = translation.map { $0[e[i]][f[j]] ?? 0 } ?? 1
          return t * (prior?[j][i] ?? 1)
        }
        let sum = posterior.reduce(0, +)
        for i in e.indices {
          posterior[i] /= sum
          counts[e[i]][f[j], default: 0] += posterior[i]
          own[j][i] += posterior[i]
        }
      }
      places[lengths] = own
    }
    translation = counts.map { row in
      let sum = row.values.sorted().reduce(0, +)
      return row.mapValues { $0 / sum }
    }
    position = places.mapValues { rows in
      rows.map { row in
        let sum = row.reduce(0, +)
        return row.map { $0 / sum }
      }
    }
  }

  /// For each target word its most probable source word, none where that is the empty word or the
  /// target word was never seen. Lengths that were never seen favor no position.
  func links(source: [String], target: [String]) -> Set<WordLink> {
    var links: Set<WordLink> = []
    let prior = position[[source.count, target.count]]
    for (j, word) in target.enumerated() {
      guard let f = targetIDs[word] else { continue }
      let e = source.map { sourceIDs[$0] } + [sourceIDs.count]
      var best = source.count, most = 0.0
      for i in e.indices {
        guard let e = e[i] else { continue }
        let probability = (translation?[e][f] ?? 0) * (prior?[j][i] ?? 1)
        if probability > most { (best, most) = (i, probability) }
      }
      if best < source.count { links.insert(WordLink(best, j)) }
    }
    return links
  }
}
