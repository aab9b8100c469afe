/// 12345 as `12,345`. A line number stays plain, so that it can be copied into an editor.
package func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var result = number < 0 ? "-" : ""
  for (i, digit) in digits.enumerated() {
    if i > 0, (digits.count - i) % 3 == 0 { result += "," }
    result.append(digit)
  }
  return result
}

/// "1 line", "1,203 lines".
package func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}
