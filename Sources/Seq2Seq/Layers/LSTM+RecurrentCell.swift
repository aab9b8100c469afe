extension LSTM: RecurrentCell {
  typealias Trace = CellTrace

  var memorySize: Int { size }
  var gateColumns: Int { 4 * size }
  var projectedColumns: Int { 4 * size }

  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, in context: Context
  ) {
    stepBackward(gates: gates, c: cBefore, c: c, dh: dh, dc: dc, in: context)
    if let dhBefore {  // dh′ += da W_hh
      context.multiply(
        gates.rows(0..<dhBefore.rows), context.weights.backward(recurrent), accumulate: true,
        into: dhBefore)
    }
  }
}
