/// A number with this many digits after the decimal point; a very large one with a power of ten.
package func fixed(_ number: Double, _ digits: Int) -> String {
  guard number.isFinite, abs(number) < 1e12 else { return "\(number)" }
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let units = Int((abs(number) * scale).rounded())
  let whole = units / Int(scale), part = String(units % Int(scale))
  let sign = number < 0 && units > 0 ? "-" : ""
  if digits == 0 { return "\(sign)\(whole)" }
  return "\(sign)\(whole)." + String(repeating: "0", count: digits - part.count) + part
}
