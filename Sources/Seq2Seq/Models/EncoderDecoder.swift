/// The whole translator: encoder, bridge, decoder with attention, output layer. It names and places
/// the parameters; each pass is given their values.
struct EncoderDecoder: Sendable {
  let configuration: ModelConfiguration
  let layout: ParameterLayout
  let encoder: Encoder
  /// The bridge to h of each decoder layer.
  let hiddenBridges: [Bridge]
  /// The bridge to c of each decoder layer; none where the cell has no cell state.
  let cellBridges: [Bridge]
  let decoder: Decoder
  let output: OutputLayer

  init(_ configuration: ModelConfiguration) throws(ModelError) {
    try configuration.validate()
    self.configuration = configuration
    var layout = ParameterLayout()
    encoder = Encoder(configuration, in: &layout)
    var hiddenBridges: [Bridge] = [], cellBridges: [Bridge] = []
    let hasCellState = encoder.layers[0][0].cellStateSize > 0
    for l in 0..<configuration.decoderLayers {
      hiddenBridges.append(
        Bridge(
          "bridge.\(l).hidden", encoder: encoder.size, decoder: configuration.hidden, in: &layout))
      guard hasCellState else { continue }
      cellBridges.append(
        Bridge(
          "bridge.\(l).cell", encoder: encoder.size, decoder: configuration.hidden, in: &layout))
    }
    self.hiddenBridges = hiddenBridges
    self.cellBridges = cellBridges
    decoder = Decoder(
      configuration, encoder: encoder.size, sharing: encoder.embedding, in: &layout)
    output = OutputLayer(
      size: decoder.size, vocabulary: configuration.targetVocabulary,
      tied: configuration.tieEmbeddings ? decoder.embedding.weight : nil, in: &layout)
    self.layout = layout
  }

  /// The encoded source: what attention reads, and the states that the decoder starts from.
  struct Encoding {
    let trace: Encoder.Trace
    let outputs: EncoderOutputs
    let bridges: (h: [Bridge.Trace], c: [Bridge.Trace])
    let start: [CellState]
  }

  func encode(_ batch: Batch, in context: Context) -> Encoding {
    let trace = context.measured(.encoder) { encoder.forward(batch, in: context) }
    let states = context.operand(batch.encoderRow.count, trace.states.columns)
    context.gather(trace.states, batch.encoderRow, into: states)
    let outputs = EncoderOutputs(
      states: states,
      keys: context.measured(.attention) { decoder.attention.keys(states, in: context) },
      starts: batch.sourceStarts)
    let h = hiddenBridges.map { $0.forward(trace.finalH, in: context) }
    let c = cellBridges.map { $0.forward(trace.finalC, in: context) }
    return Encoding(
      trace: trace, outputs: outputs, bridges: (h, c),
      start: h.indices.map {
        CellState(h: h[$0].s, c: c.isEmpty ? trace.finalC : c[$0].s)
      })
  }

  /// The loss of a batch. Where the context has gradients, adds the gradient of its mean over
  /// target tokens, and that of the loss of the batch's guide.
  ///
  /// - Parameter consistency: the weight of the divergence between two passes over each pair, which
  ///   is then in the batch twice (R-Drop); 0: each pair is there once.
  func loss(
    _ batch: Batch, smoothing: Float, consistency: Float = 0, in context: Context
  ) -> OutputLayer.LossSum {
    let encoding = encode(batch, in: context)
    let decoding = context.measured(.decoder) {
      decoder.forward(batch, encoding.outputs, from: encoding.start, in: context)
    }
    guard context.gradients != nil else {
      return output.loss(decoding.output, targets: batch.targets, smoothing: smoothing, in: context)
    }
    let doutput = context.operand(decoding.output.rows, decoding.output.columns)
    var loss = context.measured(.output) {
      output.loss(
        decoding.output, targets: batch.targets, smoothing: smoothing, consistency: consistency,
        dh: doutput, in: context)
    }

    let guided = batch.guide?.loss(of: decoding.alpha, in: context)
    loss.loss += (guided?.loss ?? 0) * Double(loss.tokens)
    let adjoint = context.measured(.decoder) {
      decoder.backward(
        doutput: doutput, dalpha: guided?.dalpha, through: decoding, batch, encoding.outputs,
        in: context)
    }
    let source = sourceAdjoint(adjoint, through: encoding, batch, in: context)
    encodeBackward(source, through: encoding, batch, in: context)
    return loss
  }

  /// Adjoints of what the encoder wrote.
  struct SourceAdjoint {
    /// The adjoint of the top layer's h, `[source rows, encoder]`, through attention.
    let states: Matrix
    /// The adjoint of the final states, through the bridges.
    let finalH: Matrix
    let finalC: Matrix
  }

  /// From the decoder back to the encoder: through the bridges, and into the source's rows. Consumes the
  /// adjoint.
  func sourceAdjoint(
    _ adjoint: Decoder.Adjoint, through encoding: Encoding, _ batch: Batch, in context: Context
  ) -> SourceAdjoint {
    let sentences = batch.order.count, width = encoder.size
    let dfinalH = context.zeros(sentences, width)
    let dfinalC = context.zeros(sentences, encoding.trace.finalC.columns)
    for l in hiddenBridges.indices {
      hiddenBridges[l].backward(
        adjoint.start[l].h, through: encoding.bridges.h[l], dh: dfinalH, in: context)
    }
    for l in cellBridges.indices {
      cellBridges[l].backward(
        adjoint.start[l].c, through: encoding.bridges.c[l], dh: dfinalC, in: context)
    }
    let dstates = context.matrix(batch.source.rows, width)
    context.scatter(adjoint.states, to: batch.encoderRow, into: dstates)
    return SourceAdjoint(states: dstates, finalH: dfinalH, finalC: dfinalC)
  }

  /// The adjoint of the encoder's part of `encode`. Consumes the trace and the adjoint. Returns,
  /// for each layer, ∂loss/∂h of all rows.
  @discardableResult
  func encodeBackward(
    _ adjoint: SourceAdjoint, through encoding: Encoding, _ batch: Batch, in context: Context
  ) -> [Matrix] {
    context.measured(.encoder) {
      encoder.backward(
        dstates: adjoint.states, dfinalH: adjoint.finalH, dfinalC: adjoint.finalC,
        through: encoding.trace, batch, in: context)
    }
  }
}
