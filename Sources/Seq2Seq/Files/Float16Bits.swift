/// IEEE 754 binary16, as the bits that files and panels hold. By hand, because `Float16` is missing
/// where Swift runs on Intel Macs.
enum Float16Bits {
  /// Exact: every half is a `Float`.
  static func widen(_ half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let exponent = UInt32(half >> 10 & 0x1F)
    let fraction = UInt32(half & 0x3FF)
    switch exponent {
    case 0: return Float(bitPattern: sign | (Float(fraction) * 0x1p-24).bitPattern)
    case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }

  /// The nearest half that is 0, or of the magnitudes 2⁻¹⁴ … 65504 that have all 11 bits.
  static func nearestNormal(_ value: Float) -> UInt16 {
    abs(value) < 0x1p-14 ? 0 : narrow(min(max(value, -65504), 65504))
  }

  /// The nearest half, of two equally near the even one. From 65520 on that is infinity.
  static func narrow(_ value: Float) -> UInt16 {
    let sign = UInt16(value.bitPattern >> 16 & 0x8000)
    let magnitude = value.bitPattern & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
    if magnitude >= 0x477F_F000 { return sign | 0x7C00 }
    if magnitude < 0x3880_0000 {
      // Below 2⁻¹⁴ halves are multiples of 2⁻²⁴, so counting them is exact up to the rounding.
      let steps = Float(bitPattern: magnitude) * 0x1p24
      return sign | UInt16(steps.rounded(.toNearestOrEven))
    }
    // Half an ulp less one, plus one where the kept part is odd; a carry moves into the exponent.
    let rounded = magnitude + 0xFFF + (magnitude >> 13 & 1)
    return sign | UInt16((rounded - 0x3800_0000) >> 13)
  }
}
