/// One step of the decoder for hypotheses, each a row: the equations of `Decoder.forward` without
/// teacher forcing, on states that rows are gathered from.
struct DecoderStep {
  let decoder: Decoder
  let memory: SourceMemory
  private let states: HypothesisStates
  private let fed: Matrix
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
    fed = pass.workspace.zeros(capacity + (start.h.first?.rows ?? 0), decoder.size)
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
      let before = states.gathered(parents, workspace)
      let e = decoder.embedding.forward(words, pass)
      let context = workspace.matrix(count, memory.states.columns)
      var feed: Matrix?
      if decoder.attendsBefore {
        attend(before[before.count - 1].h, sentences, alpha, context)
        feed = context
      } else if decoder.feedsAttentionalVector {
        let gathered = workspace.matrix(count, fed.columns)
        workspace.gather(fed, parents, into: gathered)
        feed = gathered
      }
      let x = states.advance(e, feed: feed, from: before, pass)
      if !decoder.attendsBefore { attend(x, sentences, alpha, context) }
      decoder.readout.forward(context: context, state: x, word: e, into: output, pass)
      if decoder.feedsAttentionalVector { fed.rows(0..<count).copy(output) }
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
  private let states: [CellState]
  /// Where the rows of `start` stand, which steps leave as they are.
  let firstRow: Int32

  /// For up to `capacity` hypotheses, and the rows of `start` after them.
  init(
    _ layers: [any RecurrentCell], from start: [CellState], capacity: Int, _ workspace: Workspace
  ) {
    self.layers = layers
    firstRow = Int32(capacity)
    func begin(_ first: Matrix) -> Matrix {
      let state = workspace.matrix(capacity + first.rows, first.columns)
      state.rows(capacity..<capacity + first.rows).copy(first)
      return state
    }
    states = start.map { CellState(h: begin($0.h), c: begin($0.c)) }
  }

  /// Row i is a copy of row `parents[i]`.
  func gathered(_ parents: [Int32], _ workspace: Workspace) -> [CellState] {
    func gathered(_ state: Matrix) -> Matrix {
      let result = workspace.matrix(parents.count, state.columns)
      workspace.gather(state, parents, into: result)
      return result
    }
    return states.map { CellState(h: gathered($0.h), c: gathered($0.c)) }
  }

  /// Takes the first rows one step on from `before`; the first layer reads x and what is fed to it.
  /// Returns the top layer's h.
  func advance(_ x: Matrix, feed: Matrix?, from before: [CellState], _ pass: Pass) -> Matrix {
    var x = x
    let rows = 0..<x.rows
    for (l, cell) in layers.enumerated() {
      let gates = pass.workspace.matrix(x.rows, cell.gateColumns)
      let h = states[l].h.rows(rows)
      cell.project(x, into: gates, pass)
      cell.step(
        gates: gates, feed: l == 0 ? feed : nil, h: before[l].h, c: before[l].c,
        c: states[l].c.rows(rows), h: h, pass)
      x = h
    }
    return x
  }
}
