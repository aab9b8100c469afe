/// Layers of a recurrent cell over the source: h_j = [→h_j; ←h_j] in each, or →h_j alone, with
/// dropout between layers.
///
/// Source: Bahdanau et al. 2015, §3.2 (with LSTM), stacked.
struct Encoder: Sendable {
  let embedding: Embedding
  let layers: [[any RecurrentCell]]  // of each layer, its directions
  private let directionSize: Int
  /// Columns of h_j.
  var size: Int { layers[0].count * directionSize }

  init(_ configuration: ModelConfiguration, in layout: inout ParameterLayout) {
    embedding = Embedding(
      configuration.shareEmbeddings ? "embedding" : "source.embedding",
      vocabulary: configuration.sourceVocabulary, size: configuration.embedding, in: &layout)
    let size = configuration.encoderDirection
    directionSize = size
    let directions = configuration.bidirectional ? ["forward", "backward"] : ["forward"]
    layers = (0..<configuration.encoderLayers).map { l in
      let input = l == 0 ? configuration.embedding : directions.count * size
      return directions.map {
        configuration.cell.type.init(
          "encoder.\(l).\($0)", input: input, feed: 0, size: size, in: &layout)
      }
    }
  }

  struct Trace {
    /// For each layer: what it read, what it wrote `[rows, encoder]`, and its directions.
    var layers: [(x: Matrix, h: Matrix, directions: [CellTrace])] = []
    /// Final states of the top layer in the target's order, `[sentences, encoder]`; c has no
    /// columns where the cell has no cell state.
    let finalH: Matrix
    let finalC: Matrix

    var states: Matrix { layers[layers.count - 1].h }
  }

  func forward(_ batch: Batch, in context: Context) -> Trace {
    var x = embedding.forward(
      batch.sourceTokens, droppedAt: .sourceEmbedding, in: context)
    var traces: [(x: Matrix, h: Matrix, directions: [CellTrace])] = []
    for (l, directions) in layers.enumerated() {
      if l > 0 { x = context.dropped(x, at: .encoderLayer(l)) }
      let h = context.matrix(batch.source.rows, directions.count * directionSize)
      var trace: [CellTrace] = []
      for (d, cell) in directions.enumerated() {
        trace.append(
          cell.forward(x, Self.direction(d), batch.source, h: h.columns(columns(d)), in: context))
      }
      traces.append((x, h, trace))
      x = h
    }
    let finalH = context.matrix(batch.order.count, size)
    let finalC = context.matrix(batch.order.count, layers[0].count * cellStateSize)
    let top = traces[traces.count - 1]
    for d in layers[0].indices {
      let rows = finalRows(d, batch)
      finalH.columns(columns(d)).gather(top.h.columns(columns(d)), rows)
      finalC.columns(cellStateColumns(d)).gather(top.directions[d].c, rows)
    }
    return Trace(layers: traces, finalH: finalH, finalC: finalC)
  }

  /// The adjoint of `forward`. Consumes the trace and dstates `[rows, encoder]`, the adjoint of the
  /// top layer's h. Returns, for each layer, ∂loss/∂h of all rows, including what flowed through
  /// the recurrence.
  @discardableResult
  func backward(
    dstates: Matrix, dfinalH: Matrix, dfinalC: Matrix, through trace: Trace, _ batch: Batch,
    in context: Context
  ) -> [Matrix] {
    let sentences = batch.order.count
    var dh = dstates
    var all: [Matrix] = []
    for d in layers[0].indices {
      let part = dh.columns(columns(d)), final = dfinalH.columns(columns(d))
      for (sentence, row) in finalRows(d, batch).enumerated() {
        context.add(final.rows(sentence..<sentence + 1), to: part.rows(Int(row)..<Int(row) + 1))
      }
    }
    for l in layers.indices.reversed() {
      let dx = context.matrix(batch.source.rows, trace.layers[l].x.columns)
      for (d, cell) in layers[l].enumerated() {
        let dc = context.zeros(sentences, cellStateSize)
        if l == layers.count - 1 {
          dc.scatter(dfinalC.columns(cellStateColumns(d)), to: batch.sourceRank.map { Int32($0) })
        }
        cell.backward(
          dh: dh.columns(columns(d)), dc: dc, through: trace.layers[l].directions[d],
          x: trace.layers[l].x, Self.direction(d), batch.source, dx: dx,
          accumulate: d > 0, in: context)
      }
      if l > 0 { context.drop(dx, at: .encoderLayer(l)) }
      all.append(dh)
      dh = dx
    }
    embedding.backward(
      dh, tokens: batch.sourceTokens, droppedAt: .sourceEmbedding, in: context)
    return all.reversed()
  }

  private static func direction(_ d: Int) -> ReadingDirection { d == 0 ? .forward : .backward }

  /// The columns of a direction in what a layer writes.
  func columns(_ d: Int) -> Range<Int> { d * directionSize..<(d + 1) * directionSize }

  private var cellStateSize: Int { layers[0][0].cellStateSize }

  private func cellStateColumns(_ d: Int) -> Range<Int> {
    d * cellStateSize..<(d + 1) * cellStateSize
  }

  /// Where each sentence of the target's order has its final state: after its last token, or, read
  /// backwards, after its first.
  private func finalRows(_ d: Int, _ batch: Batch) -> [Int32] {
    batch.sourceRank.map { place in
      Int32(batch.source.row(of: place, at: d == 0 ? batch.source.lengths[place] - 1 : 0))
    }
  }
}
