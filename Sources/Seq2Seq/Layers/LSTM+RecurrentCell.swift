extension LSTM: RecurrentCell {
  typealias Trace = CellTrace

  var memorySize: Int { size }
  var gateColumns: Int { 4 * size }
  var projectedColumns: Int { 4 * size }

  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, _ pass: Pass
  ) {
    stepBackward(gates: gates, c: cBefore, c: c, dh: dh, dc: dc, pass.workspace)
    if let dhBefore {  // dh′ += da W_hh
      pass.workspace.multiply(
        gates.rows(0..<dhBefore.rows), pass.weights.backward(recurrent), accumulate: true,
        into: dhBefore)
    }
  }
}
