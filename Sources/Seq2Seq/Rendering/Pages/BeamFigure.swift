/// What a beam search followed, for a page: the hypotheses of each step as a tree, and the next
/// tokens that were not followed.
package struct BeamFigure: Sendable {
  /// The most hypotheses of a step that are shown, in addition to those that others begin with; the
  /// rest are left out.
  static let mostPlaces = 10

  /// A token and its log p given those before it.
  package struct Word: Sendable {
    let text: String
    let logProbability: Float

    package init(_ text: String, logProbability: Float) {
      self.text = text
      self.logProbability = logProbability
    }
  }

  package enum Outcome: Sendable, Equatable {
    case followed, dropped, open
    /// The place among the translations that are shown, if the hypothesis is one of them.
    case finished(score: Float, rank: Int?)
  }

  /// A hypothesis, represented by its last token.
  package struct Node: Sendable {
    let text: String
    /// The parent node, which comes earlier in the list.
    let parent: Int?
    /// The place among the hypotheses of its step, from 0.
    let place: Int
    /// log p of the whole hypothesis.
    let sum: Float
    let outcome: Outcome
    /// The most probable tokens after it that were not followed, the best first.
    let passedOver: [Word]

    package init(
      _ text: String, parent: Int?, place: Int, sum: Float, outcome: Outcome, passedOver: [Word]
    ) {
      self.text = text
      self.parent = parent
      self.place = place
      self.sum = sum
      self.outcome = outcome
      self.passedOver = passedOver
    }
  }

  let nodes: [Node]
  /// The first tokens that were not followed.
  let passedOver: [Word]

  /// - Parameter nodes: the nodes step by step, and within a step in their order.
  package init(nodes: [Node], passedOver: [Word]) {
    self.nodes = nodes
    self.passedOver = passedOver
  }

  /// What the page's script reads: the number of nodes, and the first tokens that were not followed; then for each node the distance to its parent, its
  /// word, the fall of log p, its place, its outcome, and the tokens that were not followed. log p
  /// is in hundredths, scores in thousandths.
  func packed(_ words: inout PageWords) -> String {
    var numbers = [nodes.count]
    func tell(_ passed: [Word]) {
      numbers.append(passed.count)
      for word in passed {
        numbers += [words.number(of: word.text), PackedNumbers.hundredths(-word.logProbability)]
      }
    }
    tell(passedOver)
    var places: [Int?] = [], sums: [Int] = [], shown = 0
    let isShown = self.isShown
    for (i, node) in nodes.enumerated() {
      let parent = node.parent
      let sum = max(PackedNumbers.hundredths(-node.sum), parent.map { sums[$0] } ?? 0)
      sums.append(sum)
      places.append(isShown[i] ? shown : nil)
      guard isShown[i] else { continue }
      let before = parent.flatMap { places[$0] }
      numbers += [
        shown - (before ?? -1), words.number(of: node.text), sum - (parent.map { sums[$0] } ?? 0),
        node.place,
      ]
      switch node.outcome {
      case .followed: numbers.append(0)
      case .dropped: numbers.append(1)
      case .open: numbers.append(2)
      case .finished(let score, let rank):
        numbers += [3 + (rank.map { $0 + 1 } ?? 0), PackedNumbers.thousandths(-score)]
      }
      tell(node.passedOver)
      shown += 1
    }
    return PackedNumbers.text(numbers)
  }

  /// The first nodes of each step, the translations that are shown, and the nodes that these begin
  /// with.
  private var isShown: [Bool] {
    var shown = nodes.map { node in
      if case .finished(_, .some) = node.outcome { return true }
      return node.place < Self.mostPlaces
    }
    for (i, node) in nodes.enumerated().reversed() where shown[i] {
      if let parent = node.parent { shown[parent] = true }
    }
    return shown
  }
}
