/// The translator as a whole: encoder, bridge, decoder with attention, output layer. It names and
/// places the parameters; their values come with each pass.
struct Network: Sendable {
  let configuration: ModelConfiguration
  let layout: ParameterLayout
  let encoder: Encoder
  /// Of each decoder layer.
  let hiddenBridges: [Bridge]
  /// Likewise for c; none where the cell has no memory.
  let cellBridges: [Bridge]
  let decoder: Decoder
  let output: OutputLayer

  init(_ configuration: ModelConfiguration) throws(ConfigurationError) {
    try configuration.validate()
    self.configuration = configuration
    let hidden = configuration.hidden
    var layout = ParameterLayout()
    encoder = Encoder(configuration, in: &layout)
    var hiddenBridges: [Bridge] = [], cellBridges: [Bridge] = []
    let hasMemory = encoder.layers[0][0].memorySize > 0
    for l in 0..<configuration.decoderLayers {
      hiddenBridges.append(
        Bridge("bridge.\(l).hidden", encoder: hidden, decoder: hidden, in: &layout))
      guard hasMemory else { continue }
      cellBridges.append(
        Bridge("bridge.\(l).cell", encoder: hidden, decoder: hidden, in: &layout))
    }
    self.hiddenBridges = hiddenBridges
    self.cellBridges = cellBridges
    decoder = Decoder(configuration, in: &layout)
    output = OutputLayer(
      size: hidden, vocabulary: configuration.targetVocabulary,
      tied: configuration.tieEmbeddings ? decoder.embedding.weight : nil, in: &layout)
    self.layout = layout
  }

  /// The source, encoded: attention's memory, and where the decoder starts.
  struct Encoding {
    let trace: Encoder.Trace
    let memory: SourceMemory
    let bridges: (h: [Bridge.Trace], c: [Bridge.Trace])
    let start: Decoder.State
  }

  func encode(_ batch: Batch, _ pass: Pass) -> Encoding {
    let workspace = pass.workspace
    let trace = workspace.measured(.encoder) { encoder.forward(batch, pass) }
    let states = workspace.factor(batch.encoderRow.count, trace.states.columns)
    workspace.gather(trace.states, batch.encoderRow, into: states)
    let memory = SourceMemory(
      states: states,
      keys: workspace.measured(.attention) { decoder.attention.keys(states, pass) },
      starts: batch.memoryStarts)
    let h = hiddenBridges.map { $0.forward(trace.finalH, pass) }
    let c = cellBridges.map { $0.forward(trace.finalC, pass) }
    return Encoding(
      trace: trace, memory: memory, bridges: (h, c),
      start: Decoder.State(
        h: h.map(\.s), c: c.isEmpty ? h.map { _ in trace.finalC } : c.map(\.s)))
  }

  /// The loss of a batch without gradients.
  func loss(_ batch: Batch, smoothing: Float, _ pass: Pass) -> OutputLayer.LossSum {
    let encoding = encode(batch, pass)
    let decoding = decoder.forward(batch, encoding.memory, from: encoding.start, pass)
    return output.loss(decoding.output, targets: batch.targets, smoothing: smoothing, pass)
  }

  /// The loss of a batch; adds the gradient of its mean over target tokens.
  func lossAndGradients(
    _ batch: Batch, smoothing: Float, addingTo gradients: ParameterSlab, _ pass: Pass
  ) -> OutputLayer.LossSum {
    let workspace = pass.workspace
    let encoding = encode(batch, pass)
    let decoding = workspace.measured(.decoder) {
      decoder.forward(batch, encoding.memory, from: encoding.start, pass)
    }
    let doutput = workspace.matrix(decoding.output.rows, decoding.output.columns)
    let loss = workspace.measured(.output) {
      output.loss(
        decoding.output, targets: batch.targets, smoothing: smoothing,
        gradients: (gradients, doutput), pass)
    }

    let adjoint = workspace.measured(.decoder) {
      decoder.backward(
        doutput: doutput, through: decoding, batch, encoding.memory, addingTo: gradients, pass)
    }
    let sentences = batch.order.count, width = configuration.hidden
    let dfinalH = workspace.zeros(sentences, width)
    let dfinalC = workspace.zeros(sentences, encoding.trace.finalC.columns)
    for l in hiddenBridges.indices {
      hiddenBridges[l].backward(
        adjoint.start.h[l], through: encoding.bridges.h[l], addingTo: gradients, dh: dfinalH, pass)
    }
    for l in cellBridges.indices {
      cellBridges[l].backward(
        adjoint.start.c[l], through: encoding.bridges.c[l], addingTo: gradients, dh: dfinalC, pass)
    }
    let dstates = workspace.matrix(batch.source.rows, width)
    workspace.scatter(adjoint.states, to: batch.encoderRow, into: dstates)
    workspace.measured(.encoder) {
      encoder.backward(
        dstates: dstates, dfinalH: dfinalH, dfinalC: dfinalC, through: encoding.trace, batch,
        addingTo: gradients, pass)
    }
    return loss
  }
}
