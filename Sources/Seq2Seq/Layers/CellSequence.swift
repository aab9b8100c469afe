/// The end of a sentence at which a layer begins.
enum ReadingDirection: Sendable { case forward, backward }

/// A recurrent layer over whole sentences, in reading order or against it.
extension RecurrentCell {
  /// h and c for all rows, each sentence from `start`, or from zero states where there is none.
  /// Only the forward direction may have a start.
  ///
  /// Shapes: x `[rows, input]`; h `[rows, n]` is written, perhaps as columns of a wider matrix.
  func forward(
    _ x: Matrix, _ direction: ReadingDirection, _ steps: PackedSteps, from start: CellState? = nil,
    h: Matrix, in context: Context
  ) -> CellTrace {
    let gates = context.operand(steps.rows, gateColumns)
    let h = context.operand(of: h)
    let c = context.matrix(steps.rows, cellStateSize)
    project(x, into: gates, in: context)
    for t in steps.order(direction) {
      let before = steps.rowsBefore(t, direction)
      step(
        gates: gates.rows(steps.rows(at: t)), feed: nil,
        h: before.map { h.rows($0) } ?? start?.h, c: before.map { c.rows($0) } ?? start?.c,
        c: c.rows(steps.rows(at: t)), h: h.rows(steps.rows(at: t)), in: context)
    }
    return CellTrace(gates: gates, c: c, h: h)
  }

  /// Adds to the gradients of the weights, and overwrites dx or, with `accumulate`, adds to it.
  ///
  /// dh holds ∂loss/∂h of all rows, final states included, and collects what flows through the
  /// recurrence. dc `[sentences, n]` holds ∂loss/∂c of the final states. Both are consumed, as are
  /// the trace's gates. Nothing flows to `start`, from which a sentence continues an earlier part
  /// of it: backpropagation is truncated there.
  func backward(
    dh: Matrix, dc: Matrix, through trace: CellTrace, x: Matrix, _ direction: ReadingDirection,
    _ steps: PackedSteps, from start: CellState? = nil, dx: Matrix, accumulate: Bool,
    in context: Context
  ) {
    for t in steps.order(direction).reversed() {
      let rows = steps.rows(at: t)
      let before = steps.rowsBefore(t, direction)
      stepBackward(
        gates: trace.gates.rows(rows), h: before.map { trace.h.rows($0) } ?? start?.h,
        c: before.map { trace.c.rows($0) } ?? start?.c, c: trace.c.rows(rows),
        h: trace.h.rows(rows), dh: dh.rows(rows), dc: dc.rows(0..<rows.count),
        dhBefore: before.map { dh.rows($0) }, in: context)
    }
    let previous =
      direction == .forward
      ? steps.shiftedLater(trace.h, first: start?.h, in: context)
      : steps.shiftedEarlier(trace.h, in: context)
    accumulateGradients(trace.gates, x: [x], h: previous, in: context)
    if accumulate {
      inputBackward(trace.gates, addingTo: dx, in: context)
    } else {
      inputBackward(trace.gates, into: dx, in: context)
    }
  }
}

extension PackedSteps {
  /// Steps in the order in which a direction reads them.
  func order(_ direction: ReadingDirection) -> [Int] {
    direction == .forward ? Array(0..<steps) : Array((0..<steps).reversed())
  }

  /// Rows of the states that step t continues from; nil where every sentence starts.
  func rowsBefore(_ t: Int, _ direction: ReadingDirection) -> Range<Int>? {
    switch direction {
    case .forward: t > 0 ? rows(at: t - 1, first: count(at: t)) : nil
    case .backward: t + 1 < steps ? rows(at: t + 1) : nil
    }
  }
}
