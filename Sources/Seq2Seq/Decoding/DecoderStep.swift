/// One step of the decoder for hypotheses, each a row: the equations of `Decoder.forward` without
/// teacher forcing, on states that rows are arranged in.
struct DecoderStep {
  let decoder: Decoder
  let memory: SourceMemory
  private let states: HypothesisStates
  private let fed: HypothesisRows
  private let pass: Pass
  /// The row that the first sentence of `start` starts from; the others follow.
  var firstRow: Int32 { states.firstRow }

  /// States for up to `capacity` hypotheses, and those that sentences start from.
  init(
    _ decoder: Decoder, _ memory: SourceMemory, from start: Decoder.State, capacity: Int,
    _ pass: Pass
  ) {
    self.decoder = decoder
    self.memory = memory
    self.pass = pass
    states = HypothesisStates(
      decoder.layers, from: zip(start.h, start.c).map { CellState(h: $0, c: $1) },
      capacity: capacity, pass.workspace)
    fed = HypothesisRows(
      from: pass.workspace.zeros(start.h.first?.rows ?? 0, decoder.size), capacity: capacity,
      pass.workspace)
  }

  /// Reads a word into each hypothesis and writes h̃. Row i goes on from row `parents[i]` of the
  /// step before, belongs to `sentences[i]`, and becomes row i.
  ///
  /// Shapes: output `[rows, n]`, alpha `[rows, longest source]`.
  func callAsFunction(
    words: [Int32], parents: [Int32], sentences: [Int32], output: Matrix, alpha: Matrix
  ) {
    let workspace = pass.workspace
    let count = words.count
    workspace.scratch {
      let before = states.arranged(parents, workspace)
      let e = decoder.embedding.forward(words, pass)
      let context = workspace.matrix(count, memory.states.columns)
      var feed: Matrix?
      if decoder.attendsBefore {
        attend(before[before.count - 1].h, sentences, alpha, context)
        feed = context
      } else if decoder.feedsAttentionalVector {
        feed = fed.arranged(parents, workspace)
      }
      let x = states.advance(e, feed: feed, from: before, pass)
      if !decoder.attendsBefore { attend(x, sentences, alpha, context) }
      decoder.readout.forward(context: context, state: x, word: e, into: output, pass)
      if decoder.feedsAttentionalVector { fed.next(count).copy(output) }
    }
  }

  private func attend(_ s: Matrix, _ sentences: [Int32], _ alpha: Matrix, _ context: Matrix) {
    let attention = decoder.attention
    var queries = s
    if attention.projectsQueries {
      queries = pass.workspace.matrix(s.rows, attention.size)
      attention.projectQueries(s, into: queries, pass)
    }
    AttentionLoop(attention: attention, memory: memory).forward(
      queries, sentences: sentences[...], alpha: alpha, context: context, pass)
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
    _ layers: [any RecurrentCell], from start: [CellState], capacity: Int, _ workspace: Workspace
  ) {
    self.layers = layers
    firstRow = Int32(capacity)
    states = start.map {
      (
        HypothesisRows(from: $0.h, capacity: capacity, workspace),
        HypothesisRows(from: $0.c, capacity: capacity, workspace)
      )
    }
  }

  /// The states from which rows go on: row i is what row `parents[i]` was.
  func arranged(_ parents: [Int32], _ workspace: Workspace) -> [CellState] {
    states.map {
      CellState(h: $0.h.arranged(parents, workspace), c: $0.c.arranged(parents, workspace))
    }
  }

  /// Takes the first rows one step on from `before`; the first layer reads x and what is fed to it.
  /// Returns the top layer's h.
  func advance(_ x: Matrix, feed: Matrix?, from before: [CellState], _ pass: Pass) -> Matrix {
    var x = x
    for (l, cell) in layers.enumerated() {
      let gates = pass.workspace.matrix(x.rows, cell.gateColumns)
      let h = states[l].h.next(x.rows)
      cell.project(x, into: gates, pass)
      cell.step(
        gates: gates, feed: l == 0 ? feed : nil, h: before[l].h, c: before[l].c,
        c: states[l].c.next(x.rows), h: h, pass)
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

  init(from start: Matrix, capacity: Int, _ workspace: Workspace) {
    current = workspace.matrix(capacity, start.columns)
    other = workspace.matrix(capacity, start.columns)
    self.start = start
  }

  /// Row i becomes what row `parents[i]` is. What stays where it is, is not copied.
  func arranged(_ parents: [Int32], _ workspace: Workspace) -> Matrix {
    let moving = parents.indices.filter { parents[$0] != $0 }
    workspace.scratch {
      let moved = workspace.matrix(moving.count, current.columns)
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
