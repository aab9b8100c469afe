import CKernels
import Testing

@testable import Seq2Seq

extension Float {
  /// The nearest number whose lower 16 bits are zero; of two equally near, the one whose last bit
  /// is zero.
  var roundedToBfloat16: Float {
    let below = Float(bitPattern: bitPattern & 0xFFFF_0000)
    let above = Float(bitPattern: (bitPattern & 0xFFFF_0000) &+ 0x1_0000)
    let (down, up) = (Double(self) - Double(below), Double(above) - Double(self))
    if abs(down) == abs(up) { return below.bitPattern >> 16 & 1 == 0 ? below : above }
    return abs(down) < abs(up) ? below : above
  }
}

@Suite struct BfloatRoundingTests {
  /// The bits that a number is rounded to, as the first of a pair and as the second.
  private func rounded(_ x: Float, _ table: ProductTests.Table) -> [UInt32] {
    [[x, 0], [0, x]].enumerated().map { place, values in
      let words = ProductTests.leftFactor(GuardedMatrix(row: values), table.kernels, .bfloat16)
      return place == 0 ? words.bits[0] : words.bits[0] >> 16
    }
  }

  @Test(arguments: ProductTests.Table.chained)
  func numbersAreRoundedToTheNearestTiesToEven(_ table: ProductTests.Table) {
    let cases: [(Float, UInt32)] = [
      (0, 0), (-0.0, 0x8000), (1, 0x3F80), (1 + 0x1p-8, 0x3F80), (1 + 0x1.8p-8, 0x3F81),
      (1 + 0x3p-8, 0x3F82), (-1 - 0x3p-8, 0xBF82), (.infinity, 0x7F80), (-.infinity, 0xFF80),
      (.greatestFiniteMagnitude, 0x7F80),  // past the greatest bfloat16 by more than half a step
      (0x1.FEp127, 0x7F7F),
    ]
    for (x, expected) in cases {
      #expect(rounded(x, table) == [expected, expected], "\(x) on \(table)")
    }
    var numbers = SeededNumbers(seed: 3)
    for x in numbers.floats(200) {
      let expected = x.roundedToBfloat16.bitPattern >> 16
      #expect(rounded(x, table) == [expected, expected], "\(x) on \(table), seed 3")
    }
  }

  @Test(arguments: ProductTests.Table.chained)
  func whatIsNoNumberStaysNone(_ table: ProductTests.Table) {
    for bits: UInt32 in [0x7FC0_0000, 0x7F80_0001, 0x7FFF_FFFF, 0xFFFF_FFFF, 0xFF80_0001] {
      for word in rounded(Float(bitPattern: bits), table) {
        #expect(Float(bitPattern: word << 16).isNaN, "\(bits) on \(table)")
      }
    }
  }

  /// Products of two bfloat16 values are exact in float32, and all tables add in one order.
  @Test func everyTableHasTheSameBits() {
    let m = 5, k = 37, n = 35
    var numbers = SeededNumbers(seed: 4)
    let
      a = GuardedMatrix(
        m, k, numbers.floats(m * k)), b = GuardedMatrix(k, n, numbers.floats(k * n))
    var expected: [UInt32]?
    for table in ProductTests.Table.chained {
      let kernels = table.kernels
      let words = ProductTests.leftFactor(a, kernels, .bfloat16)
      let (panels, count) = ProductTests.packed(
        b, k: k, n: n, transposed: false, kernels, .bfloat16)
      let c = GuardedMatrix(undefined: m, n)
      kernels.product_bfloat16(
        m, n, k, words.base, words.stride, 1, panels.base, 0, count, nil, 0, c.base, c.stride)
      #expect(c.bits == expected ?? c.bits, "\(table), seed 4")
      expected = c.bits
    }
  }
}
