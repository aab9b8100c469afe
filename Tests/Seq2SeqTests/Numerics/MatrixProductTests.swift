import Testing

@testable import Seq2Seq

/// Products of matrices as layers ask for them, on threads and in pieces.
@Suite struct MatrixProductTests {
  struct Setting: Sendable, CustomStringConvertible {
    let set: KernelSet
    let precision: NumberFormat
    var description: String { "\(set), \(precision)" }

    static let all = KernelSet.available.flatMap { set in
      NumberFormat.training.map { Setting(set: set, precision: $0) }
    }
  }

  @Test(arguments: Setting.all)
  func productsOfMatricesHaveTheSameBitsOnAnyNumberOfThreads(_ setting: Setting) {
    let seed: UInt64 = 8
    let m = 410, k = 11, n = 37  // more rows than one block, work enough to be shared
    var numbers = SeededNumbers(seed: seed)
    let aValues = numbers.floats(m * k), bValues = numbers.floats(k * n)
    let dyValues = numbers.floats(m * n), start = numbers.floats(k * n)
    var first: (product: [Float], gradient: [Float])?
    for threads in 1...4 {
      let label = "\(setting), threads \(threads), seed \(seed)"
      let precision = setting.precision
      let context = Context(
        device: Device(threads: threads, kernelSet: setting.set, precision: precision))
      func view(_ rows: Int, _ columns: Int, _ values: [Float]) -> Matrix {
        let wide = context.matrix(rows, columns + 5)
        wide.fill(.nan)
        wide.columns(2..<2 + columns).fill(from: values)
        return wide.columns(2..<2 + columns)
      }
      let a = view(m, k, aValues), b = view(k, n, bValues), c = context.matrix(m, n)
      context.multiply(a, context.packed(b), into: c)
      ProductTests.expectNear(c.values, k: k, n: n, aValues, bValues, precision, label) { _, _ in 0
      }

      // dB += aᵀ dy, a sum over 410 rows.
      let gradient = view(k, n, start)
      context.accumulate(transposed: a, view(m, n, dyValues), into: gradient)
      let turned = (0..<k).flatMap { j in (0..<m).map { aValues[$0 * k + j] } }
      ProductTests.expectNear(gradient.values, k: m, n: n, turned, dyValues, precision, label) {
        i, j in
        start[i * n + j]
      }
      if let first {
        #expect(c.values == first.product, "\(label)")
        #expect(gradient.values == first.gradient, "\(label)")
      }
      first = (c.values, gradient.values)
    }
  }

  @Test(arguments: KernelSet.available)
  func gradientsHaveTheSameBitsWhetherTheFactorIsTurnedOrReadAsItLies(_ set: KernelSet) {
    let context = Context(device: Device(threads: 1, kernelSet: set))
    var numbers = SeededNumbers(seed: 7)
    for (rows, m, n) in [(257, 19, 256), (300, 33, 260)] {
      let a = context.matrix(rows, m), b = context.matrix(rows, n)
      a.fill(from: numbers.floats(rows * m))
      b.fill(from: numbers.floats(rows * n))
      let turned = context.zeros(m, n), asItLies = context.zeros(m, n)
      context.accumulate(transposed: a, b, into: turned)
      for columns in [0..<100, 100..<n] {
        context.accumulate(
          transposed: a, b.columns(columns), into: asItLies.columns(columns))
      }
      #expect(turned.values == asItLies.values, "\(set), seed 7")
    }
  }

  @Test(arguments: Setting.all)
  func rowsSummedInPiecesHaveTheBitsOfOneSum(_ setting: Setting) {
    // The output layer adds its gradient a chunk of rows at a time.
    let context = Context(
      device: Device(threads: 1, kernelSet: setting.set, precision: setting.precision))
    let rows = 530, m = 3, n = 5
    var numbers = SeededNumbers(seed: 9)
    let a = context.matrix(rows, m), b = context.matrix(rows, n)
    a.fill(from: numbers.floats(rows * m))
    b.fill(from: numbers.floats(rows * n))
    let whole = context.zeros(m, n), pieces = context.zeros(m, n)
    context.accumulate(transposed: a, b, into: whole)
    for range in [0..<256, 256..<512, 512..<530] {
      context.accumulate(transposed: a.rows(range), b.rows(range), into: pieces)
    }
    #expect(whole.values == pieces.values, "\(setting), seed 9")
  }
}
