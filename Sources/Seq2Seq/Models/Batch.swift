/// A mini-batch of sentence pairs. Each side is sorted by its own length; `sourceRank` maps the
/// target's order, in which the decoder works, to the source's.
struct Batch: Sendable {
  let source: PackedSteps
  /// Source token numbers, row by row, in the source's order.
  let sourceTokens: [Int32]
  /// The first row of each sentence's source in `EncoderOutputs`, in the target's order, and the
  /// number of rows at the end.
  let sourceStarts: [Int]
  /// The encoder's row for each row of `EncoderOutputs`.
  let encoderRow: [Int32]
  /// Each sentence's place among the sorted sources, in the target's order.
  let sourceRank: [Int]
  /// Each sentence's place in the list that was given, in the target's order.
  let order: [Int]

  let target: PackedSteps
  /// What the decoder reads, y_{t−1}, and what it should predict, y_t; row by row.
  let targetInputs: [Int32]
  let targets: [Int32]
  /// Where attention should look; nil where that is not known.
  private(set) var guide: AttentionGuide?

  /// `pairs` are token numbers; both sides end in the end symbol.
  init(_ pairs: [(source: [Int32], target: [Int32])]) {
    let order = Self.longestFirst(pairs.map(\.target.count))
    self.init(
      sources: order.map { pairs[$0].source }, targets: order.map { pairs[$0].target },
      order: order)
  }

  /// The same, with the links of each pair, ascending by target, and the weight of their loss.
  init(
    _ pairs: [(source: [Int32], target: [Int32])], links: [[TokenLink]], weight: Float
  ) {
    self.init(pairs)
    guide = AttentionGuide(order.map { links[$0] }, weight: weight, target)
  }

  /// Sources to translate: the decoder's order is the order given, and there are no targets.
  init(sources: [[Int32]]) {
    self.init(sources: sources, targets: [], order: Array(sources.indices))
  }

  /// Sentences in the target's order.
  private init(sources: [[Int32]], targets: [[Int32]], order: [Int]) {
    self.order = order
    let bySource = Self.longestFirst(sources.map(\.count))
    let source = PackedSteps(lengths: bySource.map { sources[$0].count })
    var rank = Array(repeating: 0, count: order.count)
    for (place, sentence) in bySource.enumerated() { rank[sentence] = place }
    var starts = [0], rows: [Int32] = []
    for sentence in sources.indices {
      for t in sources[sentence].indices {
        rows.append(Int32(source.row(of: rank[sentence], at: t)))
      }
      starts.append(rows.count)
    }
    self.source = source
    sourceTokens = Self.timeMajor(bySource.map { sources[$0] }, source)
    sourceStarts = starts
    encoderRow = rows
    sourceRank = rank
    target = PackedSteps(lengths: targets.map(\.count))
    self.targets = Self.timeMajor(targets, target)
    targetInputs = Self.timeMajor(targets.map { [Vocabulary.begin] + $0.dropLast() }, target)
  }

  /// The tokens, time-major.
  static func timeMajor(_ sentences: [[Int32]], _ steps: PackedSteps) -> [Int32] {
    (0..<steps.steps).flatMap { t in sentences.prefix(steps.count(at: t)).map { $0[t] } }
  }

  /// Places ordered by length, longest first; equal ones keep their order.
  static func longestFirst(_ lengths: [Int]) -> [Int] {
    lengths.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
  }
}
