import Testing

@testable import Seq2Seq

/// Products of rows and weights that are rounded to halves.
@Suite struct HalfProductTests {
  @Test(arguments: KernelSet.available)
  func productsHaveTheBitsOfFloatsWithTheHalvesValues(_ set: KernelSet) {
    for (m, k, n) in [(1, 1, 1), (5, 33, 17), (29, 520, 65), (14, 7, 100)] {
      let workspace = Workspace(threads: 2, kernelSet: set)
      let width = workspace.kernels.pointee.panel_columns
      var numbers = SeededNumbers(seed: UInt64(k))
      let a = workspace.matrix(m, k), w = workspace.matrix(n, k), bias = workspace.matrix(1, n)
      a.fill(from: numbers.floats(m * k))
      bias.fill(from: numbers.floats(n))
      // Ordinary weights, those that halves hold as 0, and those above all halves.
      w.fill(from: numbers.floats(n * k).enumerated().map { $0 % 7 == 3 ? $1 * 1e-6 : $1 })
      w[0, 0] = 1e6

      var memory = [UInt16](repeating: 0x7E00, count: (n + width - 1) / width * width * k)
      let found = workspace.matrix(m, n), expected = workspace.matrix(m, n)
      memory.withUnsafeMutableBufferPointer {
        let packed = PackedMatrix(
          panels: .halves($0.baseAddress!), k: k, n: n, panelColumns: width)
        workspace.pack(w, transposed: true, into: packed)
        workspace.multiply(a, packed, bias: bias, into: found)
      }
      let rounded = workspace.matrix(n, k)
      rounded.fill(
        from: w.values.map { Half.widen(Half.nearestNormal($0)) })
      #expect(rounded[0, 0] == 65504)
      workspace.multiply(a, workspace.packed(rounded, transposed: true), bias: bias, into: expected)
      #expect(found.values == expected.values, "\(m)×\(k)×\(n) on \(set), seed \(k)")
    }
  }
}
