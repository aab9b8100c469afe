/// Word vectors of the target, and the steps of a decoder unrolled over a batch (teacher forcing).
///
/// What does not depend on the recurrence is hoisted out of it: the words' products come before it,
/// what no later step needs after it, and the weights' gradients after the backward pass.
struct Decoder: Sendable {
  let embedding: Embedding
  let order: any DecoderOrder

  init(
    _ configuration: ModelConfiguration, encoder: Int, sharing shared: Embedding,
    in layout: inout ParameterLayout
  ) {
    embedding =
      configuration.shareEmbeddings
      ? shared
      : Embedding(
        "target.embedding", vocabulary: configuration.targetVocabulary,
        size: configuration.embedding, in: &layout)
    order = configuration.attention.decoder.init(
      DecoderSizes(
        embedding: configuration.embedding, encoder: encoder, decoder: configuration.hidden,
        layers: configuration.decoderLayers, window: configuration.attentionWindow),
      cell: configuration.cell, attention: configuration.attention.score,
      inputFeeding: configuration.inputFeeding,
      in: &layout)
  }

  /// Columns of states and of h̃.
  var size: Int { order.stack.size }
  var attention: any Attention { order.attention }
  var keepsHistory: Bool { attention.history != .none }

  /// All rows of a batch, and the states that they started from.
  struct Trace {
    let start: [CellState]
    /// The attention history before the first step.
    let noHistory: Matrix?
    let all: DecoderRows

    var alpha: Matrix { all.alpha }
    /// h̃ after dropout `[rows, n]`.
    var output: Matrix { all.output }
  }

  /// Rows whose word vectors are e, with memory for what is not given. `output` is h̃ itself where
  /// nothing is dropped.
  func rows(
    _ e: Matrix, recurrent: RecurrentStack.Rows, places: ArraySlice<RowPlace>,
    _ source: EncoderOutputs, fedBack: Matrix? = nil, historyBefore: Matrix? = nil,
    history: Matrix? = nil, output: Matrix? = nil, alpha: Matrix? = nil, in context: Context
  ) -> DecoderRows {
    let output = output ?? context.operand(e.rows, size)
    let isDropped = context.mask(at: .attentionalVector) != nil
    return DecoderRows(
      places: places, recurrent: recurrent, fedBack: fedBack, historyBefore: historyBefore,
      history: history, queries: attention.queries(e.rows, in: context),
      alpha: alpha ?? context.matrix(e.rows, source.longest),
      c: context.operand(e.rows, source.states.columns),
      attentional: isDropped ? context.matrix(e.rows, size) : output, output: output)
  }

  /// The forward pass over the batch's targets by teacher forcing (Williams and Zipser 1989).
  func forward(
    _ batch: Batch, _ source: EncoderOutputs, from start: [CellState], in context: Context
  ) -> Trace {
    let steps = batch.target
    let e = embedding.forward(
      batch.targetInputs, droppedAt: .targetEmbedding, in: context)
    let all = rows(
      e, recurrent: order.stack.rows(reading: e, in: context), places: steps.places[...], source,
      history: keepsHistory ? context.matrix(e.rows, source.longest) : nil, in: context)
    let trace = Trace(
      start: start,
      noHistory: keepsHistory ? context.zeros(steps.sentences, source.longest) : nil, all: all)
    order.read(all, in: context)
    for t in 0..<steps.steps {
      order.advance(trace.rows(at: t, of: steps), source, in: context)
    }
    order.complete(all, source, in: context)
    return trace
  }

  /// Adjoints of what the decoder read, and of its starting states.
  struct Adjoint {
    /// ∂loss/∂h of the encoder's states `[source rows, encoder]`, the keys' part included.
    let states: Matrix
    let start: [CellState]
    /// ∂loss/∂h of all rows, for each layer, including what flowed back through time.
    let h: [Matrix]
  }

  /// The adjoint of `forward`, last step first. Consumes the trace and doutput, the adjoint of
  /// `trace.output`, to which what was fed back adds. dalpha, if given, is a gradient on the
  /// attention weights. Adds to the context's gradients.
  func backward(
    doutput: Matrix, dalpha: Matrix? = nil, through trace: Trace, _ batch: Batch,
    _ source: EncoderOutputs, in context: Context
  ) -> Adjoint {
    let steps = batch.target, layers = order.stack.layers, all = trace.all
    func zeros(_ rows: Int) -> [Matrix] { layers.map { _ in context.zeros(rows, size) } }
    let dstart = zeros(steps.sentences)
    let d = DecoderAdjoint(
      steps: 0..<steps.steps, packing: steps, alpha: dalpha, output: doutput,
      c: context.matrix(steps.rows, source.states.columns),
      e: context.zeros(steps.rows, all.e.columns), h: zeros(steps.rows),
      cells: layers.map { context.zeros(steps.sentences, $0.cellStateSize) },
      attention: AttentionLoop.Adjoint(attention, steps, source, in: context),
      hBefore: [], fedBack: nil)

    order.completeBackward(all, d, source, in: context)
    for t in (0..<steps.steps).reversed() {
      let before = t > 0 ? steps.rows(at: t - 1, first: steps.count(at: t)) : nil
      let now = d.step(
        t,
        hBefore: before.map { rows in d.h.map { $0.rows(rows) } }
          ?? dstart.map { $0.rows(0..<steps.count(at: t)) },
        fedBack: before.map { doutput.rows($0) })
      order.advanceBackward(trace.rows(at: t, of: steps), now, source, in: context)
    }

    let previous = layers.indices.map { l in  // h′ of every row
      steps.shiftedLater(all.recurrent.layers[l].h, first: trace.start[l].h, in: context)
    }
    order.accumulateGradients(all, d, source, previous: previous, steps, in: context)
    // de += da W_ih[e]
    layers[0].inputBackward(all.recurrent.layers[0].gates, addingTo: d.e, in: context)
    embedding.backward(
      d.e, tokens: batch.targetInputs, droppedAt: .targetEmbedding, in: context)
    return Adjoint(
      states: d.attention.states, start: zip(dstart, d.cells).map { CellState(h: $0, c: $1) },
      h: d.h)
  }
}

extension Decoder.Trace {
  /// Rows of a step, which continues from the step before it or from the start.
  fileprivate func rows(at t: Int, of steps: PackedSteps) -> DecoderRows {
    let now = steps.rows(at: t)
    guard t > 0 else {
      return all.rows(
        now,
        before: start.map {
          CellState(h: $0.h.rows(0..<now.count), c: $0.c.rows(0..<now.count))
        },
        fedBack: nil, historyBefore: noHistory?.rows(0..<now.count))
    }
    let before = steps.rows(at: t - 1, first: now.count)
    return all.rows(
      now,
      before: all.recurrent.layers.map { CellState(h: $0.h.rows(before), c: $0.c.rows(before)) },
      fedBack: output.rows(before), historyBefore: all.history?.rows(before))
  }
}
