/// A recurrent language model (Mikolov et al. 2010; with LSTM, Zaremba et al. 2014): layers of a
/// recurrent cell over the tokens so far, and the distribution of the next one.
///
///     x_t = e(y_{t−1})     h^l_t = cell(h^{l−1}_t, h^l_{t−1})     p = softmax(W_y h^L_t + b_y)
///
/// It names and places the parameters; each pass is given their values.
struct LanguageModelNetwork: Sendable {
  let configuration: LanguageModelConfiguration
  let layout: ParameterLayout
  let embedding: Embedding
  let stack: RecurrentStack
  let output: OutputLayer

  init(_ configuration: LanguageModelConfiguration) throws(ModelError) {
    try configuration.validate()
    self.configuration = configuration
    var layout = ParameterLayout()
    // As the output's weight it must be small at first: a token that training never has to predict,
    // such as the unknown token, keeps the logits that it began with.
    embedding = Embedding(
      "embedding", vocabulary: configuration.vocabulary, size: configuration.embedding,
      deviation: configuration.tieEmbeddings ? 0.1 : 0.5, in: &layout)
    stack = RecurrentStack(
      "layer", cell: configuration.cell, count: configuration.layers,
      input: configuration.embedding, feed: 0, size: configuration.hidden, in: &layout)
    output = OutputLayer(
      size: configuration.hidden, vocabulary: configuration.vocabulary,
      tied: configuration.tieEmbeddings ? embedding.weight : nil, in: &layout)
    self.layout = layout
  }

  /// All rows of a batch. `inputs[l]` is what layer l read, after dropout.
  struct Trace {
    let start: [CellState]?
    let inputs: [Matrix]
    let layers: [CellTrace]
    /// The top layer's h after dropout `[rows, n]`.
    let output: Matrix
  }

  /// All steps, from `start` or from zero states.
  func forward(_ batch: LanguageModelBatch, from start: [CellState]?, in context: Context) -> Trace
  {
    let rows = batch.steps.rows
    var x = embedding.forward(
      batch.inputs, droppedAt: .targetEmbedding, in: context)
    var inputs: [Matrix] = [], traces: [CellTrace] = []
    for (l, cell) in stack.layers.enumerated() {
      if l > 0 { x = context.dropped(x, at: .decoderLayer(l)) }
      let h = context.matrix(rows, cell.size)
      inputs.append(x)
      let trace = cell.forward(x, .forward, batch.steps, from: start?[l], h: h, in: context)
      traces.append(trace)
      x = trace.h
    }
    return Trace(
      start: start, inputs: inputs, layers: traces,
      output: context.dropped(x, at: .attentionalVector))
  }

  /// The adjoint of `forward`. Consumes the trace and doutput. Returns, for each layer, ∂loss/∂h of
  /// all rows, including what flowed back through time.
  @discardableResult
  func backward(
    _ doutput: Matrix, through trace: Trace, _ batch: LanguageModelBatch,
    in context: Context
  ) -> [Matrix] {
    context.drop(doutput, at: .attentionalVector)
    var dh = doutput
    var all: [Matrix] = []
    for (l, cell) in stack.layers.enumerated().reversed() {
      let dx = context.matrix(batch.steps.rows, trace.inputs[l].columns)
      cell.backward(
        dh: dh, dc: context.zeros(batch.steps.sentences, cell.cellStateSize),
        through: trace.layers[l], x: trace.inputs[l], .forward, batch.steps,
        from: trace.start?[l], dx: dx, accumulate: false, in: context)
      if l > 0 { context.drop(dx, at: .decoderLayer(l)) }
      all.append(dh)
      dh = dx
    }
    embedding.backward(
      dh, tokens: batch.inputs, droppedAt: .targetEmbedding, in: context)
    return all.reversed()
  }

  /// The loss of a batch. Where the context has gradients, adds the gradient of its mean over
  /// tokens. With `carried`, starts from the states in it and leaves the final ones there.
  func loss(
    _ batch: LanguageModelBatch, carried: CarriedStates? = nil, in context: Context
  ) -> OutputLayer.LossSum {
    let trace = forward(batch, from: carried?.copies(in: context), in: context)
    carried?.keep(trace, batch.steps)
    guard context.gradients != nil else {
      return output.loss(trace.output, targets: batch.targets, smoothing: 0, in: context)
    }
    let doutput = context.matrix(trace.output.rows, trace.output.columns)
    let loss = output.loss(
      trace.output, targets: batch.targets, smoothing: 0, dh: doutput, in: context)
    backward(doutput, through: trace, batch, in: context)
    return loss
  }
}

/// Tokens read and tokens to be predicted, side by side in lanes or sentences.
struct LanguageModelBatch: Sendable {
  let steps: PackedSteps
  let inputs: [Int32]
  let targets: [Int32]

  /// For each sequence the tokens that are read, and those that should follow; both of equal
  /// length.
  init(_ sequences: [(inputs: ArraySlice<Int32>, targets: ArraySlice<Int32>)]) {
    let order = Batch.longestFirst(sequences.map(\.inputs.count))
    steps = PackedSteps(lengths: order.map { sequences[$0].inputs.count })
    inputs = Batch.timeMajor(order.map { Array(sequences[$0].inputs) }, steps)
    targets = Batch.timeMajor(order.map { Array(sequences[$0].targets) }, steps)
  }
}

/// h and c of every layer, for each lane of a stream, between one part of the stream and the next.
struct CarriedStates {
  let slab: ParameterSlab
  private let h: [Parameter]
  private let c: [Parameter?]

  /// Zero states.
  init(_ network: LanguageModelNetwork, lanes: Int) {
    var layout = ParameterLayout()
    var h: [Parameter] = [], c: [Parameter?] = []
    for (l, cell) in network.stack.layers.enumerated() {
      h.append(layout.reserve("h.\(l)", [lanes, cell.size], .zero))
      c.append(
        cell.cellStateSize > 0 ? layout.reserve("c.\(l)", [lanes, cell.cellStateSize], .zero) : nil)
    }
    slab = ParameterSlab(layout)
    (self.h, self.c) = (h, c)
  }

  func clear() { slab.floats.update(repeating: 0) }

  /// Copies of the states in an arena, which a pass may keep while these change.
  func copies(in context: Context) -> [CellState] {
    zip(h, c).map { h, c in
      func copy(_ parameter: Parameter) -> Matrix {
        let result = context.matrix(parameter.rows, parameter.columns)
        result.copy(slab[parameter])
        return result
      }
      return CellState(h: copy(h), c: c.map(copy) ?? context.matrix(h.rows, 0))
    }
  }

  /// Takes the states after the last step, which every lane must have.
  func keep(_ trace: LanguageModelNetwork.Trace, _ steps: PackedSteps) {
    let last = steps.rows(at: steps.steps - 1)
    for (l, states) in trace.layers.enumerated() {
      slab[h[l]].copy(states.h.rows(last))
      if let c = c[l] { slab[c].copy(states.c.rows(last)) }
    }
  }
}
