import Testing

@testable import Seq2Seq

@Suite struct Float16BitsTests {
  @Test func everyHalfSurvivesWideningAndNarrowing() {
    for half in UInt16.min...UInt16.max {
      let value = Float16Bits.widen(half)
      let isNaN = half & 0x7FFF > 0x7C00
      #expect(value.isNaN == isNaN)
      if !isNaN { #expect(Float16Bits.narrow(value) == half, "half \(half)") }
    }
  }

  @Test func narrowingRoundsToTheNearestAndTiesToEven() {
    let cases: [(Float, UInt16)] = [
      (1, 0x3C00), (-2, 0xC000), (65504, 0x7BFF), (65519.996, 0x7BFF), (65520, 0x7C00),
      (1 + 0x1p-11, 0x3C00), (1 + 0x3p-11, 0x3C02), (1 + 0x1.002p-11, 0x3C01),
      (0x1p-14, 0x0400), (0x1p-24, 0x0001), (0x1p-25, 0x0000), (0x1.000002p-25, 0x0001),
      (0x3p-25, 0x0002), (0x1.FFFp-15, 0x0400), (-0.0, 0x8000), (2047.5, 0x6800),
      (.leastNonzeroMagnitude, 0), (-.infinity, 0xFC00), (.greatestFiniteMagnitude, 0x7C00),
    ]
    for (value, half) in cases {
      #expect(Float16Bits.narrow(value) == half, "\(value)")
    }
  }

  #if !(os(macOS) && arch(x86_64))
    @Test func bothDirectionsAgreeWithTheProcessor() {
      var numbers = FileTestNumbers(state: 5)
      for half in UInt16.min...UInt16.max where half & 0x7FFF <= 0x7C00 {
        let expected = Float(Float16(bitPattern: half))
        #expect(Float16Bits.widen(half).bitPattern == expected.bitPattern)
      }
      for _ in 0..<100_000 {
        let exponent = UInt32.random(in: 100...145, using: &numbers)
        let rest = UInt32.random(in: 0...UInt32.max, using: &numbers) & 0x807F_FFFF
        let value = Float(bitPattern: rest | exponent << 23)
        #expect(Float16Bits.narrow(value) == Float16(value).bitPattern, "\(value)")
      }
    }
  #endif

  @Test func theNearestHalfIsOfFullPrecisionOrNothing() {
    for (value, half) in [
      (0, 0), (1, 0x3C00), (-1, 0xBC00), (0x1p-14, 0x0400), (0x1.ffep-15, 0), (-0x1p-15, 0),
      (65504, 0x7BFF), (65519, 0x7BFF), (1e30, 0x7BFF), (-.infinity, 0xFBFF),
      (1.00048828125, 0x3C00), (1.00146484375, 0x3C02),
    ] as [(Float, UInt16)] {
      #expect(Float16Bits.nearestNormal(value) == half, "\(value)")
    }
  }
}
