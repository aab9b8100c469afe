/// One step of the decoder for hypotheses, each a row: the equations of `Decoder.forward` without
/// teacher forcing, on states that rows are gathered from.
struct DecoderStep {
  let decoder: Decoder
  let memory: SourceMemory
  /// Of the decoder, `[rows, n]` each, the rows of live hypotheses first.
  private let h: [Matrix]
  private let c: [Matrix]
  private let fed: Matrix
  private let pass: Pass

  /// States for up to `capacity` hypotheses; the first rows start the sentences of `start`.
  init(
    _ decoder: Decoder, _ memory: SourceMemory, from start: Decoder.State, capacity: Int,
    _ pass: Pass
  ) {
    self.decoder = decoder
    self.memory = memory
    self.pass = pass
    let workspace = pass.workspace
    func begin(_ first: Matrix) -> Matrix {
      let state = workspace.matrix(capacity, first.columns)
      state.rows(0..<first.rows).copy(first)
      return state
    }
    h = start.h.map(begin)
    c = start.c.map(begin)
    fed = workspace.zeros(capacity, decoder.size)
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
      func gathered(_ state: Matrix) -> Matrix {
        let result = workspace.matrix(count, state.columns)
        result.gather(state, parents)
        return result
      }
      let before = (h: h.map(gathered), c: c.map(gathered))
      let top = h.count - 1
      let e = decoder.embedding.forward(words, pass)
      let context = workspace.matrix(count, memory.states.columns)
      var feed: Matrix?
      if decoder.attendsBefore {
        attend(before.h[top], sentences, alpha, context)
        feed = context
      } else if decoder.feedsAttentionalVector {
        feed = gathered(fed)
      }
      var x = e
      for (l, cell) in decoder.layers.enumerated() {
        let gates = workspace.matrix(count, cell.gateColumns)
        let hNow = h[l].rows(0..<count)
        cell.project(x, into: gates, pass)
        cell.step(
          gates: gates, feed: l == 0 ? feed : nil, h: before.h[l], c: before.c[l],
          c: c[l].rows(0..<count), h: hNow, pass)
        x = hNow
      }
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
