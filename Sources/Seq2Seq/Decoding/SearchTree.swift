/// What a beam search followed for a sentence: the tokens of all hypotheses that it held at any step, as
/// a tree, and the tokens that stood next to each of them.
package struct SearchTree: Sendable, Equatable {
  /// A token with its log-probability after those before it, in nats.
  package struct NextToken: Sendable, Equatable {
    package let token: Int32
    package let logProbability: Float
  }

  /// What became of a hypothesis.
  package enum Outcome: Sendable, Equatable {
    /// Longer ones begin with it.
    case followed
    /// At the next step other hypotheses took all places.
    case dropped
    /// It is a translation, with this score: it ended, or all were cut at the length limit.
    case finished(score: Float)
    /// It was alive when the search was over.
    case open
  }

  /// A hypothesis, by its last token.
  package struct Node: Sendable, Equatable {
    package let token: Int32
    /// The node of the hypothesis without that token; nil where it is the first one.
    package let parent: Int?
    /// From 1: how many tokens the hypothesis has.
    package let step: Int
    /// Among the hypotheses of the step, 0 the most probable one.
    package let place: Int
    /// log p of the token after those before it, in nats.
    package let logProbability: Float
    /// log p of the whole hypothesis.
    package let sum: Float
    package let outcome: Outcome
    /// The most probable tokens to come after it, the best first, whether they were followed or not.
    package let next: [NextToken]
  }

  /// Step by step, the hypotheses of a step in their order.
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

/// Takes down what a beam search follows. A search without one takes down nothing.
///
/// Memory grows with the number of hypotheses at all steps, beam × steps at most for a sentence.
final class SearchRecorder {
  /// Next tokens of each hypothesis that are kept.
  static let mostNext = 3

  /// Of each sentence, once the search is over.
  private(set) var trees: [SearchTree] = []
  /// Of each sentence, then of each of its nodes, the beginning before them.
  private var next: [[[SearchTree.NextToken]]] = []

  /// Takes down the best tokens after a node, -1 for the beginning.
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
  ///   - mostCut: how many hypotheses are translations where none has ended.
  ///   - score: of a sum of log-probabilities and a length.
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
