/// A number beside an axis, in at most 7 characters: four significant digits, or a power of ten.
package func plotNumber(_ value: Double) -> String {
  guard value.isFinite else { return "?" }
  let sign = value < 0 ? "-" : ""
  var magnitude = value.magnitude
  if magnitude == 0 { return "0" }
  if magnitude >= 99_999.5 || magnitude < 0.000_99 {
    var exponent = 0
    while magnitude >= 9.95 {
      magnitude /= 10
      exponent += 1
    }
    while magnitude < 0.995 {
      magnitude *= 10
      exponent -= 1
    }
    let tenths = Int((magnitude * 10).rounded())
    let long = "\(sign)\(tenths / 10).\(tenths % 10)e\(exponent)"
    return tenths % 10 == 0 || long.count > 7 ? "\(sign)\(tenths / 10)e\(exponent)" : long
  }
  var digits = 0, scale = 1.0
  while magnitude * scale < 999.95, digits < 6 {
    scale *= 10
    digits += 1
  }
  digits = min(digits, 4)
  scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
  let units = Int((magnitude * scale).rounded())
  if digits == 0 { return "\(sign)\(units)" }
  var part = String(units % Int(scale))
  part = String(repeating: "0", count: digits - part.count) + part
  while part.last == "0" { part.removeLast() }
  if part.isEmpty { return "\(sign)\(units / Int(scale))" }
  return "\(sign)\(units / Int(scale)).\(part)"
}
