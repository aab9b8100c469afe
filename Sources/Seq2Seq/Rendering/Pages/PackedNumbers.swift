/// Whole numbers as text that takes little space in a page: five bits per character, the lowest
/// first, in the 64 letters, digits and signs that JSON and HTML do not escape. Characters of the
/// second half mean that the number continues.
///
/// A page's script reads it back (`unpacked`).
enum PackedNumbers {
  static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// - Parameter numbers: numbers that are not negative.
  static func text(_ numbers: some Sequence<Int>) -> String {
    var bytes: [UInt8] = []
    for number in numbers {
      precondition(number >= 0, "\(number) among packed numbers")
      var rest = number
      while rest >= 32 {
        bytes.append(alphabet[32 + rest % 32])
        rest /= 32
      }
      bytes.append(alphabet[rest])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A share or a positive number in hundredths; NaN or a number that is too great becomes the
  /// nearest one that can be represented.
  static func hundredths(_ value: Float) -> Int { units(value, in: 100) }

  static func thousandths(_ value: Float) -> Int { units(value, in: 1_000) }

  private static func units(_ value: Float, in one: Float) -> Int {
    value > 0 ? Int((min(value, 1e6) * one).rounded()) : 0
  }
}
