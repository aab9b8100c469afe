/// IEEE 754 binary16, as the bits that files and panels hold. Written by hand, because Swift has no
/// `Float16` on Intel Macs.
enum Float16Bits {
  /// Exact: every float16 value is a `Float`.
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

  /// The nearest float16 value that is 0 or has a magnitude from 2⁻¹⁴ to 65504, where all 11 bits
  /// are available.
  static func nearestNormal(_ value: Float) -> UInt16 {
    abs(value) < 0x1p-14 ? 0 : narrow(min(max(value, -65504), 65504))
  }

  /// The nearest float16 value, ties to even. From 65520 on it is infinity.
  static func narrow(_ value: Float) -> UInt16 {
    let sign = UInt16(value.bitPattern >> 16 & 0x8000)
    let magnitude = value.bitPattern & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
    if magnitude >= 0x477F_F000 { return sign | 0x7C00 }
    if magnitude < 0x3880_0000 {
      // Below 2⁻¹⁴ float16 values are multiples of 2⁻²⁴, so counting them is exact up to the
      // rounding.
      let steps = Float(bitPattern: magnitude) * 0x1p24
      return sign | UInt16(steps.rounded(.toNearestOrEven))
    }
    // Adds half an ulp less one, plus one where the kept part is odd; a carry moves into the
    // exponent.
    let rounded = magnitude + 0xFFF + (magnitude >> 13 & 1)
    return sign | UInt16((rounded - 0x3800_0000) >> 13)
  }
}
