/// UTF-8 that was decoded as Latin-1 or Windows-1252 and encoded again.
enum Mojibake {
  /// Scalars of the bytes 0x80 to 0x9F in Windows-1252; unassigned ones are C1 controls.
  private static let windows: [Unicode.Scalar] =
    Array(
      "\u{20AC}\u{81}\u{201A}\u{192}\u{201E}\u{2026}\u{2020}\u{2021}\u{2C6}\u{2030}\u{160}\u{2039}"
        .unicodeScalars)
    + Array(
      "\u{152}\u{8D}\u{17D}\u{8F}\u{90}\u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}"
        .unicodeScalars)
    + Array("\u{2DC}\u{2122}\u{161}\u{203A}\u{153}\u{9D}\u{17E}\u{178}".unicodeScalars)

  /// The byte above 0x7F that a scalar was decoded from.
  static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    if 0x80...0xFF ~= scalar.value { return UInt8(scalar.value) }
    guard scalar.value > 0xFF, let place = windows.firstIndex(of: scalar) else { return nil }
    return UInt8(0x80 + place)
  }

  /// Whether two scalars may be the first bytes of one scalar, and so deserve a closer look.
  static func mayBegin(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    guard 0xC2...0xF4 ~= first.value, let next = byte(second) else { return false }
    return next < 0xC0
  }

  /// The first run of scalars that stand for the bytes of others: `Ã©`; nil where there is none.
  ///
  /// All scalars of a run beyond ASCII must decode, which real text hardly ever does. A capital
  /// after another one and before a quotation mark is Portuguese (`MANHÃ»`).
  static func first(in text: String) -> String? {
    var run = String.UnicodeScalarView(), bytes: [UInt8] = []
    var before: Unicode.Scalar = " ", beforeRun: Unicode.Scalar = " "
    func decoded() -> Bool {
      guard bytes.count > 1, 0xC2...0xF4 ~= bytes[0],
        let text = String(validating: bytes, as: UTF8.self)
      else { return false }
      let isQuoted = run.count == 2 && ["«", "»", "¿", "¡", "ª", "º"].contains(run.last)
      return !text.isEmpty && !(isQuoted && beforeRun.properties.isUppercase)
    }
    for scalar in text.unicodeScalars {
      if let byte = byte(scalar) {
        if bytes.isEmpty { beforeRun = before }
        run.append(scalar)
        bytes.append(byte)
      } else {
        if decoded() { return String(run) }
        run.removeAll()
        bytes.removeAll()
      }
      before = scalar
    }
    return decoded() ? String(run) : nil
  }
}
