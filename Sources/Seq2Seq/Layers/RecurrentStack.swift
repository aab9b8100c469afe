/// Layers of a recurrent cell, one above another, run a step at a time, with dropout between them.
///
///     h^0_t = cell([x_t; feed_t], h^0_{t−1})     h^l_t = cell(h^{l−1}_t, h^l_{t−1})
///
/// The first layer's product with x is hoisted out of the recurrence (`project`).
struct RecurrentStack: Sendable {
  let layers: [any RecurrentCell]

  /// Parameters are named `NAME.LAYER.…`.
  init(
    _ name: String, cell: CellKind, count: Int, input: Int, feed: Int, size: Int,
    in layout: inout ParameterLayout
  ) {
    layers = (0..<count).map { l in
      cell.type.init(
        "\(name).\(l)", input: l == 0 ? input : size, feed: l == 0 ? feed : 0, size: size,
        in: &layout)
    }
  }

  /// Columns of h.
  var size: Int { layers[0].size }
  /// Columns of c.
  var cellStateSize: Int { layers[0].cellStateSize }

  /// Rows of one step, or of several where the recurrence does not matter.
  struct Rows {
    /// The place of the first one among all rows, from which dropout counts.
    let first: Int
    /// What each layer reads; above the first, h of the layer below after dropout.
    let inputs: [Matrix]
    /// h′ and c′, where the step continues from some; empty for rows of several steps.
    let before: [CellState]
    /// Gates, c and h, which the step writes.
    let layers: [CellTrace]

    /// h of the top layer.
    var top: Matrix { layers[layers.count - 1].h }

    /// Some of these rows: those of a step that continues from `before`.
    func rows(_ range: Range<Int>, before: [CellState]) -> Rows {
      Rows(
        first: first + range.lowerBound, inputs: inputs.map { $0.rows(range) }, before: before,
        layers: layers.map {
          CellTrace(gates: $0.gates.rows(range), c: $0.c.rows(range), h: $0.h.rows(range))
        })
    }
  }

  /// Memory for all rows of a batch, whose first layer reads x.
  func rows(reading x: Matrix, in context: Context) -> Rows {
    let traces = layers.map { cell in
      CellTrace(
        gates: context.operand(x.rows, cell.gateColumns),
        c: context.matrix(x.rows, cell.cellStateSize), h: context.operand(x.rows, size))
    }
    let inputs = layers.indices.map { l in
      if l == 0 { return x }
      let isDropped = context.mask(at: .decoderLayer(l)) != nil
      return isDropped ? context.operand(x.rows, size) : traces[l - 1].h
    }
    return Rows(first: 0, inputs: inputs, before: [], layers: traces)
  }

  /// The first layer's a = W x + b, for any number of steps at once.
  func project(_ rows: Rows, in context: Context) {
    layers[0].project(rows.inputs[0], into: rows.layers[0].gates, in: context)
  }

  /// A step of rows that `project` has prepared.
  func step(_ now: Rows, feed: Matrix?, in context: Context) {
    for (l, cell) in layers.enumerated() {
      let trace = now.layers[l]
      if l > 0 {
        if let mask = context.mask(at: .decoderLayer(l)) {
          context.dropout(
            now.layers[l - 1].h, mask, firstRow: now.first, into: now.inputs[l])
        }
        cell.project(now.inputs[l], into: trace.gates, in: context)
      }
      cell.step(
        gates: trace.gates, feed: l == 0 ? feed : nil, h: now.before[l].h, c: now.before[l].c,
        c: trace.c, h: trace.h, in: context)
    }
  }

  /// Its adjoint, the top layer first. The gates become the gradients that the weights' products
  /// need. What flows to h′ is added to `dhBefore`, and what flows to the feed to `dfeed`, if
  /// given.
  ///
  /// Shapes: each layer's dh as h, and dc as c; dc comes from the next step and becomes dc′.
  func stepBackward(
    _ now: Rows, dh: [Matrix], dc: [Matrix], dhBefore: [Matrix], dfeed: Matrix?,
    in context: Context
  ) {
    for (l, cell) in layers.enumerated().reversed() {
      let trace = now.layers[l]
      cell.stepBackward(
        gates: trace.gates, h: now.before[l].h, c: now.before[l].c, c: trace.c, h: trace.h,
        dh: dh[l], dc: dc[l], dhBefore: dhBefore[l], in: context)
      if l > 0 {
        context.scratch {
          let dx = context.matrix(dh[l].rows, size)
          cell.inputBackward(trace.gates, into: dx, in: context)  // dx = da W_ih
          context.drop(dx, at: .decoderLayer(l), firstRow: now.first)
          context.add(dx, to: dh[l - 1])  // dh^{l−1}_t += dx ⊙ mask
        }
      } else if let dfeed {
        cell.feedBackward(trace.gates, addingTo: dfeed, in: context)
      }
    }
  }

  /// The gradients of the weights, over all rows of a batch, after `stepBackward` of every step.
  func accumulateGradients(
    _ all: Rows, feed: Matrix?, previous h: [Matrix], in context: Context
  ) {
    for (l, cell) in layers.enumerated() {
      var x = [all.inputs[l]]
      if cell.isFed, let feed { x.append(feed) }
      cell.accumulateGradients(all.layers[l].gates, x: x, h: h[l], in: context)
    }
  }
}
