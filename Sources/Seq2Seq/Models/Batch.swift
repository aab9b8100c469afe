/// Sentence pairs side by side. Each side is sorted by its own length; `sourceRank` leads from the
/// target's order, in which the decoder works, to the source's.
struct Batch: Sendable {
  let source: PackedSteps
  /// Row by row, in the source's order.
  let sourceTokens: [Int32]
  /// First row of each sentence's source in attention's memory, in the target's order; one more at
  /// the end.
  let memoryStarts: [Int]
  /// The encoder's row of each memory row.
  let encoderRow: [Int32]
  /// Place among the sources of each sentence of the target's order.
  let sourceRank: [Int]
  /// Place in the given list of each sentence of the target's order.
  let order: [Int]

  let target: PackedSteps
  /// What the decoder reads, y_{t−1}, and what it should say, y_t; row by row.
  let targetInputs: [Int32]
  let targets: [Int32]

  /// `pairs` are token numbers; both sides end in the end symbol.
  init(_ pairs: [(source: [Int32], target: [Int32])]) {
    let order = Self.longestFirst(pairs.map(\.target.count))
    let bySource = Self.longestFirst(order.map { pairs[$0].source.count })
    self.init(order: order, bySource: bySource, source: { pairs[$0].source })
    { steps in
      var inputs: [Int32] = [], targets: [Int32] = []
      for t in 0..<steps.steps {
        for s in 0..<steps.count(at: t) {
          let sentence = pairs[order[s]].target
          inputs.append(t == 0 ? Vocabulary.begin : sentence[t - 1])
          targets.append(sentence[t])
        }
      }
      return (inputs, targets)
    } targetLengths: { pairs[order[$0]].target.count }
  }

  /// Sources to translate: the decoder's order is the given one.
  init(sources: [[Int32]]) {
    self.init(
      order: Array(sources.indices), bySource: Self.longestFirst(sources.map(\.count)),
      source: { sources[$0] }, targets: { _ in ([], []) }, targetLengths: { _ in 1 })
  }

  private init(
    order: [Int], bySource: [Int], source tokens: (Int) -> [Int32],
    targets: (PackedSteps) -> ([Int32], [Int32]), targetLengths: (Int) -> Int
  ) {
    self.order = order
    let source = PackedSteps(lengths: bySource.map { tokens(order[$0]).count })
    let target = PackedSteps(lengths: order.indices.map(targetLengths))
    var rank = Array(repeating: 0, count: order.count)
    for (place, sentence) in bySource.enumerated() { rank[sentence] = place }
    var sourceTokens: [Int32] = []
    sourceTokens.reserveCapacity(source.rows)
    for t in 0..<source.steps {
      for place in 0..<source.count(at: t) { sourceTokens.append(tokens(order[bySource[place]])[t]) }
    }
    var starts = [0], rows: [Int32] = []
    for sentence in order.indices {
      for t in 0..<source.lengths[rank[sentence]] {
        rows.append(Int32(source.row(of: rank[sentence], at: t)))
      }
      starts.append(rows.count)
    }
    self.source = source
    self.sourceTokens = sourceTokens
    memoryStarts = starts
    encoderRow = rows
    sourceRank = rank
    self.target = target
    (targetInputs, self.targets) = targets(target)
  }

  /// Places ordered by length, longest first, equal ones as they stand.
  private static func longestFirst(_ lengths: [Int]) -> [Int] {
    lengths.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
  }
}
