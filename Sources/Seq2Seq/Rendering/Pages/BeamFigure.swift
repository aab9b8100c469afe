/// What a beam search followed, for a page: the hypotheses of each step as a tree, and what stood beside
/// them.
package struct BeamFigure: Sendable {
  /// Hypotheses of a step that are shown, beside those that others begin with; the rest are left out.
  static let mostPlaces = 10

  /// A token and log p of it after those before it.
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
    /// With its place among the translations that are shown, if it is one of them.
    case finished(score: Float, rank: Int?)
  }

  /// A hypothesis, by its last token.
  package struct Node: Sendable {
    let text: String
    /// The node before it, which stands before it in the list.
    let parent: Int?
    /// Among the hypotheses of its step, from 0.
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
  /// Of first tokens.
  let passedOver: [Word]

  /// - Parameter nodes: step by step, those of a step in their order.
  package init(nodes: [Node], passedOver: [Word]) {
    self.nodes = nodes
    self.passedOver = passedOver
  }

  /// What the page's script reads: how many nodes there are, those that are left out among them, and the
  /// first tokens that were passed over; then each node as how far before it its parent stands, its word,
  /// by how much log p fell, its place, what became of it, and the tokens that were passed over. log p is
  /// told in hundredths, scores in thousandths.
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

  /// The first ones of each step, translations that are shown, and what these begin with.
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
