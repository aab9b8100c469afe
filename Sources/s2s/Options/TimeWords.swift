/// Units of time that options accept, the longest first, with their seconds.
private let units: [(letter: Character, seconds: Int)] = [
  ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
]

/// The seconds that a word stands for: minutes where it is a number alone (as in Slurm), else
/// numbers with their units, the longest unit first: `1h30m`, `90s`. nil where it is not a time
/// above zero.
func seconds(in word: String) -> Int? {
  guard word.utf8.count <= 32 else { return nil }
  if let minutes = wholeNumber(word) { return product(minutes, 60).flatMap { $0 > 0 ? $0 : nil } }
  var rest = Substring(word), total = 0
  for unit in units {
    guard let place = rest.firstIndex(of: unit.letter) else { continue }
    guard let count = wholeNumber(String(rest[..<place])), let more = product(count, unit.seconds)
    else { return nil }
    let (sum, overflow) = total.addingReportingOverflow(more)
    if overflow { return nil }
    total = sum
    rest = rest[rest.index(after: place)...]
  }
  return rest.isEmpty && total > 0 ? total : nil
}

/// The word for this many seconds: `1h30m`.
func timeWord(_ seconds: Int) -> String {
  var rest = seconds, word = ""
  for unit in units where rest >= unit.seconds {
    word += "\(rest / unit.seconds)\(unit.letter)"
    rest %= unit.seconds
  }
  return word
}

private func wholeNumber(_ word: String) -> Int? {
  word.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(word) : nil
}

/// nil where the product is too great.
private func product(_ number: Int, _ factor: Int) -> Int? {
  let (result, overflow) = number.multipliedReportingOverflow(by: factor)
  return overflow ? nil : result
}
