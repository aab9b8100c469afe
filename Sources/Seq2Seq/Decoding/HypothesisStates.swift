/// The states of recurrent layers for hypotheses, each a row.
struct HypothesisStates {
  private let layers: [any RecurrentCell]
  private let states: [(h: HypothesisRows, c: HypothesisRows)]
  /// The row that the first of `start` stands for; the others follow.
  let firstRow: Int32

  /// For up to `capacity` hypotheses, and the rows of `start` after them.
  init(
    _ layers: [any RecurrentCell], from start: [CellState], capacity: Int, in context: Context
  ) {
    self.layers = layers
    firstRow = Int32(capacity)
    states = start.map {
      (
        HypothesisRows(from: $0.h, capacity: capacity, in: context),
        HypothesisRows(from: $0.c, capacity: capacity, in: context)
      )
    }
  }

  /// The states from which rows go on: row i is what row `parents[i]` was.
  func arranged(_ parents: [Int32], in context: Context) -> [CellState] {
    states.map {
      CellState(h: $0.h.arranged(parents, in: context), c: $0.c.arranged(parents, in: context))
    }
  }

  /// Where the first rows of the next states are written, with gates to work in.
  func next(_ count: Int, in context: Context) -> [CellTrace] {
    zip(layers, states).map { cell, states in
      CellTrace(
        gates: context.matrix(count, cell.gateColumns), c: states.c.next(count),
        h: states.h.next(count))
    }
  }

  /// Takes the first rows one step on from `before`; the first layer reads x. Returns the top layer's
  /// h.
  func advance(_ x: Matrix, from before: [CellState], in context: Context) -> Matrix {
    var x = x
    for (l, (cell, trace)) in zip(layers, next(x.rows, in: context)).enumerated() {
      cell.project(x, into: trace.gates, in: context)
      cell.step(
        gates: trace.gates, feed: nil, h: before[l].h, c: before[l].c, c: trace.c, h: trace.h,
        in: context)
      x = trace.h
    }
    return x
  }
}

/// A row for each hypothesis, and those of the step before.
final class HypothesisRows {
  private var current: Matrix
  private var other: Matrix
  /// The rows that follow, with which sentences begin; steps leave them as they are.
  private let start: Matrix

  init(from start: Matrix, capacity: Int, in context: Context) {
    current = context.matrix(capacity, start.columns)
    other = context.matrix(capacity, start.columns)
    self.start = start
  }

  /// Row i becomes what row `parents[i]` is. What stays where it is, is not copied.
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

  /// Rows to write, which are those of the next step.
  func next(_ count: Int) -> Matrix {
    swap(&current, &other)
    return current.rows(0..<count)
  }
}
