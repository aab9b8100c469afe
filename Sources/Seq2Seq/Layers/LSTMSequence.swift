/// An LSTM over whole sentences, in reading order or against it.
extension LSTM {
  enum Direction: Sendable { case forward, backward }

  /// h and c for all rows, each sentence from zero states.
  ///
  /// Shapes: x `[rows, input]`; h `[rows, n]` is written, perhaps as columns of a wider matrix.
  func forward(
    _ x: Matrix, _ direction: Direction, _ steps: PackedSteps, h: Matrix, _ pass: Pass
  ) -> Trace {
    let gates = pass.workspace.matrix(steps.rows, 4 * size)
    let c = pass.workspace.matrix(steps.rows, size)
    project(x, into: gates, pass)
    for t in steps.order(direction) {
      let before = steps.rowsBefore(t, direction)
      step(
        gates: gates.rows(steps.rows(at: t)), feed: nil, h: before.map { h.rows($0) },
        c: before.map { c.rows($0) }, c: c.rows(steps.rows(at: t)), h: h.rows(steps.rows(at: t)),
        pass)
    }
    return Trace(gates: gates, c: c, h: h)
  }

  /// Adds to the gradients of the weights and overwrites dx, or adds to it.
  ///
  /// dh holds ∂loss/∂h of all rows, final states included, and collects what flows through the
  /// recurrence. dc `[sentences, n]` holds ∂loss/∂c of the final states. Both are consumed, as
  /// are the trace's gates.
  func backward(
    dh: Matrix, dc: Matrix, through trace: Trace, x: Matrix, _ direction: Direction,
    _ steps: PackedSteps, addingTo gradients: ParameterSlab, dx: Matrix, accumulate: Bool,
    _ pass: Pass
  ) {
    let workspace = pass.workspace
    for t in steps.order(direction).reversed() {
      let rows = steps.rows(at: t)
      let before = steps.rowsBefore(t, direction)
      let da = trace.gates.rows(rows)
      stepBackward(
        gates: da, c: before.map { trace.c.rows($0) }, c: trace.c.rows(rows), dh: dh.rows(rows),
        dc: dc.rows(0..<rows.count), workspace)
      if let before {  // dh′ += da W_hh
        workspace.multiply(
          da.rows(0..<before.count), pass.weights.backward(recurrent), accumulate: true,
          into: dh.rows(before))
      }
    }
    let previous =
      direction == .forward
      ? steps.shiftedLater(trace.h, first: nil, in: workspace)
      : steps.shiftedEarlier(trace.h, in: workspace)
    accumulateGradients(
      trace.gates, x: x, feed: nil, h: previous, addingTo: gradients, workspace)
    workspace.multiply(                                                      // dx = da W_ih
      trace.gates, pass.weights.backward(input), accumulate: accumulate, into: dx)
  }
}

extension PackedSteps {
  /// Steps in the order that a direction reads them.
  func order(_ direction: LSTM.Direction) -> [Int] {
    direction == .forward ? Array(0..<steps) : Array((0..<steps).reversed())
  }

  /// Rows of the states that step t goes on from, nil where every sentence starts.
  func rowsBefore(_ t: Int, _ direction: LSTM.Direction) -> Range<Int>? {
    switch direction {
    case .forward: t > 0 ? rows(at: t - 1, first: count(at: t)) : nil
    case .backward: t + 1 < steps ? rows(at: t + 1) : nil
    }
  }
}
