/// What a beam search followed for a sentence: the tokens of all hypotheses that it held at any
/// step, as a tree, and the most probable next tokens of each.
package struct SearchTree: Sendable, Equatable {
  /// A token with its log-probability given those before it, in nats.
  package struct NextToken: Sendable, Equatable {
    package let token: Int32
    package let logProbability: Float
  }

  /// What became of a hypothesis.
  package enum Outcome: Sendable, Equatable {
    /// Longer ones begin with it.
    case followed
    /// At the next step other hypotheses filled the beam.
    case dropped
    /// It is a translation with this score: it ended, or all hypotheses were cut at the length
    /// limit.
    case finished(score: Float)
    /// It was live when the search ended.
    case open
  }

  /// A hypothesis, represented by its last token.
  package struct Node: Sendable, Equatable {
    package let token: Int32
    /// The node of the hypothesis without that token; nil where it is the first token.
    package let parent: Int?
    /// How many tokens the hypothesis has, from 1.
    package let step: Int
    /// The place among the hypotheses of the step; 0 is the most probable one.
    package let place: Int
    /// log p of the token given those before it, in nats.
    package let logProbability: Float
    /// log p of the whole hypothesis.
    package let sum: Float
    package let outcome: Outcome
    /// The most probable next tokens, the best first, whether they were followed or not.
    package let next: [NextToken]
  }

  /// The nodes, step by step, and within a step in their order.
  package let nodes: [Node]
  /// The most probable first tokens.
  package let first: [NextToken]

  /// The node of the hypothesis with the highest score, the first of equal ones.
  package var best: Int? {
    var best: (node: Int, score: Float)?
    for (i, node) in nodes.enumerated() {
      guard case .finished(let score) = node.outcome else { continue }
      if best.map({ score > $0.score }) ?? true { best = (i, score) }
    }
    return best?.node
  }

  /// The tokens of a hypothesis.
  package func tokens(to node: Int) -> [Int32] {
    var tokens: [Int32] = []
    var place: Int? = node
    while let at = place {
      tokens.append(nodes[at].token)
      place = nodes[at].parent
    }
    return tokens.reversed()
  }
}

/// Records what a beam search follows.
///
/// Memory grows with the number of hypotheses at all steps, at most beam × steps for a sentence.
final class SearchRecorder {
  /// The number of next tokens that are kept for each hypothesis.
  static let mostNext = 3

  /// The tree of each sentence, once the search has ended.
  private(set) var trees: [SearchTree] = []
  /// The next tokens, by sentence, then by node, with those of the beginning first.
  private var next: [[[SearchTree.NextToken]]] = []

  /// Records the best tokens after a node; -1 is the beginning.
  func take(_ found: BeamSearch.NextTokens, row: Int32, after node: Int32, of sentence: Int) {
    while next.count <= sentence { next.append([]) }
    while next[sentence].count <= node + 1 { next[sentence].append([]) }
    let places = (0..<min(found.count, Self.mostNext)).map { Int(row) * found.count + $0 }
    next[sentence][Int(node) + 1] = places.prefix { found.words[$0] >= 0 }.map {
      SearchTree.NextToken(token: found.words[$0], logProbability: found.logProbabilities[$0])
    }
  }

  /// Makes the tree of the next sentence.
  ///
  /// - Parameters:
  ///   - endWord: what ends a hypothesis.
  ///   - mostCut: how many hypotheses count as translations where none has ended.
  ///   - score: the score for a sum of log-probabilities and a length.
  func finish(
    _ nodes: [BeamSearch.Node], endWord: Int32?, mostCut: Int, score: (Float, Int) -> Float
  ) {
    var next = trees.count < self.next.count ? self.next[trees.count] : []
    while next.count <= nodes.count { next.append([]) }
    var steps: [Int] = [], sums: [Float] = [], places: [Int] = []
    var isFollowed = [Bool](repeating: false, count: nodes.count)
    for node in nodes {
      let parent = Int(node.parent)
      steps.append(parent < 0 ? 1 : steps[parent] + 1)
      sums.append((parent < 0 ? 0 : sums[parent]) + node.logProbability)
      places.append(steps.last == steps.dropLast().last ? places[places.count - 1] + 1 : 0)
      if parent >= 0 { isFollowed[parent] = true }
    }
    let hasEnded = nodes.contains { $0.word == endWord }
    trees.append(
      SearchTree(
        nodes: nodes.indices.map { i in
          let isLast = steps[i] == steps.last
          let isWhole =
            hasEnded ? nodes[i].word == endWord : isLast && places[i] < mostCut
          return SearchTree.Node(
            token: nodes[i].word, parent: nodes[i].parent < 0 ? nil : Int(nodes[i].parent),
            step: steps[i], place: places[i], logProbability: nodes[i].logProbability,
            sum: sums[i],
            outcome: isFollowed[i]
              ? .followed
              : isWhole ? .finished(score: score(sums[i], steps[i])) : isLast ? .open : .dropped,
            next: next[i + 1])
        }, first: next[0]))
  }
}
