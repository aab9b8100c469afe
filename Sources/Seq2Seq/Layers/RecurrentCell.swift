/// Names of the recurrent cells. A further one is a file with its type, and its line here.
public enum CellKind: String, Sendable, Codable, CaseIterable {
  case lstm
  /// The reset gate after the product, as PyTorch and cuDNN define it.
  case gru
  /// The reset gate before the product, as first published.
  case gruBefore = "gru-before"
  case rnn

  var type: any RecurrentCell.Type {
    switch self {
    case .lstm: LSTM.self
    case .gru: GRU.self
    case .gruBefore: GRUBefore.self
    case .rnn: ElmanCell.self
    }
  }
}

/// What a recurrent layer computes at each step: h, and with some cells a memory c beside it, from
/// the input x and the h′, c′ of the step before.
///
/// x may consist of two parts, [input; feed]: the input is known for all steps and its product is
/// hoisted out of the recurrence (`project`); the feed is not. Each step has a row of working
/// columns, its gates, which hold pre-activations, then what the adjoint needs, then gradients.
protocol RecurrentCell: Sendable {
  init(_ name: String, input: Int, feed: Int, size: Int, in layout: inout ParameterLayout)

  /// Columns of h.
  var size: Int { get }
  /// Columns of c, 0 for cells without one.
  var memorySize: Int { get }
  /// Columns that a step works in.
  var gateColumns: Int { get }
  /// How many of the first of them the input's product fills.
  var projectedColumns: Int { get }
  /// Of the input's product.
  var bias: Parameter { get }
  var input: ProductWeight { get }
  var feed: ProductWeight? { get }

  /// One step for rows that begin with hoisted parts in `gates`. The first rows of h′ and c′ go on;
  /// rows past them, or all without any, start from zero.
  ///
  /// Shapes: gates `[rows, gateColumns]`, feed `[rows, feed]`, h `[rows, n]`, c `[rows, memory]`.
  func step(
    gates: Matrix, feed: Matrix?, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix,
    in context: Context)

    /// Its adjoint: gates become gradients, dc (from the next step) becomes dc′, and what flows to
    /// h′ is added to `dhBefore`, which may be left out where nobody asks.
    func stepBackward(
      gates: Matrix, h before: Matrix?, c cBefore: Matrix?, c: Matrix, h: Matrix, dh: Matrix,
      dc: Matrix, dhBefore: Matrix?, in context: Context)

      /// The gradients of the weights, in products over all rows at once, from gates that
      /// `stepBackward` has left.
      ///
      /// Shapes: x `[rows, input]`, feed `[rows, feed]`, h′ `[rows, n]`.
      func accumulateGradients(
        _ gates: Matrix, x: Matrix, feed: Matrix?, h before: Matrix,
        in context: Context)
        }

        /// What `backward` reads of a layer's steps, one row for each.
        struct CellTrace {
        /// `[rows, gateColumns]`
        let gates: Matrix
        /// `[rows, memory]`
        let c: Matrix
        /// `[rows, n]`, perhaps columns of a wider matrix.
        let h: Matrix
}

/// h and c with which sentences start, `[sentences, n]` and `[sentences, memory]`.
struct CellState {
  let h: Matrix
  let c: Matrix
}

extension RecurrentCell {
  /// The columns that the input's product fills; after `stepBackward`, da.
  func projected(_ gates: Matrix) -> Matrix { gates.columns(0..<projectedColumns) }

  /// The part of a that the recurrence does not touch: a = W_ih[input] x + b.
  func project(_ x: Matrix, into gates: Matrix, in context: Context) {
    context.multiply(
      x, context.weights.forward(input), bias: context.weights[bias], into: projected(gates))
  }

  /// a += W_ih[feed] feed.
  func addFeed(_ fed: Matrix?, to gates: Matrix, in context: Context) {
    guard let feed, let fed else { return }
    context.multiply(
      fed, context.weights.forward(feed), accumulate: true, into: projected(gates))
  }

  /// dx = da W_ih[input], or dx += it.
  func inputBackward(_ gates: Matrix, dx: Matrix, accumulate: Bool = false, in context: Context) {
    context.multiply(
      projected(gates), context.weights.backward(input), accumulate: accumulate, into: dx)
  }

  /// dfeed += da W_ih[feed].
  func feedBackward(_ gates: Matrix, dfeed: Matrix, in context: Context) {
    guard let feed else { return }
    context.multiply(
      projected(gates), context.weights.backward(feed), accumulate: true, into: dfeed)
  }

  /// dW_ih += daᵀ [x; feed], db += Σ da.
  func accumulateInputGradients(
    _ gates: Matrix, x: Matrix, feed fed: Matrix?, in context: Context
  ) {
    let da = projected(gates)
    context.accumulate(transposed: da, x, into: context.gradient(input))
    if let feed, let fed {
      context.accumulate(transposed: da, fed, into: context.gradient(feed))
    }
    context.sumRows(of: da, addingTo: context.gradient(bias))
  }

  /// Cuts rows into shares, and those that go on from those that start. `going` rows go on.
  func forEachChunk(
    of rows: Int, _ going: Int, in context: Context, _ body: (Range<Int>, Bool) -> Void
  ) {
    let chunks = context.chunks(of: rows, size: rows * size * 32)
    context.parallel(chunks.count) { i in
      let chunk = chunks[i]
      let cut = min(max(going, chunk.lowerBound), chunk.upperBound)
      if cut > chunk.lowerBound { body(chunk.lowerBound..<cut, true) }
      if cut < chunk.upperBound { body(cut..<chunk.upperBound, false) }
    }
  }
}
