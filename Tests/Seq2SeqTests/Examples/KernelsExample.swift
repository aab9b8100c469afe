import Testing

@testable import Seq2Seq

/// Products from their dot products; `Understand/Kernels.md` follows them.
@Suite struct KernelsExample {
  /// Σ_t a_t b_t as the kernels sum it: one chain, t ascending. Fused, a step rounds once, else twice.
  static func chain(_ a: [Float], _ b: [Float], isFused: Bool) -> Float {
    var sum: Float = 0
    for t in a.indices {
      if isFused { sum.addProduct(a[t], b[t]) } else { sum += a[t] * b[t] }
    }
    return sum
  }

  /// The same of values rounded to bfloat16, which come in pairs: the second of a pair first.
  static func bfloat16Chain(_ a: [Float], _ b: [Float]) -> Float {
    var sum: Float = 0
    for t in stride(from: 0, to: a.count, by: 2) {
      if t + 1 < a.count {
        sum.addProduct(a[t + 1].roundedToBfloat16, b[t + 1].roundedToBfloat16)
      }
      sum.addProduct(a[t].roundedToBfloat16, b[t].roundedToBfloat16)
    }
    return sum
  }

  /// Whole numbers of -127 … 127, and what one of them is worth.
  static func bytes(_ x: [Float]) -> (numbers: [Int32], scale: Float) {
    let most = x.reduce(0) { max($0, abs($1)) }
    let numbers = x.map { Int32(($0 * (127 / most)).rounded(.toNearestOrEven)) }
    return (numbers, most / 127)
  }

  /// Σ_t a_t b_t of values rounded to bytes: the sum is exact.
  static func byteDot(_ a: [Float], _ b: [Float]) -> Float {
    let (x, y) = (bytes(a), bytes(b))
    let sum = zip(x.numbers, y.numbers).reduce(0) { $0 + $1.0 * $1.1 }
    return Float(sum) * x.scale * y.scale
  }

  @Test func floatsAddUpDifferentlyInAnotherOrder() {
    let a: [Float] = [0x1p24, 1, 1], ones: [Float] = [1, 1, 1]
    #expect(Self.chain(a, ones, isFused: true) == 0x1p24)  // 2²⁴ + 1 is no Float: it rounds to 2²⁴
    #expect(Self.chain(a.reversed(), ones, isFused: true) == 0x1p24 + 2)
  }

  @Test func bfloat16AndBytesKeepWhatTheArticleSays() {
    #expect(Float(1.01).roundedToBfloat16 == 1.007_812_5)
    #expect(Self.bytes([1, -0.5, 0.3]).numbers == [127, -64, 38])
    expectWritten([Double(Self.byteDot([1, -0.5, 0.3], [1, 1, 1]))], [0.7953], "of 0.8")
  }

  /// Rows of a, columns of b, in an odd number of each.
  struct Factors {
    let m = 7, k = 37, n = 19
    let a, b: [Float]

    init() {
      var numbers = SeededNumbers(seed: 3)
      a = numbers.floats(m * k)
      b = numbers.floats(k * n)
    }

    func elements(_ dot: ([Float], [Float]) -> Float) -> [Float] {
      (0..<m).flatMap { i in
        (0..<n).map { j in
          dot(Array(a[i * k..<(i + 1) * k]), (0..<k).map { b[$0 * n + j] })
        }
      }
    }

    /// The product that layers ask for.
    func product(_ set: KernelSet, _ precision: NumberFormat, threads: Int) -> [Float] {
      let context = Context(
        device: Device(threads: threads, kernelSet: set, precision: precision))
      let left = context.matrix(m, k), right = context.matrix(k, n), c = context.matrix(m, n)
      left.fill(from: a)
      right.fill(from: b)
      context.multiply(left, context.packed(right), into: c)
      return c.values
    }
  }

  /// Whether a set has fused multiply-adds.
  static func isFused(_ set: KernelSet) -> Bool {
    #if arch(arm64)
      true
    #else
      set != .portable
    #endif
  }

  @Test(arguments: KernelSet.available, [1, 2])
  func everyElementOfAProductHasTheBitsOfItsChain(_ set: KernelSet, threads: Int) {
    let factors = Factors()
    let expected = factors.elements { Self.chain($0, $1, isFused: Self.isFused(set)) }
    #expect(factors.product(set, .float32, threads: threads) == expected, "\(set), seed 3")
  }

  @Test(arguments: KernelSet.available.filter { $0 != .amx }, [1, 2])
  func everyElementInBfloat16HasTheBitsOfItsChain(_ set: KernelSet, threads: Int) {
    let factors = Factors()
    let expected = factors.elements(Self.bfloat16Chain)
    #expect(factors.product(set, .bfloat16, threads: threads) == expected, "\(set), seed 3")
  }

  @Test(arguments: KernelSet.available)
  func everyElementInBytesHasTheBitsOfItsWholeNumbers(_ set: KernelSet) {
    let factors = Factors(), context = Context(device: Device(threads: 1, kernelSet: set))
    let (m, k, n) = (factors.m, factors.k, factors.n)
    let a = context.matrix(m, k), weight = context.matrix(n, k), c = context.matrix(m, n)
    a.fill(from: factors.a)
    for i in 0..<n { for t in 0..<k { weight[i, t] = factors.b[t * n + i] } }
    let memory = allocateBytes(context.device.byteCount(Int8Panels.self, k: k, n: n))
    defer { memory.deallocate() }
    let panels = context.device.packed(Int8Panels.self, k: k, n: n, in: memory)
    context.device.pack(weight, transposed: true, into: panels)
    context.multiply(a, panels, into: c)
    #expect(c.values == factors.elements(Self.byteDot), "\(set), seed 3")
  }

  /// y = x Wᵀ of two rows, and its loss Σ g ⊙ y.
  struct Product {
    var x = SmallMatrix([[1, 2], [3, 4]])
    var w = SmallMatrix([[1, -1], [0, 2], [0.5, 1]])

    func loss(_ g: SmallMatrix) -> Double {
      zip(x.rows, g.rows).reduce(0) { loss, row in
        zip(w * row.0, row.1).reduce(loss) { $0 + $1.0 * $1.1 }
      }
    }

    /// dx = dy W and dW = dyᵀ x.
    func gradient(_ dy: SmallMatrix) -> Product {
      var dw = SmallMatrix(zerosOf: w)
      for (dy, x) in zip(dy.rows, x.rows) { dw.add(dy, x) }
      return Product(x: SmallMatrix(dy.rows.map { $0 * w }), w: dw)
    }
  }

  static let dy = SmallMatrix([[1, 0, 2], [0, 1, -1]])

  @Test func gradientsOfAProductAreThoseOfTheArticleAndOfFiniteDifferences() {
    let d = Product().gradient(Self.dy)
    #expect(d.x.rows == [[2, 1], [-0.5, 1]])
    #expect(d.w.rows == [[1, 2], [3, 4], [-1, 0]])
    let check = DifferenceCheck(
      numbers: Product(), gradient: d, loss: { $0.loss(Self.dy) })
    check.expectAgrees(\.x)
    check.expectAgrees(\.w)
  }

  @Test func theProductionLayerHasTheSameGradientsExactly() {
    var layout = ParameterLayout()
    let weight = layout.reserve("weight", [3, 2], .zero)
    let linear = Linear(weight, in: &layout)
    let numbers = Product(), d = numbers.gradient(Self.dy)
    let tensors = ReferenceTensors([
      "weight": numbers.w.rows, "x": numbers.x.rows, "dy": Self.dy.rows,
    ])
    func floats(_ matrix: SmallMatrix) -> [Float] { matrix.rows.joined().map { Float($0) } }
    for setting in KernelSetting.all {
      let bench = ReferenceBench(layout, tensors, setting)
      let dx = bench.undefined(2, 2)
      linear.backward(bench.matrix("dy"), into: dx, in: bench.context)
      linear.accumulate(bench.matrix("dy"), bench.matrix("x"), in: bench.context)
      #expect(dx.values == floats(d.x), "\(setting)")
      #expect(bench.gradients[weight].values == floats(d.w), "\(setting)")
    }
  }
}
