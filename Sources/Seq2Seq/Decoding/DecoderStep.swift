/// One step of the decoder for hypotheses, each a row: the equations of `Decoder.forward` without
/// teacher forcing, on states that rows are arranged in.
struct DecoderStep {
  let decoder: Decoder
  let memory: SourceMemory
  private let states: HypothesisStates
  private let fed: HypothesisRows
  private let context: Context
  /// The row that the first sentence of `start` starts from; the others follow.
  var firstRow: Int32 { states.firstRow }

  /// States for up to `capacity` hypotheses, and those that sentences start from.
  init(
    _ decoder: Decoder, _ memory: SourceMemory, from start: Decoder.State, capacity: Int,
    in context: Context
  ) {
    self.decoder = decoder
    self.memory = memory
    self.context = context
    states = HypothesisStates(
      decoder.layers, from: zip(start.h, start.c).map { CellState(h: $0, c: $1) },
      capacity: capacity, in: context)
    fed = HypothesisRows(
      from: context.zeros(start.h.first?.rows ?? 0, decoder.size), capacity: capacity,
      in: context)
  }

  /// Reads a word into each hypothesis and writes h̃. Row i goes on from row `parents[i]` of the
  /// step before, belongs to `sentences[i]`, and becomes row i.
  ///
  /// Shapes: output `[rows, n]`, alpha `[rows, longest source]`.
  func callAsFunction(
    words: [Int32], parents: [Int32], sentences: [Int32], output: Matrix, alpha: Matrix
  ) {
    let count = words.count
    context.scratch {
      let before = states.arranged(parents, in: context)
      let e = decoder.embedding.forward(words, in: context)
      let contextVectors = context.matrix(count, memory.states.columns)
      var feed: Matrix?
      if decoder.attendsBefore {
        attend(before[before.count - 1].h, sentences, alpha, contextVectors)
        feed = contextVectors
      } else if decoder.feedsAttentionalVector {
        feed = fed.arranged(parents, in: context)
      }
      let x = states.advance(e, feed: feed, from: before, in: context)
      if !decoder.attendsBefore { attend(x, sentences, alpha, contextVectors) }
      decoder.readout.forward(
        decoder.readoutParts(contextVectors, x, e), into: output, in: context)
      if decoder.feedsAttentionalVector { fed.next(count).copy(output) }
    }
  }

  private func attend(
    _ s: Matrix, _ sentences: [Int32], _ alpha: Matrix, _ contextVectors: Matrix
  ) {
    let attention = decoder.attention
    var queries = s
    if attention.projectsQueries {
      queries = context.matrix(s.rows, attention.size)
      attention.projectQueries(s, into: queries, in: context)
    }
    AttentionLoop(attention: attention, memory: memory).forward(
      queries, sentences: sentences[...], alpha: alpha, contextVectors: contextVectors, in: context)
  }
}

/// The states of recurrent layers for hypotheses, each a row.
struct HypothesisStates {
  private let layers: [any RecurrentCell]
  private let states: [(h: HypothesisRows, c: HypothesisRows)]
  /// The row that the first of `start` stands for; the others follow.
  let firstRow: Int32

  /// For up to `capacity` hypotheses, and the rows of `start` after them.
  init(
    _ layers: [any RecurrentCell], from start: [CellState], capacity: Int, in context: Context
  ) {
    self.layers = layers
    firstRow = Int32(capacity)
    states = start.map {
      (
        HypothesisRows(from: $0.h, capacity: capacity, in: context),
        HypothesisRows(from: $0.c, capacity: capacity, in: context)
      )
    }
  }

  /// The states from which rows go on: row i is what row `parents[i]` was.
  func arranged(_ parents: [Int32], in context: Context) -> [CellState] {
    states.map {
      CellState(h: $0.h.arranged(parents, in: context), c: $0.c.arranged(parents, in: context))
    }
  }

  /// Takes the first rows one step on from `before`; the first layer reads x and what is fed to it.
  /// Returns the top layer's h.
  func advance(
    _ x: Matrix, feed: Matrix?, from before: [CellState], in context: Context
  ) -> Matrix {
    var x = x
    for (l, cell) in layers.enumerated() {
      let gates = context.matrix(x.rows, cell.gateColumns)
      let h = states[l].h.next(x.rows)
      cell.project(x, into: gates, in: context)
      cell.step(
        gates: gates, feed: l == 0 ? feed : nil, h: before[l].h, c: before[l].c,
        c: states[l].c.next(x.rows), h: h, in: context)
      x = h
    }
    return x
  }
}

/// A row for each hypothesis, and those of the step before.
final class HypothesisRows {
  private var current: Matrix
  private var other: Matrix
  /// The rows that follow, with which sentences begin; steps leave them as they are.
  private let start: Matrix

  init(from start: Matrix, capacity: Int, in context: Context) {
    current = context.matrix(capacity, start.columns)
    other = context.matrix(capacity, start.columns)
    self.start = start
  }

  /// Row i becomes what row `parents[i]` is. What stays where it is, is not copied.
  func arranged(_ parents: [Int32], in context: Context) -> Matrix {
    let moving = parents.indices.filter { parents[$0] != $0 }
    context.scratch {
      let moved = context.matrix(moving.count, current.columns)
      for (i, place) in moving.enumerated() {
        let parent = Int(parents[place])
        let row = parent < current.rows ? current.row(parent) : start.row(parent - current.rows)
        moved.row(i).update(from: row, count: current.columns)
      }
      for (i, place) in moving.enumerated() {
        current.row(place).update(from: moved.row(i), count: current.columns)
      }
    }
    return current.rows(0..<parents.count)
  }

  /// Rows to write, which are those of the next step.
  func next(_ count: Int) -> Matrix {
    swap(&current, &other)
    return current.rows(0..<count)
  }
}
