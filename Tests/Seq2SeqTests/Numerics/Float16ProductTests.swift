import Testing

@testable import Seq2Seq

/// Products of rows and weights that are rounded to float16.
@Suite struct Float16ProductTests {
  @Test(arguments: KernelSet.available)
  func productsHaveTheBitsOfFloatsWithTheHalvesValues(_ set: KernelSet) {
    for (m, k, n) in [(1, 1, 1), (5, 33, 17), (29, 520, 65), (14, 7, 100)] {
      let context = Context(device: Device(threads: 2, kernelSet: set))
      let width = context.kernels.pointee.panel_columns
      var numbers = SeededNumbers(seed: UInt64(k))
      let a = context.matrix(m, k), w = context.matrix(n, k), bias = context.matrix(1, n)
      a.fill(from: numbers.floats(m * k))
      bias.fill(from: numbers.floats(n))
      // Ordinary weights, those that float16 rounds to 0, and those above its greatest value.
      w.fill(from: numbers.floats(n * k).enumerated().map { $0 % 7 == 3 ? $1 * 1e-6 : $1 })
      w[0, 0] = 1e6

      let columns = (n + width - 1) / width * width
      var memory = [UInt16](repeating: 0x7E00, count: columns * k)
      let found = context.matrix(m, n), expected = context.matrix(m, n)
      #expect(Float16Panels.byteCount(k: k, columns: columns) == 2 * memory.count)
      memory.withUnsafeMutableBytes {
        let packed = Float16Panels($0.baseAddress!, k: k, n: n, panelColumns: width)
        context.device.pack(w, transposed: true, into: packed)
        context.multiply(a, packed, bias: bias, into: found)
      }
      let rounded = context.matrix(n, k)
      rounded.fill(
        from: w.values.map { Float16Bits.widen(Float16Bits.nearestNormal($0)) })
      #expect(rounded[0, 0] == 65504)
      context.multiply(a, context.packed(rounded, transposed: true), bias: bias, into: expected)
      #expect(found.values == expected.values, "\(m)×\(k)×\(n) on \(set), seed \(k)")
    }
  }
}
