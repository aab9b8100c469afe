/// What a recurrent layer computes at each step: h, and in some cells also a cell state c, from the
/// input x and from h′ and c′ of the step before.
///
/// x may consist of two parts, [input; feed]: the input is known for all steps and its product is
/// hoisted out of the recurrence (`project`); the feed is not. Each row of a step has working
/// columns, its gates, which hold pre-activations, then what the adjoint needs, then gradients.
protocol RecurrentCell: Sendable {
  init(_ name: String, input: Int, feed: Int, size: Int, in layout: inout ParameterLayout)

  /// Columns of h.
  var size: Int { get }
  /// Columns of c, 0 for cells without one.
  var cellStateSize: Int { get }
  /// Columns that a step works in.
  var gateColumns: Int { get }
  /// W_ih and its bias, over [input; feed]; its product fills the first of the gates' columns.
  var input: Linear { get }
  /// W_hh, of h′.
  var recurrent: Linear { get }

  /// One step for rows whose hoisted part is in `gates`. The first rows continue from h′ and c′;
  /// rows past those, or all rows where h′ is nil, start from zero.
  ///
  /// Shapes: gates `[rows, gateColumns]`, feed `[rows, feed]`, h `[rows, n]`, c `[rows, cell state]`.
  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context)

  /// Its adjoint: gates become gradients, dc (from the next step) becomes dc′, and what flows to h′
  /// is added to `dhBefore`, which is nil where it is not needed.
  func stepBackward(
    gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
    dc: Matrix, dhBefore: Matrix?, in context: Context)

  /// The gradients of the weights, in products over all rows at once, from gates that
  /// `stepBackward` has left. `x` has the parts that `input` reads.
  ///
  /// Shapes: x `[rows, input]` and, where the cell is fed, `[rows, feed]`; h′ `[rows, n]`.
  func accumulateGradients(_ gates: Matrix, x: [Matrix], h before: Matrix, in context: Context)

  /// The gates that `step` has left in its working columns, and the candidates that they let
  /// through. None where the cell has no gates.
  func activations(_ gates: Matrix) -> [Activation]
}

/// What a gate, or a candidate, was at each step.
struct Activation {
  /// The paper's letter.
  let name: String
  /// Whether its values are between 0 and 1 and let something through.
  let isGate: Bool
  /// `[rows, n]`
  let values: Matrix
}

/// What `backward` reads of a layer's steps, one row for each.
struct CellTrace {
  /// `[rows, gateColumns]`
  let gates: Matrix
  /// `[rows, cell state]`
  let c: Matrix
  /// `[rows, n]`, perhaps columns of a wider matrix.
  let h: Matrix
}

/// h and c with which sentences start, `[sentences, n]` and `[sentences, cell state]`.
struct CellState {
  let h: Matrix
  let c: Matrix
}

extension RecurrentCell {
  /// W_ih `[gates n, input + feed]` with its bias, and W_hh `[gates n, n]`, by PyTorch's names.
  static func maps(
    _ name: String, gates: Int, input: Int, feed: Int, size: Int, bias: Initialization,
    in layout: inout ParameterLayout
  ) -> (input: Linear, recurrent: Linear) {
    let rows = gates * size
    let weight = layout.reserve("\(name).weight_ih", [rows, input + feed], .glorot(gates: gates))
    let inner = layout.reserve(
      "\(name).weight_hh", [rows, size], .glorot(gates: gates),
      droppedAt: DropoutSite.recurrentWeights.number)
    let bias = layout.reserve("\(name).bias", [rows], bias)
    return (
      Linear(weight, bias: bias, columns: [0..<input, input..<input + feed], in: &layout),
      Linear(inner, in: &layout)
    )
  }

  /// Where both maps have the same rows: dW_ih += daᵀ x, dW_hh += daᵀ h′, db += Σ da.
  func accumulateGradients(_ gates: Matrix, x: [Matrix], h before: Matrix, in context: Context) {
    Linear.accumulate(gates, [(input, x), (recurrent, [before])], in: context)
  }

  func activations(_ gates: Matrix) -> [Activation] { [] }

  /// Gates and their candidate that lie side by side, n columns each.
  func sideBySide(_ names: [String], candidate: String, _ gates: Matrix) -> [Activation] {
    names.enumerated().map {
      Activation(
        name: $1, isGate: $1 != candidate, values: gates.columns($0 * size..<($0 + 1) * size))
    }
  }

  /// Whether the cell reads a feed beside its input.
  var isFed: Bool { input.parts > 1 }

  /// The columns that the input's product fills; after `stepBackward` they hold da.
  func projected(_ gates: Matrix) -> Matrix { gates.columns(0..<input.size) }

  /// The part of a that the recurrence does not touch: a = W_ih[input] x + b.
  func project(_ x: Matrix, into gates: Matrix, in context: Context) {
    input.forward(x, into: projected(gates), in: context)
  }

  /// a += W_ih[feed] feed.
  func addFeed(_ feed: Matrix?, to gates: Matrix, in context: Context) {
    guard isFed, let feed else { return }
    input.forward(feed, block: 1, addingTo: projected(gates), in: context)
  }

  /// dx = da W_ih[input].
  func inputBackward(_ gates: Matrix, into dx: Matrix, in context: Context) {
    input.backward(projected(gates), into: dx, in: context)
  }

  /// dx += da W_ih[input].
  func inputBackward(_ gates: Matrix, addingTo dx: Matrix, in context: Context) {
    input.backward(projected(gates), addingTo: dx, in: context)
  }

  /// dfeed += da W_ih[feed].
  func feedBackward(_ gates: Matrix, addingTo dfeed: Matrix, in context: Context) {
    guard isFed else { return }
    input.backward(projected(gates), block: 1, addingTo: dfeed, in: context)
  }

  /// Cuts rows into chunks, each either of rows that continue or of rows that start. The first
  /// `active` rows continue from a state.
  func forEachChunk(
    of rows: Int, _ active: Int, writing result: Matrix, in context: Context,
    _ body: (Range<Int>, Bool) -> Void
  ) {
    context.forChunks(of: rows, size: rows * size * 32, writing: result) { chunk in
      let cut = min(max(active, chunk.lowerBound), chunk.upperBound)
      if cut > chunk.lowerBound { body(chunk.lowerBound..<cut, true) }
      if cut < chunk.upperBound { body(cut..<chunk.upperBound, false) }
    }
  }
}
