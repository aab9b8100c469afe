import CKernels
import Testing

@testable import Seq2Seq

/// One query over the rows of its sentence, compared with Double, with guarded memory around it.
@Suite struct AttentionKernelTests {
  struct Shape: Sendable, CustomStringConvertible {
    let s, n: Int
    let set: KernelSet
    var description: String { "\(s) rows of \(n) on \(set)" }
    var seed: UInt64 { UInt64(s * 1_000 + n) }
    var label: String { "\(description), seed \(seed)" }
  }

  static let shapes = KernelSet.available.flatMap { set in
    [
      (1, 1), (2, 3), (3, 4), (5, 5), (17, 7), (7, 8), (4, 9), (3, 15), (33, 16), (2, 17), (5, 31),
      (3, 33), (2, 64), (4, 70),
    ].map { Shape(s: $0.0, n: $0.1, set: set) }
  }

  @Test(arguments: shapes)
  func multiplicativeScoresAndSumsMatchDouble(_ shape: Shape) {
    let kernels = shape.set.table!.pointee, (s, n) = (shape.s, shape.n)
    var numbers = SeededNumbers(seed: shape.seed)
    let q = numbers.floats(n), x = numbers.floats(s * n), w = numbers.floats(s)
    for edge in GuardedMatrix.Edge.allCases {
      let query = GuardedMatrix(row: q, edge: edge), rows = GuardedMatrix(s, n, x, edge: edge)
      let weights = GuardedMatrix(row: w, edge: edge)
      let scores = GuardedMatrix(undefined: 1, s, edge: edge)
      kernels.dots(s, n, query.base, rows.base, rows.stride, scores.base)
      expectClose(
        scores.values,
        (0..<s).map { i in (0..<n).reduce(0.0) { $0 + Double(q[$1]) * Double(x[i * n + $1]) } },
        relative: 2e-6, "dots, \(shape.label)")
      let sum = GuardedMatrix(undefined: 1, n, edge: edge)
      kernels.weighted_sum(s, n, weights.base, rows.base, rows.stride, sum.base)
      expectClose(
        sum.values,
        (0..<n).map { j in (0..<s).reduce(0.0) { $0 + Double(w[$1]) * Double(x[$1 * n + j]) } },
        relative: 2e-6, "weighted sum, \(shape.label)")
      kernels.add_outer(s, n, weights.base, query.base, rows.base, rows.stride)
      expectClose(
        rows.values,
        (0..<s * n).map { Double(x[$0]) + Double(w[$0 / n]) * Double(q[$0 % n]) },
        relative: 1e-6, "outer product, \(shape.label)")
      for operand in [query, rows, weights, scores, sum] {
        #expect(operand.isIntact, "\(shape.label)")
      }
    }
  }

  @Test(arguments: shapes)
  func additiveScoresAndTheirAdjointMatchDouble(_ shape: Shape) {
    let kernels = shape.set.table!.pointee, (s, n) = (shape.s, shape.n)
    var numbers = SeededNumbers(seed: shape.seed)
    let q = numbers.floats(n, 2), x = numbers.floats(s * n, 2), v = numbers.floats(n)
    let d = numbers.floats(s), start = numbers.floats(s * n)
    let t = (0..<s * n).map { ReferenceFunctions.tanh(Double(q[$0 % n]) + Double(x[$0])) }
    let da = (0..<s * n).map { Double(d[$0 / n]) * Double(v[$0 % n]) * (1 - t[$0] * t[$0]) }
    for edge in GuardedMatrix.Edge.allCases {
      let query = GuardedMatrix(row: q, edge: edge), rows = GuardedMatrix(s, n, x, edge: edge)
      let weight = GuardedMatrix(row: v, edge: edge)
      let scores = GuardedMatrix(undefined: 1, s, edge: edge)
      kernels.additive_scores(s, n, query.base, rows.base, rows.stride, weight.base, scores.base)
      expectClose(
        scores.values,
        (0..<s).map { i in (0..<n).reduce(0.0) { $0 + Double(v[$1]) * t[i * n + $1] } },
        relative: 2e-6, "scores, \(shape.label)")
      let dscores = GuardedMatrix(row: d, edge: edge)
      let drows = GuardedMatrix(s, n, start, edge: edge)
      let dq = GuardedMatrix(undefined: 1, n, edge: edge)
      let dv = GuardedMatrix(undefined: 1, n, edge: edge)
      kernels.additive_backward(
        s, n, query.base, rows.base, rows.stride, weight.base, dscores.base, drows.base,
        drows.stride, dq.base, dv.base)
      func columnSums(_ values: [Double]) -> [Double] {
        (0..<n).map { j in (0..<s).reduce(0) { $0 + values[$1 * n + j] } }
      }
      expectClose(
        drows.values, zip(start, da).map { Double($0) + $1 }, relative: 2e-6,
        "drows, \(shape.label)")
      expectClose(dq.values, columnSums(da), relative: 4e-6, "dq, \(shape.label)")
      expectClose(
        dv.values, columnSums(t.indices.map { Double(d[$0 / n]) * t[$0] }), relative: 4e-6,
        "dv, \(shape.label)")
      for operand in [query, rows, weight, scores, dscores, drows, dq, dv] {
        #expect(operand.isIntact, "\(shape.label)")
      }
    }
  }

  @Test(arguments: KernelSet.available)
  func softmaxAndItsAdjointMatchDoubleAtEveryLength(_ set: KernelSet) {
    let kernels = set.table!.pointee
    for s in 1...70 {
      var numbers = SeededNumbers(seed: UInt64(s))
      let label = "\(s) scores on \(set), seed \(s)"
      let x = numbers.floats(s, 8), d = numbers.floats(s)
      let edge: GuardedMatrix.Edge = s % 2 == 0 ? .after : .before
      let scores = GuardedMatrix(row: x, edge: edge)
      kernels.softmax(s, scores.base)
      let powers = x.map { ReferenceFunctions.exp(Double($0)) }
      let total = powers.reduce(0, +)
      let alpha = powers.map { $0 / total }
      expectClose(scores.values, alpha, relative: 1e-6, "α, \(label)")
      #expect(abs(scores.values.reduce(0.0) { $0 + Double($1) } - 1) < 1e-6, "\(label)")

      let given = alpha.map { Float($0) }
      let weights = GuardedMatrix(row: given, edge: edge), dx = GuardedMatrix(row: d, edge: edge)
      kernels.softmax_backward(s, weights.base, dx.base)
      let mean = zip(given, d).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      let expected = zip(given, d).map { Double($0) * (Double($1) - mean) }
      if s > 1 { expectClose(dx.values, expected, relative: 1e-5, "dx, \(label)") }
      #expect(scores.isIntact && weights.isIntact && dx.isIntact, "\(label)")
    }
  }

  @Test(arguments: KernelSet.available)
  func softmaxBearsExtremeScores(_ set: KernelSet) {
    let kernels = set.table!.pointee
    func softmax(_ x: [Float]) -> [Float] {
      let row = GuardedMatrix(row: x)
      kernels.softmax(x.count, row.base)
      return row.values
    }
    let huge = Float.greatestFiniteMagnitude
    #expect(softmax([1e30, -1e30, 0]) == [1, 0, 0], "\(set)")
    #expect(softmax([huge, huge]) == [0.5, 0.5], "\(set)")
    #expect(softmax([-huge, -huge, -huge, -huge]) == [0.25, 0.25, 0.25, 0.25], "\(set)")
    #expect(softmax([huge, -huge]) == [1, 0], "\(set)")
    #expect(softmax([-.infinity, 3]) == [0, 1], "\(set)")
    #expect(softmax([-1e30]) == [1], "\(set)")
    #expect(softmax([1, .nan, 2]).allSatisfy { $0.isNaN }, "\(set)")
    #expect(softmax([1, .infinity]).contains { $0.isNaN }, "\(set)")
    #expect(softmax([-.infinity, -.infinity]).allSatisfy { $0.isNaN }, "\(set)")
  }
}
