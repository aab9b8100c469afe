extension Decoder {
  /// Adjoints of what the decoder read, and of its starting state.
  struct Adjoint {
    /// `[source rows, encoder]`, keys' share included.
    let states: Matrix
    let start: State
  }

  /// The mirror of `forward`, last step first. Consumes the trace and doutput, the adjoint of
  /// `trace.output`, which also collects what is fed back. dalpha, if given, is a gradient on the
  /// attention weights.
  func backward(
    doutput: Matrix, dalpha: Matrix? = nil, through trace: Trace, _ batch: Batch,
    _ memory: SourceMemory, addingTo gradients: ParameterSlab, _ pass: Pass
  ) -> Adjoint {
    let workspace = pass.workspace
    let steps = batch.target, rows = steps.rows, sentences = steps.sentences
    let topLayer = layers.count - 1
    let loop = AttentionLoop(attention: attention, memory: memory)
    let dattention = AttentionLoop.Gradients(
      states: workspace.zeros(memory.states.rows, memory.states.columns),
      keys: workspace.zeros(memory.keys.rows, memory.keys.columns),
      queries: attention.projectsQueries
        ? workspace.factor(rows, attention.size) : workspace.matrix(rows, attention.size),
      parameters: workspace.matrix(rows, attention.gradientSize))
    let dh = layers.map { _ in workspace.zeros(rows, size) }
    let dc = layers.map { workspace.zeros(sentences, $0.memorySize) }
    let dstart = layers.map { _ in workspace.zeros(sentences, size) }
    let dcontext = workspace.matrix(rows, memory.states.columns)
    let dwords = workspace.zeros(rows, trace.words.columns)
    let dreadout = workspace.withWords(doutput)

    func readOutBackward(_ range: Range<Int>) {
      pass.drop(doutput.rows(range), at: .attentionalVector, firstRow: range.lowerBound)
      readout.backward(
        dreadout.rows(range), at: trace.attentional.rows(range), dc: dcontext.rows(range),
        ds: dh[topLayer].rows(range), de: dwords.rows(range), pass)
    }
    func attendBackward(_ range: Range<Int>, ds: Matrix) {
      workspace.measured(.attention) {
        loop.backward(
          dcontext: dcontext, dalpha: dalpha, queries: trace.queries, alpha: trace.alpha,
          steps: range, of: steps, into: dattention, pass)
        let touched = steps.offsets[range.lowerBound]..<steps.offsets[range.upperBound]
        attention.queriesBackward(dattention.queries.rows(touched), ds: ds, pass)
      }
    }

    if !feedsAttentionalVector {
      readOutBackward(0..<rows)
      if !attendsBefore { attendBackward(0..<steps.steps, ds: dh[topLayer]) }
    }
    for t in (0..<steps.steps).reversed() {
      let now = steps.rows(at: t)
      let before = t > 0 ? steps.rows(at: t - 1, first: now.count) : nil
      if feedsAttentionalVector {
        readOutBackward(now)
        attendBackward(t..<t + 1, ds: dh[topLayer].rows(now))
      }
      for (l, cell) in layers.enumerated().reversed() {
        let states = trace.layers[l], start = trace.start
        let gates = states.gates.rows(now)
        cell.stepBackward(
          gates: gates, h: before.map { states.h.rows($0) } ?? start.h[l].rows(0..<now.count),
          c: before.map { states.c.rows($0) } ?? start.c[l].rows(0..<now.count),
          c: states.c.rows(now), h: states.h.rows(now), dh: dh[l].rows(now),
          dc: dc[l].rows(0..<now.count),
          dhBefore: before.map { dh[l].rows($0) } ?? dstart[l].rows(0..<now.count), pass)
        if l > 0 {
          workspace.scratch {
            let dx = workspace.matrix(now.count, size)
            cell.inputBackward(gates, dx: dx, pass)
            pass.drop(dx, at: .decoderLayer(l), firstRow: now.lowerBound)
            workspace.add(dx, to: dh[l - 1].rows(now))
          }
        } else if attendsBefore {
          cell.feedBackward(gates, dfeed: dcontext.rows(now), pass)
        } else if let before {
          cell.feedBackward(gates, dfeed: doutput.rows(before), pass)
        }
      }
      if attendsBefore {
        attendBackward(
          t..<t + 1,
          ds: before.map { dh[topLayer].rows($0) } ?? dstart[topLayer].rows(0..<now.count))
      }
    }

    let previous = layers.indices.map {  // h′ of every row
      steps.shiftedLater(trace.layers[$0].h, first: trace.start.h[$0], in: workspace)
    }
    for (l, cell) in layers.enumerated() {
      let feed: Matrix? =
        if cell.feed == nil { nil } else if attendsBefore { trace.context } else {
          steps.shiftedLater(trace.output, first: nil, in: workspace)
        }
      cell.accumulateGradients(
        trace.layers[l].gates, x: trace.inputs[l], feed: feed, h: previous[l],
        addingTo: gradients, workspace)
    }
    readout.accumulateGradients(
      doutput, context: trace.context, state: trace.layers[topLayer].h, word: trace.words,
      addingTo: gradients, workspace)
    workspace.measured(.attention) {
      attention.finishBackward(
        dqueries: dattention.queries,
        states: attendsBefore ? previous[topLayer] : trace.layers[topLayer].h,
        queryGradients: dattention.parameters, dkeys: dattention.keys, h: memory.states,
        dh: dattention.states, addingTo: gradients, pass)
    }
    layers[0].inputBackward(trace.layers[0].gates, dx: dwords, accumulate: true, pass)
    pass.drop(dwords, at: .targetEmbedding)
    embedding.backward(
      dwords, tokens: batch.targetInputs, addingTo: gradients, in: workspace)
    return Adjoint(states: dattention.states, start: State(h: dstart, c: dc))
  }
}
