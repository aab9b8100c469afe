/// Colors from a background to a full color whose lightness rises or falls evenly to the eye: a
/// straight line in the color space Oklab.
///
/// Source: Björn Ottosson 2020, "A perceptual color space for image processing".
struct ColorScale: Sendable {
  /// Lightness, green to red, and blue to yellow.
  struct Oklab: Sendable {
    let l, a, b: Double
  }

  let ground: Oklab
  let full: Oklab

  /// The scale on a light background, and on a dark one.
  static let light = ColorScale(
    ground: Oklab(l: 0.97, a: 0, b: 0), full: Oklab(l: 0.35, a: 0.02, b: -0.14))
  static let dark = ColorScale(
    ground: Oklab(l: 0.24, a: 0, b: -0.01), full: Oklab(l: 0.90, a: -0.02, b: 0.14))

  /// The color `#rrggbb` of a share from 0 to 1.
  func hex(_ share: Double) -> String {
    let t = min(max(share, 0), 1)
    let (l, a, b) = (
      ground.l + t * (full.l - ground.l), ground.a + t * (full.a - ground.a),
      ground.b + t * (full.b - ground.b)
    )
    func cube(_ x: Double) -> Double { x * x * x }
    let long = cube(l + 0.3963377774 * a + 0.2158037573 * b)
    let medium = cube(l - 0.1055613458 * a - 0.0638541728 * b)
    let short = cube(l - 0.0894841775 * a - 1.2914855480 * b)
    let linear = [
      4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
      -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
      -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ]
    return "#" + linear.map(Self.byte).joined()
  }

  /// A linear channel as two hexadecimal digits of sRGB.
  private static func byte(_ linear: Double) -> String {
    let x = min(max(linear, 0), 1)
    let encoded = x <= 0.0031308 ? 12.92 * x : 1.055 * pow(x, 1 / 2.4) - 0.055
    let digits = String(Int((encoded * 255).rounded()), radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }
}
