import CKernels
import Testing

@testable import Seq2Seq

/// Products of rows and weights that are rounded to bytes.
@Suite struct ByteProductTests {
  static let sizes = [(1, 1), (3, 17), (4, 33), (17, 5), (33, 65), (130, 31)]

  /// Whole numbers and the scale of values, as the kernels round them.
  static func rounded(_ x: [Float]) -> (numbers: [Int], scale: Float) {
    let most = x.map(abs).max() ?? 0
    let scale = most > 1e-30 ? 127 / most : 0
    return (x.map { Int(($0 * scale).rounded(.toNearestOrEven)) }, most / 127)
  }

  struct Panels {
    var numbers: [Int8]
    var scales: [Float]
    var sums: [Int32]
  }

  static func packed(_ w: [Float], k: Int, n: Int, _ kernels: ck_kernels) -> Panels {
    let width = kernels.panel_columns, count = (n + width - 1) / width
    var panels = Panels(
      numbers: Array(repeating: 99, count: count * width * ((k + 3) / 4 * 4)),
      scales: Array(repeating: .nan, count: count * width),
      sums: Array(repeating: 99, count: count * width))
    let matrix = GuardedMatrix(n, k, w)
    for p in 0..<count {  // one after the other, as threads may
      kernels.pack_int8(
        k, n, matrix.base, matrix.stride, p, p + 1, &panels.numbers, &panels.scales, &panels.sums)
    }
    return panels
  }

  /// 0.11487527 · 127/0.399703 is just below a half and rounds to it as a float; a fused multiply-add would
  /// not round there.
  @Test(arguments: KernelSet.available)
  func productsAreRoundedBeforeTheyBecomeWholeNumbers(_ set: KernelSet) {
    let kernels = set.table!.pointee, values: [Float] = [0.11487527, 0.399703]
    let expected = Self.rounded(values).numbers
    let panels = Self.packed(values, k: 2, n: 1, kernels)
    #expect(panels.numbers[..<2].map { Int($0) } == expected)
    let rows = GuardedMatrix(1, 2, values)
    var bytes = [UInt8](repeating: 0, count: 4)
    var scale: Float = 0
    kernels.quantize_rows(1, 2, rows.base, rows.stride, &bytes, 4, &scale)
    #expect(bytes[..<2].map { Int($0) - 128 } == expected)
  }

  @Test(arguments: KernelSet.available)
  func everyElementIsTheExactSumOfRoundedNumbersTimesTheScales(_ set: KernelSet) {
    let kernels = set.table!.pointee, rows = 31
    for (k, n) in Self.sizes {
      var numbers = SeededNumbers(seed: UInt64(k * 100 + n))
      let x = numbers.floats(rows * k), w = numbers.floats(k * n), bias = numbers.floats(n)
      let a = GuardedMatrix(rows, k, x), panels = Self.packed(w, k: k, n: n, kernels)
      let stride = (k + 3) / 4 * 4, count = (n + kernels.panel_columns - 1) / kernels.panel_columns
      var bytes = [UInt8](repeating: 7, count: rows * stride + 1)
      var scales = [Float](repeating: .nan, count: rows)
      kernels.quantize_rows(rows, k, a.base, a.stride, &bytes, stride, &scales)
      #expect(bytes[rows * stride] == 7 && a.isIntact, "k \(k) on \(set)")
      let first = GuardedMatrix(row: bias)
      func product(_ range: Range<Int>, _ start: Float?) -> GuardedMatrix {
        let c = GuardedMatrix(
          range.count, n, Array(repeating: start ?? .nan, count: range.count * n))
        bytes.withUnsafeBufferPointer { bytes in
          scales.withUnsafeBufferPointer { scales in
            kernels.product_int8(
              range.count, n, k, bytes.baseAddress! + range.lowerBound * stride, stride,
              scales.baseAddress! + range.lowerBound, panels.numbers, panels.scales, panels.sums,
              0, count, start == nil ? first.base : nil, start == nil ? 0 : 1, c.base, c.stride)
          }
        }
        return c
      }
      for start in [nil, Float(0.5)] {
        let label = "k \(k), n \(n), start \(start as Float?) on \(set), seed \(k * 100 + n)"
        let all = product(0..<rows, start)
        #expect(all.isIntact, "\(label)")
        for i in 0..<rows {
          let row = Self.rounded(Array(x[i * k..<(i + 1) * k]))
          for j in 0..<n {
            let column = Self.rounded(Array(w[j * k..<(j + 1) * k]))
            let sum = zip(row.numbers, column.numbers).reduce(0) { $0 + $1.0 * $1.1 }
            let expected =
              Double(start ?? bias[j]) + Double(sum) * Double(row.scale) * Double(column.scale)
            if abs(Double(all.values[i * n + j]) - expected) > 1e-6 * (1 + abs(expected)) {
              Issue.record("\(label): [\(i), \(j)] is \(all.values[i * n + j]), not \(expected)")
              return
            }
          }
        }
        for m in [1, 2, 5, 13, 14, 15, 29] {
          let some = product(2..<2 + min(m, rows - 2), start)
          #expect(
            some.isIntact && some.bits == Array(all.bits[2 * n..<2 * n + some.rows * n]),
            "\(label): \(m) rows differ from all")
        }
      }
    }
  }

  @Test(arguments: KernelSet.available)
  func theGreatestNumbersDoNotOverflow(_ set: KernelSet) {
    let kernels = set.table!.pointee, k = 16_384
    let x = GuardedMatrix(row: Array(repeating: 1, count: k))
    var bytes = [UInt8](repeating: 0, count: k), scale: Float = 0, sum: Float = 0
    kernels.quantize_rows(1, k, x.base, x.stride, &bytes, k, &scale)
    #expect(bytes.allSatisfy { $0 == 255 })
    for sign: Float in [1, -1] {
      let panels = Self.packed(Array(repeating: sign, count: k), k: k, n: 1, kernels)
      kernels.product_int8(
        1, 1, k, bytes, k, &scale, panels.numbers, panels.scales, panels.sums, 0, 1, nil, 0, &sum, 1
      )
      #expect(abs(sum - sign * Float(k)) < 0.01, "\(set)")
    }
  }

  @Test(arguments: KernelSet.available)
  func whatIsNotFiniteStaysSo(_ set: KernelSet) {
    let context = Context(device: Device(threads: 1, kernelSet: set))
    for flaw in [Float.nan, .infinity] {
      let a = context.matrix(2, 5), w = context.matrix(3, 5), c = context.matrix(2, 3)
      a.fill(1)
      w.fill(1)
      a[1, 2] = flaw
      let memory = allocateBytes(context.device.byteCount(Int8Panels.self, k: 5, n: 3))
      defer { memory.deallocate() }
      let packed = context.device.packed(Int8Panels.self, k: 5, n: 3, in: memory)
      context.device.pack(w, transposed: true, into: packed)
      context.multiply(a, packed, into: c)
      #expect((0..<3).allSatisfy { abs(c[0, $0] - 5) < 1e-5 && !c[1, $0].isFinite }, "\(set)")
    }
  }
}
