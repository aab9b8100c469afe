/// A record of Double arithmetic that can be run backwards (reverse-mode differentiation).
///
/// Each value remembers what it was computed from and the partial derivative for each of them, so a
/// function written as its equation yields its gradient without a second formula.
final class ReferenceTape {
  private struct Edge {
    let parent: Int
    let slope: Double
  }

  private(set) var values: [Double] = []
  private var edges: [Edge] = []
  /// Where the edges of each value end in `edges`.
  private var ends: [Int] = []

  /// A value that depends on nothing.
  func leaf(_ value: Double) -> Traced { finish(value) }

  fileprivate func record(_ value: Double, _ parent: Int, _ slope: Double) -> Traced {
    edges.append(Edge(parent: parent, slope: slope))
    return finish(value)
  }

  fileprivate func record(
    _ value: Double, _ first: Int, _ firstSlope: Double, _ second: Int, _ secondSlope: Double
  ) -> Traced {
    edges.append(Edge(parent: first, slope: firstSlope))
    edges.append(Edge(parent: second, slope: secondSlope))
    return finish(value)
  }

  /// Σ x_i y_i, as one value.
  fileprivate func dot(_ x: ArraySlice<Traced>, _ y: [Traced]) -> Traced {
    precondition(x.count == y.count, "\(x.count) and \(y.count) factors")
    var sum = 0.0
    var i = x.startIndex
    for b in y {
      let a = x[i]
      let (u, v) = (values[a.index], values[b.index])
      sum += u * v
      edges.append(Edge(parent: a.index, slope: v))
      edges.append(Edge(parent: b.index, slope: u))
      i += 1
    }
    return finish(sum)
  }

  private func finish(_ value: Double) -> Traced {
    values.append(value)
    ends.append(edges.count)
    return Traced(tape: self, index: values.count - 1)
  }

  /// Σ cotangent · ∂output/∂value for every value of the tape.
  func adjoints(of outputs: [(Traced, cotangent: Double)]) -> [Double] {
    var adjoints = Array(repeating: 0.0, count: values.count)
    for (output, cotangent) in outputs { adjoints[output.index] += cotangent }
    for i in values.indices.reversed() where adjoints[i] != 0 {
      for e in (i > 0 ? ends[i - 1] : 0)..<ends[i] {
        adjoints[edges[e].parent] += adjoints[i] * edges[e].slope
      }
    }
    return adjoints
  }
}

/// A number on a tape.
struct Traced {
  fileprivate let tape: ReferenceTape
  let index: Int

  var value: Double { tape.values[index] }

  static func + (a: Traced, b: Traced) -> Traced {
    a.tape.record(a.value + b.value, a.index, 1, b.index, 1)
  }
  static func - (a: Traced, b: Traced) -> Traced {
    a.tape.record(a.value - b.value, a.index, 1, b.index, -1)
  }
  static func * (a: Traced, b: Traced) -> Traced {
    a.tape.record(a.value * b.value, a.index, b.value, b.index, a.value)
  }
  static func / (a: Traced, b: Traced) -> Traced {
    let quotient = a.value / b.value
    return a.tape.record(quotient, a.index, 1 / b.value, b.index, -quotient / b.value)
  }
  static func * (a: Double, b: Traced) -> Traced { b.tape.record(a * b.value, b.index, a) }
  static func + (a: Double, b: Traced) -> Traced { b.tape.record(a + b.value, b.index, 1) }
  static prefix func - (a: Traced) -> Traced { -1 * a }

  /// A function of this number alone: its value here, and its slope.
  func function(_ value: Double, _ slope: Double) -> Traced { tape.record(value, index, slope) }

  /// Another number of the same tape that depends on nothing.
  func constant(_ value: Double) -> Traced { tape.leaf(value) }
}

/// Rows of traced numbers.
struct TracedMatrix {
  let rows: Int
  let columns: Int
  let elements: [Traced]

  subscript(_ row: Int) -> [Traced] { Array(slice(row)) }

  fileprivate func slice(_ row: Int) -> ArraySlice<Traced> {
    elements[row * columns..<(row + 1) * columns]
  }

  /// Each element times the one in its place.
  func masked(by mask: [[Double]]) -> TracedMatrix {
    TracedMatrix(rows: rows, columns: columns, elements: mask.flatMap { $0 } * elements)
  }

  /// W x.
  static func * (w: TracedMatrix, x: [Traced]) -> [Traced] {
    precondition(w.columns == x.count, "\(w.rows)×\(w.columns) times \(x.count)")
    return (0..<w.rows).map { w.elements[0].tape.dot(w.slice($0), x) }
  }
}

/// x · y.
func dot(_ x: [Traced], _ y: [Traced]) -> Traced { x[0].tape.dot(x[...], y) }

/// Element by element.
func + (x: [Traced], y: [Traced]) -> [Traced] { zip(x, y).map { $0 + $1 } }
func * (x: [Traced], y: [Traced]) -> [Traced] { zip(x, y).map { $0 * $1 } }
func * (x: [Double], y: [Traced]) -> [Traced] { zip(x, y).map { $0 * $1 } }
