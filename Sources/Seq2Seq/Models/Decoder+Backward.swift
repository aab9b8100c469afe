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
    _ memory: SourceMemory, in context: Context
  ) -> Adjoint {
    let steps = batch.target, rows = steps.rows, sentences = steps.sentences
    let topLayer = layers.count - 1
    let loop = AttentionLoop(attention: attention, memory: memory)
    let dattention = AttentionLoop.Gradients(
      states: context.zeros(memory.states.rows, memory.states.columns),
      keys: context.zeros(memory.keys.rows, memory.keys.columns),
      queries: attention.projectsQueries
        ? context.factor(rows, attention.size) : context.matrix(rows, attention.size),
      parameters: context.matrix(rows, attention.gradientSize))
    let dh = layers.map { _ in context.zeros(rows, size) }
    let dc = layers.map { context.zeros(sentences, $0.cellStateSize) }
    let dstart = layers.map { _ in context.zeros(sentences, size) }
    let dcontext = context.matrix(rows, memory.states.columns)
    let dwords = context.zeros(rows, trace.words.columns)
    let dreadout = context.withWords(doutput)

    func readOutBackward(_ range: Range<Int>) {
      context.drop(doutput.rows(range), at: .attentionalVector, firstRow: range.lowerBound)
      readout.backward(
        dreadout.rows(range), at: trace.attentional.rows(range), 
        dparts: readoutParts(dcontext, dh[topLayer], dwords).map { $0.rows(range) }, in: context)
    }
    func attendBackward(_ range: Range<Int>, ds: Matrix) {
      context.measured(.attention) {
        loop.backward(
          dcontext: dcontext, dalpha: dalpha, queries: trace.queries, alpha: trace.alpha,
          steps: range, of: steps, into: dattention, in: context)
        let touched = steps.offsets[range.lowerBound]..<steps.offsets[range.upperBound]
        attention.queriesBackward(dattention.queries.rows(touched), ds: ds, in: context)
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
          dhBefore: before.map { dh[l].rows($0) } ?? dstart[l].rows(0..<now.count), in: context)
        if l > 0 {
          context.scratch {
            let dx = context.matrix(now.count, size)
            cell.inputBackward(gates, into: dx, in: context)
            context.drop(dx, at: .decoderLayer(l), firstRow: now.lowerBound)
            context.add(dx, to: dh[l - 1].rows(now))
          }
        } else if attendsBefore {
          cell.feedBackward(gates, addingTo: dcontext.rows(now), in: context)
        } else if let before {
          cell.feedBackward(gates, addingTo: doutput.rows(before), in: context)
        }
      }
      if attendsBefore {
        attendBackward(
          t..<t + 1,
          ds: before.map { dh[topLayer].rows($0) } ?? dstart[topLayer].rows(0..<now.count))
      }
    }

    let previous = layers.indices.map {  // h′ of every row
      steps.shiftedLater(trace.layers[$0].h, first: trace.start.h[$0], in: context)
    }
    for (l, cell) in layers.enumerated() {
      let feed: [Matrix] =
        if !cell.isFed { [] } else if attendsBefore { [trace.contextVectors] } else {
          [steps.shiftedLater(trace.output, first: nil, in: context)]
        }
      cell.accumulateGradients(
        trace.layers[l].gates, x: [trace.inputs[l]] + feed, h: previous[l],
         in: context)
    }
    readout.accumulateGradients(
      doutput, readoutParts(trace.contextVectors, trace.layers[topLayer].h, trace.words), in: context)
    context.measured(.attention) {
      attention.finishBackward(
        dqueries: dattention.queries,
        states: attendsBefore ? previous[topLayer] : trace.layers[topLayer].h,
        queryGradients: dattention.parameters, dkeys: dattention.keys, h: memory.states,
        dh: dattention.states, in: context)
    }
    layers[0].inputBackward(trace.layers[0].gates, addingTo: dwords, in: context)
    context.drop(dwords, at: .targetEmbedding)
    embedding.backward(
      dwords, tokens: batch.targetInputs, in: context)
    return Adjoint(states: dattention.states, start: State(h: dstart, c: dc))
  }
}
