/// The states of recurrent layers for hypotheses, one row each.
struct HypothesisStates {
  private let stack: RecurrentStack
  private let states: [(h: HypothesisRows, c: HypothesisRows)]
  /// The row of the first state of `start`; the others follow.
  let firstRow: Int32

  /// Makes room for up to `capacity` hypotheses, with the rows of `start` after them.
  init(
    _ stack: RecurrentStack, from start: [CellState], capacity: Int, in context: Context
  ) {
    self.stack = stack
    firstRow = Int32(capacity)
    states = start.map {
      (
        HypothesisRows(from: $0.h, capacity: capacity, in: context),
        HypothesisRows(from: $0.c, capacity: capacity, in: context)
      )
    }
  }

  /// Rows of the next step, whose first layer reads x: row i continues from the former row
  /// `parents[i]`.
  func rows(
    reading x: Matrix, after parents: [Int32], in context: Context
  ) -> RecurrentStack.Rows {
    let before = states.map {
      CellState(h: $0.h.arranged(parents, in: context), c: $0.c.arranged(parents, in: context))
    }
    let layers = zip(stack.layers, states).map { cell, states in
      CellTrace(
        gates: context.matrix(x.rows, cell.gateColumns), c: states.c.next(x.rows),
        h: states.h.next(x.rows))
    }
    return RecurrentStack.Rows(
      first: 0, inputs: [x] + layers.dropLast().map(\.h), before: before, layers: layers)
  }

  /// Advances these rows by one step. Returns the top layer's h.
  func advance(_ x: Matrix, after parents: [Int32], in context: Context) -> Matrix {
    let now = rows(reading: x, after: parents, in: context)
    stack.project(now, in: context)
    stack.step(now, feed: nil, in: context)
    return now.top
  }
}

/// A row for each hypothesis, and those of the step before.
final class HypothesisRows {
  private var current: Matrix
  private var other: Matrix
  /// The rows after them, with which sentences begin; steps do not change these.
  private let start: Matrix

  init(from start: Matrix, capacity: Int, in context: Context) {
    current = context.matrix(capacity, start.columns)
    other = context.matrix(capacity, start.columns)
    self.start = start
  }

  /// Row i becomes a copy of row `parents[i]`. Rows that stay in place are not copied.
  func arranged(_ parents: [Int32], in context: Context) -> Matrix {
    let moving = parents.indices.filter { parents[$0] != $0 }
    context.scratch {
      let moved = context.matrix(moving.count, current.columns)
      for (i, place) in moving.enumerated() {
        let parent = Int(parents[place])
        let row = parent < current.rows ? current.row(parent) : start.row(parent - current.rows)
        moved.row(i).update(from: row, count: current.columns)
      }
      for (i, place) in moving.enumerated() {
        current.row(place).update(from: moved.row(i), count: current.columns)
      }
    }
    return current.rows(0..<parents.count)
  }

  /// Rows to write for the next step.
  func next(_ count: Int) -> Matrix {
    swap(&current, &other)
    return current.rows(0..<count)
  }
}
