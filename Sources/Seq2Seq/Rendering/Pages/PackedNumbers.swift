/// Whole numbers as text that takes little room in a page: five bits a character, the lowest first, in
/// the 64 letters, digits and signs that JSON and HTML leave as they are. Those of the second half say that
/// the number goes on.
///
/// A page's script reads it back (`unpacked`).
enum PackedNumbers {
  static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// - Parameter numbers: none below 0.
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

  /// A share or a positive number in hundredths; what is no number or too great is the nearest that can
  /// be told.
  static func hundredths(_ value: Float) -> Int { units(value, in: 100) }

  static func thousandths(_ value: Float) -> Int { units(value, in: 1_000) }

  private static func units(_ value: Float, in one: Float) -> Int {
    value > 0 ? Int((min(value, 1e6) * one).rounded()) : 0
  }
}
