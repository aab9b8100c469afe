/// Decoder steps for hypotheses, one row each, whose states are rearranged as the search goes on.
struct DecoderStep {
  let decoder: Decoder
  let source: EncoderOutputs
  private let states: HypothesisStates
  private let fedBack: HypothesisRows
  private let history: HypothesisRows?
  private let context: Context
  /// The row that the first sentence of `start` starts from; the others follow.
  var firstRow: Int32 { states.firstRow }

  /// Makes room for the states of up to `capacity` hypotheses, and keeps those that sentences start
  /// from.
  init(
    _ decoder: Decoder, _ source: EncoderOutputs, from start: [CellState], capacity: Int,
    in context: Context
  ) {
    self.decoder = decoder
    self.source = source
    self.context = context
    states = HypothesisStates(
      decoder.order.stack, from: start, capacity: capacity, in: context)
    func none(_ columns: Int) -> HypothesisRows {
      HypothesisRows(
        from: context.zeros(start.first?.h.rows ?? 0, columns), capacity: capacity, in: context)
    }
    fedBack = none(decoder.order.fedBackSize)
    history = decoder.keepsHistory ? none(source.longest) : nil
  }

  /// Reads a word for each hypothesis and writes h̃. Row i continues from row `parents[i]` of the
  /// step before, is at `places[i]`, and becomes row i.
  ///
  /// Shapes: output `[rows, n]`, alpha `[rows, longest source]`.
  func callAsFunction(
    words: [Int32], parents: [Int32], places: [RowPlace], output: Matrix, alpha: Matrix
  ) {
    context.scratch {
      let e = decoder.embedding.forward(words, in: context)
      let now = decoder.rows(
        e, recurrent: states.rows(reading: e, after: parents, in: context),
        places: places[...], source, fedBack: fedBack.arranged(parents, in: context),
        historyBefore: history?.arranged(parents, in: context), history: history?.next(words.count),
        output: output, alpha: alpha, in: context)
      decoder.order.step(now, source, in: context)
      fedBack.next(words.count).copy(output.columns(0..<decoder.order.fedBackSize))
    }
  }
}
