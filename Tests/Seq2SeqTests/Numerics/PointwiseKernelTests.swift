import CKernels
import Testing

@testable import Seq2Seq

/// Element loops at every tail, compared with Double, with guarded memory around them.
@Suite struct PointwiseKernelTests {
  struct Shape: Sendable, CustomStringConvertible {
    let rows, n: Int
    let set: KernelSet
    var description: String { "\(rows)×\(n) on \(set)" }
    var seed: UInt64 { UInt64(rows * 1_000 + n) }
    var count: Int { rows * n }
    var label: String { "\(description), seed \(seed)" }
  }

  static let shapes = KernelSet.available.flatMap { set in
    [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 65].map {
      Shape(rows: $0 % 3 + 1, n: $0, set: set)
    }
  }

  @Test(arguments: shapes)
  func addingAndTheSlopeOfTanhMatchDouble(_ shape: Shape) {
    let kernels = shape.set.table!.pointee, (rows, n) = (shape.rows, shape.n)
    var numbers = SeededNumbers(seed: shape.seed)
    let x = numbers.floats(shape.count), y = numbers.floats(shape.count)
    for edge in GuardedMatrix.Edge.allCases {
      let a = GuardedMatrix(rows, n, x, edge: edge), b = GuardedMatrix(rows, n, y, edge: edge)
      kernels.add(rows, n, a.base, a.stride, b.base, b.stride)
      #expect(b.values == zip(x, y).map { $0 + $1 }, "add, \(shape.label)")
      let dy = GuardedMatrix(rows, n, y, edge: edge)
      kernels.scale_by_tanh_slope(rows, n, a.base, a.stride, dy.base, dy.stride)
      expectClose(
        dy.values, zip(x, y).map { Double($1) * (1 - Double($0) * Double($0)) }, relative: 2e-7,
        "slope of tanh, \(shape.label)")
      let tanh = GuardedMatrix(rows, n, x, edge: edge)
      kernels.apply_tanh(rows, n, tanh.base, tanh.stride)
      expectClose(
        tanh.values, x.map { ReferenceFunctions.tanh(Double($0)) }, relative: 4e-7,
        "tanh, \(shape.label)")
      #expect(a.isIntact && b.isIntact && dy.isIntact && tanh.isIntact, "\(shape.label)")
      #expect(a.values == x, "\(shape.label)")
    }
  }

  @Test(arguments: shapes)
  func rowsAreSummedInAscendingOrder(_ shape: Shape) {
    let kernels = shape.set.table!.pointee, (rows, n) = (shape.rows, shape.n)
    var numbers = SeededNumbers(seed: shape.seed)
    let x = numbers.floats(shape.count), start = numbers.floats(n)
    for edge in GuardedMatrix.Edge.allCases {
      let a = GuardedMatrix(rows, n, x, edge: edge), sum = GuardedMatrix(row: start, edge: edge)
      kernels.sum_rows(rows, n, a.base, a.stride, sum.base)
      let expected = (0..<n).map { j in (0..<rows).reduce(start[j]) { $0 + x[$1 * n + j] } }
      #expect(sum.values == expected && sum.isIntact && a.isIntact, "\(shape.label)")
    }
  }

  @Test(arguments: shapes, [false, true])
  func lstmStepAndItsAdjointMatchDouble(_ shape: Shape, goesOn: Bool) {
    let kernels = shape.set.table!.pointee, (rows, n) = (shape.rows, shape.n)
    var numbers = SeededNumbers(seed: shape.seed)
    let a = numbers.floats(4 * shape.count, 3), c1 = numbers.floats(shape.count, 2)
    let dhValues = numbers.floats(shape.count), dcValues = numbers.floats(shape.count)
    var tensors: [(i: Double, f: Double, g: Double, o: Double, c1: Double)] = []
    for r in 0..<rows {
      for j in 0..<n {
        func at(_ gate: Int) -> Double { Double(a[r * 4 * n + gate * n + j]) }
        tensors.append(
          (
            ReferenceFunctions.sigmoid(at(0)), ReferenceFunctions.sigmoid(at(1)),
            ReferenceFunctions.tanh(at(2)), ReferenceFunctions.sigmoid(at(3)),
            goesOn ? Double(c1[r * n + j]) : 0
          ))
      }
    }
    let cells = tensors.map { $0.f * $0.c1 + $0.i * $0.g }
    let u = cells.map(ReferenceFunctions.tanh)
    let dc = tensors.indices.map { p in
      Double(dcValues[p]) + Double(dhValues[p]) * tensors[p].o * (1 - u[p] * u[p])
    }
    /// The gates of each row one after another, as in the kernel.
    func byGate(_ value: (Int, Int) -> Double) -> [Double] {
      (0..<rows).flatMap { r in (0..<4 * n).map { value($0 / n, r * n + $0 % n) } }
    }
    let edge: GuardedMatrix.Edge = goesOn ? .after : .before
    let gates = GuardedMatrix(rows, 4 * n, a, edge: edge)
    let before = GuardedMatrix(rows, n, c1, edge: edge)
    let c = GuardedMatrix(undefined: rows, n, edge: edge)
    let h = GuardedMatrix(undefined: rows, n, edge: edge)
    kernels.lstm_forward(
      rows, n, gates.base, gates.stride, goesOn ? before.base : nil, before.stride, c.base,
      c.stride, h.base, h.stride)
    expectClose(
      gates.values,
      byGate { [tensors[$1].i, tensors[$1].f, tensors[$1].g, tensors[$1].o][$0] }, relative: 4e-7,
      "gates, \(shape.label)")
    expectClose(c.values, cells, relative: 1e-6, "c, \(shape.label)")
    expectClose(h.values, zip(tensors, u).map { $0.o * $1 }, relative: 2e-6, "h, \(shape.label)")

    let dh = GuardedMatrix(rows, n, dhValues, edge: edge)
    let dcell = GuardedMatrix(rows, n, dcValues, edge: edge)
    kernels.lstm_backward(
      rows, n, gates.base, gates.stride, goesOn ? before.base : nil, before.stride, c.base,
      c.stride, dh.base, dh.stride, dcell.base, dcell.stride)
    expectClose(
      gates.values,
      byGate { gate, p in
        let s = tensors[p]
        return [
          dc[p] * s.g * s.i * (1 - s.i), dc[p] * s.c1 * s.f * (1 - s.f),
          dc[p] * s.i * (1 - s.g * s.g), Double(dhValues[p]) * u[p] * s.o * (1 - s.o),
        ][gate]
      }, relative: 2e-6, "da, \(shape.label)")
    expectClose(
      dcell.values, tensors.indices.map { dc[$0] * tensors[$0].f }, relative: 2e-6,
      "dc′, \(shape.label)")
    for operand in [gates, before, c, h, dh, dcell] {
      #expect(operand.isIntact, "\(shape.label)")
    }
    #expect(before.values == c1 && dh.values == dhValues, "\(shape.label)")
  }

  @Test(arguments: shapes)
  func highwayAndItsAdjointMatchDouble(_ shape: Shape) {
    let kernels = shape.set.table!.pointee, (rows, n) = (shape.rows, shape.n)
    var numbers = SeededNumbers(seed: shape.seed)
    let aValues = numbers.floats(2 * shape.count, 3)
    let xValues = numbers.floats(shape.count), dyValues = numbers.floats(shape.count)
    let places = (0..<rows).flatMap { r in (0..<n).map { r * 2 * n + $0 } }
    let z = places.map { ReferenceFunctions.sigmoid(Double(aValues[$0]) - 2) }
    let v = places.map { ReferenceFunctions.tanh(Double(aValues[$0 + n])) }
    let m = xValues.map(Double.init), d = dyValues.map(Double.init)
    /// The values of z and of v, those of each row one after another, as in the kernel.
    func byGate(_ first: [Double], _ second: [Double]) -> [Double] {
      (0..<rows).flatMap { r -> ArraySlice<Double> in
        let row = r * n..<(r + 1) * n
        return first[row] + second[row]
      }
    }
    let blended: [Double] = m.indices.map { (1 - z[$0]) * m[$0] + z[$0] * v[$0] }
    let dz: [Double] = m.indices.map { d[$0] * (v[$0] - m[$0]) * z[$0] * (1 - z[$0]) }
    let dv: [Double] = m.indices.map { d[$0] * z[$0] * (1 - v[$0] * v[$0]) }
    let dm: [Double] = m.indices.map { d[$0] * (1 - z[$0]) }
    for edge in GuardedMatrix.Edge.allCases {
      let a = GuardedMatrix(rows, 2 * n, aValues, edge: edge)
      let x = GuardedMatrix(rows, n, xValues, edge: edge)
      let y = GuardedMatrix(undefined: rows, n, edge: edge)
      kernels.highway_forward(rows, n, a.base, a.stride, x.base, x.stride, y.base, y.stride)
      expectClose(a.values, byGate(z, v), relative: 4e-7, "z and v, \(shape.label)")
      expectClose(y.values, blended, relative: 1e-6, "y, \(shape.label)")

      let dy = GuardedMatrix(rows, n, dyValues, edge: edge)
      let dx = GuardedMatrix(undefined: rows, n, edge: edge)
      kernels.highway_backward(
        rows, n, a.base, a.stride, x.base, x.stride, dy.base, dy.stride, dx.base, dx.stride)
      expectClose(a.values, byGate(dz, dv), relative: 2e-6, "da, \(shape.label)")
      expectClose(dx.values, dm, relative: 1e-6, "dx, \(shape.label)")
      for operand in [a, x, y, dy, dx] { #expect(operand.isIntact, "\(shape.label)") }
      #expect(x.values == xValues && dy.values == dyValues, "\(shape.label)")
    }
  }
}
