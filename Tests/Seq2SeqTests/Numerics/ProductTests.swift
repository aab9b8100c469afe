import CKernels
import Testing

@testable import Seq2Seq

@Suite struct ProductTests {
  struct Sizes: Sendable, CustomStringConvertible {
    let k, n: Int
    let table: Table
    let precision: NumberFormat
    var description: String { "k \(k), n \(n) on \(table) in \(precision)" }
    var seed: UInt64 { UInt64(k * 100 + n) }
  }

  static let sizes = Table.available.flatMap { table in
    NumberFormat.training.flatMap { precision in
      [(0, 5), (1, 1), (3, 17), (7, 33), (17, 5), (33, 65), (512, 3), (513, 17), (1_030, 2)].map {
        Sizes(k: $0.0, n: $0.1, table: table, precision: precision)
      }
    }
  }

  /// All tables of kernels, including those that a faster table of the same kernel set hides.
  struct Table: Sendable, CustomStringConvertible {
    let number: UInt32
    var kernels: ck_kernels { ck_kernels_of(ck_kernel_set(number))!.pointee }
    var description: String {
      String(cString: kernels.name) + (kernels.has_bfloat16 == 0 ? "" : " with bfloat16")
    }

    /// The tables that add the products of pairs one by one.
    static let chained = tables([CK_PORTABLE, CK_AVX2, CK_AVX512, CK_AVX512_BF16])
    static let available = chained + tables([CK_AMX, CK_AMX_EMULATED])

    private static func tables(_ sets: [ck_kernel_set]) -> [Table] {
      sets.filter { ck_kernels_of($0) != nil }.map { Table(number: $0.rawValue) }
    }
  }

  /// Floats of memory for a row of k values.
  static func words(_ k: Int, _ precision: NumberFormat) -> Int {
    precision == .bfloat16 ? bfloat16Pairs(k) : k
  }

  enum Start: CaseIterable { case zero, bias, accumulate }

  /// Panels of B [k, n], and their number.
  static func packed(
    _ b: GuardedMatrix, k: Int, n: Int, transposed: Bool, _ kernels: ck_kernels,
    _ precision: NumberFormat = .float32
  ) -> (panels: GuardedMatrix, count: Int) {
    let width = kernels.panel_columns
    let count = (n + width - 1) / width
    let panels = GuardedMatrix(undefined: 1, count * words(k, precision) * width, gap: 0)
    let pack = precision == .float32 ? kernels.pack : kernels.pack_bfloat16
    for p in 0..<count {  // one after the other, as threads may
      pack(k, n, b.base, b.stride, transposed ? 1 : 0, p, p + 1, panels.base)
    }
    return (panels, count)
  }

  /// A [m, k] as products of a precision read it.
  static func leftFactor(
    _ a: GuardedMatrix, _ kernels: ck_kernels, _ precision: NumberFormat
  ) -> GuardedMatrix {
    guard precision == .bfloat16 else { return a }
    let words = GuardedMatrix(undefined: a.rows, words(a.columns, precision))
    kernels.pair(a.rows, a.columns, a.base, a.stride, words.base, words.stride)
    if !words.isIntact { Issue.record("\(a.rows)×\(a.columns): pairs outside of their rows") }
    return words
  }

  /// The bits of words for steps of k with these values.
  private static func words(_ values: [Float], _ precision: NumberFormat) -> [UInt32] {
    guard precision == .bfloat16 else { return values.map(\.bitPattern) }
    return stride(from: 0, to: values.count, by: 2).map { t in
      let second = t + 1 < values.count ? values[t + 1].roundedToBfloat16 : 0
      return values[t].roundedToBfloat16.bitPattern >> 16 | second.bitPattern
    }
  }

  @Test(arguments: sizes)
  func bothWaysOfPackingLayOutTheSamePanels(_ sizes: Sizes) {
    let (k, n) = (sizes.k, sizes.n), kernels = sizes.table.kernels, precision = sizes.precision
    guard k > 0 else { return }
    var numbers = SeededNumbers(seed: sizes.seed)
    let b = numbers.floats(k * n)
    let turned = (0..<n).flatMap { j in (0..<k).map { b[$0 * n + j] } }
    let width = kernels.panel_columns
    let straight = Self.packed(
      GuardedMatrix(k, n, b), k: k, n: n, transposed: false, kernels, precision)
    let fromTransposed = Self.packed(
      GuardedMatrix(n, k, turned), k: k, n: n, transposed: true, kernels, precision)
    let columns = (0..<n).map { j in Self.words((0..<k).map { b[$0 * n + j] }, precision) }
    var expected: [UInt32] = []
    for p in 0..<straight.count {
      for i in 0..<Self.words(k, precision) {
        for j in p * width..<(p + 1) * width { expected.append(j < n ? columns[j][i] : 0) }
      }
    }
    let label = "\(sizes.description), seed \(sizes.seed)"
    #expect(straight.panels.bits == expected, "\(label)")
    #expect(fromTransposed.panels.bits == expected, "\(label), transposed")
    #expect(straight.panels.isIntact && fromTransposed.panels.isIntact, "\(label)")
  }

  @Test(arguments: sizes)
  func everyRowHasTheBitsThatItHasAloneAndNothingElseIsWritten(_ sizes: Sizes) {
    let (k, n) = (sizes.k, sizes.n), kernels = sizes.table.kernels, precision = sizes.precision
    let rows = 70
    var numbers = SeededNumbers(seed: sizes.seed)
    let aValues = numbers.floats(rows * k), bValues = numbers.floats(k * n)
    let biasValues = numbers.floats(n), before = numbers.floats(rows * n)
    let a = Self.leftFactor(GuardedMatrix(rows, k, aValues), kernels, precision)
    let (panels, count) = Self.packed(
      GuardedMatrix(k, n, bValues), k: k, n: n, transposed: false, kernels, precision)
    let multiply = precision == .float32 ? kernels.product : kernels.product_bfloat16
    let bias = GuardedMatrix(row: biasValues)
    for start in Start.allCases {
      let label = "\(sizes.description), \(start), seed \(sizes.seed)"
      func product(_ first: Int, _ m: Int, _ c: GuardedMatrix) {
        multiply(
          m, n, k, a.base + first * a.stride, a.stride, 1, panels.base, 0, count,
          start == .bias ? bias.base : nil, start == .accumulate ? 1 : 0, c.base, c.stride)
      }
      var alone: [Float] = []
      for i in 0..<rows {
        let c = GuardedMatrix(1, n, Array(before[i * n..<(i + 1) * n]))
        product(i, 1, c)
        if !c.isIntact { Issue.record("\(label): a row alone writes outside") }
        alone += c.values
      }
      Self.expectNear(alone, k: k, n: n, aValues, bValues, precision, label) { i, j in
        switch start {
        case .zero: 0
        case .bias: biasValues[j]
        case .accumulate: before[i * n + j]
        }
      }
      for m in 1...rows {
        let edge: GuardedMatrix.Edge = m % 2 == 0 ? .after : .before
        let c = GuardedMatrix(m, n, Array(before.prefix(m * n)), edge: edge)
        product(0, m, c)
        if !c.isIntact { Issue.record("\(label): \(m) rows write outside") }
        if c.values != Array(alone.prefix(m * n)) {
          Issue.record("\(label): \(m) rows differ from rows alone")
        }
      }
    }
  }

  /// Expects each element within the rounding of k multiply-adds: k + 1 times half a unit in the
  /// last place of Σ |a b|, twice that where multiplying rounds too. Factors are rounded first.
  static func expectNear(
    _ c: [Float], k: Int, n: Int, _ a: [Float], _ b: [Float], _ precision: NumberFormat,
    _ label: String, start: (Int, Int) -> Float
  ) {
    let a = precision == .float32 ? a : a.map(\.roundedToBfloat16)
    let b = precision == .float32 ? b : b.map(\.roundedToBfloat16)
    for i in stride(from: 0, to: c.count / max(1, n), by: 7) {
      for j in 0..<n {
        var sum = Double(start(i, j)), size = abs(sum)
        for t in 0..<k {
          let term = Double(a[i * k + t]) * Double(b[t * n + j])
          sum += term
          size += abs(term)
        }
        let bound = 2 * Double(k + 1) * 0x1p-24 * size
        if abs(Double(c[i * n + j]) - sum) > bound {
          Issue.record("\(label): [\(i), \(j)] is \(c[i * n + j]), expected \(sum)")
        }
      }
    }
  }

  @Test(arguments: KernelSet.available)
  func aShareOfThePanelsWritesItsColumnsOnly(_ set: KernelSet) {
    let kernels = set.table!.pointee
    let width = kernels.panel_columns
    let m = 5, k = 9, n = 2 * width + 3, seed: UInt64 = 5
    var numbers = SeededNumbers(seed: seed)
    let a = GuardedMatrix(m, k, numbers.floats(m * k))
    let b = GuardedMatrix(k, n, numbers.floats(k * n))
    let (panels, count) = Self.packed(b, k: k, n: n, transposed: false, kernels)
    let whole = GuardedMatrix(undefined: m, n)
    kernels.product(
      m, n, k, a.base, a.stride, 1, panels.base, 0, count, nil, 0, whole.base, whole.stride)
    for p in 0..<count {
      let part = GuardedMatrix(m, n, Array(repeating: 7, count: m * n))
      kernels.product(
        m, n, k, a.base, a.stride, 1, panels.base, p, p + 1, nil, 0, part.base, part.stride)
      for (i, (found, all)) in zip(part.values, whole.values).enumerated() {
        let expected = i % n / width == p ? all : 7
        #expect(found == expected, "\(set), panel \(p), place \(i), seed \(seed)")
      }
      #expect(part.isIntact, "\(set), panel \(p)")
    }
  }

  @Test(arguments: KernelSet.available)
  func aFactorReadTurnedGivesTheBitsOfItsTranspose(_ set: KernelSet) {
    let kernels = set.table!.pointee
    var numbers = SeededNumbers(seed: 6)
    for (m, n, k) in [(1, 1, 1), (3, 17, 33), (29, 100, 18), (70, 33, 520)] {
      let values = numbers.floats(k * m)
      let a = GuardedMatrix(k, m, values)
      let turned = GuardedMatrix(
        m, k, (0..<m).flatMap { i in (0..<k).map { values[$0 * m + i] } })
      let (panels, count) = Self.packed(
        GuardedMatrix(k, n, numbers.floats(k * n)), k: k, n: n, transposed: false, kernels)
      let found = GuardedMatrix(undefined: m, n), expected = GuardedMatrix(undefined: m, n)
      kernels.product(
        m, n, k, a.base, 1, a.stride, panels.base, 0, count, nil, 0, found.base, found.stride)
      kernels.product(
        m, n, k, turned.base, turned.stride, 1, panels.base, 0, count, nil, 0, expected.base,
        expected.stride)
      #expect(found.bits == expected.bits && found.isIntact, "\(m)×\(n)×\(k) on \(set), seed 6")
    }
  }

  @Test(arguments: Table.available)
  func transposingMovesEveryElementAndNothingElse(_ table: Table) {
    let kernels = table.kernels
    var numbers = SeededNumbers(seed: 6)
    for (m, n) in [(1, 1), (3, 17), (17, 3), (33, 40), (16, 16), (66, 20)] {
      for precision in NumberFormat.training {
        let values = numbers.floats(m * n)
        let a = GuardedMatrix(m, n, values)
        let out = GuardedMatrix(undefined: n, Self.words(m, precision))
        let transpose = precision == .float32 ? kernels.transpose : kernels.transpose_bfloat16
        transpose(m, a.base, a.stride, 0, n / 2, out.base, out.stride)
        transpose(m, a.base, a.stride, n / 2, n, out.base, out.stride)
        let expected = (0..<n).flatMap { j in
          Self.words((0..<m).map { values[$0 * n + j] }, precision)
        }
        #expect(
          out.bits == expected && out.isIntact, "\(m)×\(n) on \(table) in \(precision), seed 6")
      }
    }
  }
}
