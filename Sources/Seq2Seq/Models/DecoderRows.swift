/// Rows of one decoder step, or of several where a part of the step runs for all of them at once:
/// what it reads, and views of what it writes.
struct DecoderRows {
  /// The sentence and the step of each row.
  let places: ArraySlice<RowPlace>
  /// Inputs, states of the step before, gates and states; the first layer reads the word vectors e.
  let recurrent: RecurrentStack.Rows
  /// h̃ of the step before as it is fed back; none at a batch's first step.
  let fedBack: Matrix?
  /// The history of attention weights before and after this step, in α's shape; nil where scores
  /// read none.
  let historyBefore: Matrix?
  let history: Matrix?
  /// Attention's queries; nil where the states themselves are the queries.
  let queries: Matrix?
  /// α `[rows, longest source]`
  let alpha: Matrix
  /// Context vectors `[rows, encoder]`.
  let c: Matrix
  /// h̃, and h̃ after dropout.
  let attentional: Matrix
  let output: Matrix

  /// The vectors of the words that are read.
  var e: Matrix { recurrent.inputs[0] }
  /// The top layer's states.
  var s: Matrix { recurrent.top }
  /// The top layer's states of the step before.
  var sBefore: Matrix { recurrent.before[recurrent.before.count - 1].h }

  /// What attention reads and writes, where queries are made from s.
  func attended(with s: Matrix) -> AttentionLoop.Rows {
    AttentionLoop.Rows(
      places: places, queries: queries ?? s, alpha: alpha, history: historyBefore)
  }

  /// Some of these rows: those of a step that continues from `before`.
  func rows(
    _ range: Range<Int>, before: [CellState], fedBack: Matrix?, historyBefore: Matrix?
  ) -> DecoderRows {
    let first = places.startIndex
    return DecoderRows(
      places: places[first + range.lowerBound..<first + range.upperBound],
      recurrent: recurrent.rows(range, before: before), fedBack: fedBack,
      historyBefore: historyBefore, history: history?.rows(range),
      queries: queries?.rows(range), alpha: alpha.rows(range), c: c.rows(range),
      attentional: attentional.rows(range), output: output.rows(range))
  }
}

/// The adjoints of `DecoderRows`, row by row.
struct DecoderAdjoint {
  /// The steps that the rows belong to.
  let steps: Range<Int>
  let packing: PackedSteps
  /// A gradient on α itself, if there is one.
  let alpha: Matrix?
  /// Of h̃ after dropout; what was fed back adds to it, and it becomes da.
  let output: Matrix
  let c: Matrix
  let e: Matrix
  let h: [Matrix]
  /// Of the cell states, for the sentences of one step; all steps use the same rows.
  let cells: [Matrix]
  let attention: AttentionLoop.Adjoint
  /// Where what flows to the step before is added; `fedBack` is nil at a batch's first step.
  let hBefore: [Matrix]
  let fedBack: Matrix?

  /// The top layer's.
  var s: Matrix { h[h.count - 1] }
  var sBefore: Matrix { hBefore[hBefore.count - 1] }

  /// The rows of one step.
  func step(_ t: Int, hBefore: [Matrix], fedBack: Matrix?) -> DecoderAdjoint {
    let range = packing.rows(at: t)
    return DecoderAdjoint(
      steps: t..<t + 1, packing: packing, alpha: alpha?.rows(range), output: output.rows(range),
      c: c.rows(range), e: e.rows(range), h: h.map { $0.rows(range) },
      cells: cells.map { $0.rows(0..<range.count) },
      attention: attention.rows(range), hBefore: hBefore, fedBack: fedBack)
  }
}
