/// The words of a command line, held against the options of a command.
struct Arguments {
  private var values: [String: String] = [:]
  private var flags: Set<String> = []
  private(set) var operands: [String] = []

  /// Throws: `UsageError`.
  init(_ words: [String], options: [Option]) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands.append(contentsOf: rest)
        break
      } else if word.hasPrefix("--") {
        try readLong(word, &rest, options)
      } else if word.hasPrefix("-"), word.count > 1 {
        try readShort(word, &rest, options)
      } else {
        operands.append(word)
      }
    }
  }

  private mutating func readLong(
    _ word: String, _ rest: inout ArraySlice<String>, _ options: [Option]
  ) throws(UsageError) {
    let parts = word.dropFirst(2)
      .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.name == name }) else {
      let near = nearest(to: name, among: options.map(\.name))
      throw .unknownOption("--\(name)", near: near.map { "--\($0)" })
    }
    try take(option, "--\(name)", parts.count > 1 ? String(parts[1]) : nil, &rest)
  }

  /// One letter, with its value behind it or as the next word; or several flags.
  private mutating func readShort(
    _ word: String, _ rest: inout ArraySlice<String>, _ options: [Option]
  ) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.short == letter }) else {
        throw .unknownOption("-\(letter)", near: nil)
      }
      let attached = option.value != nil && !letters.isEmpty ? String(letters) : nil
      if attached != nil { letters = "" }
      try take(option, "-\(letter)", attached, &rest)
    }
  }

  private mutating func take(
    _ option: Option, _ spelling: String, _ attached: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    guard let placeholder = option.value else {
      if let attached { throw .unexpectedValue(option: spelling, found: attached) }
      flags.insert(option.name)
      return
    }
    guard let value = attached ?? rest.popFirst() else {
      throw .missingValue(option: spelling, value: placeholder)
    }
    if values.updateValue(value, forKey: option.name) != nil {
      throw .repeated(option: "--\(option.name)")
    }
  }

  // MARK: - Reading

  func has(_ name: String) -> Bool { flags.contains(name) || values[name] != nil }

  func text(_ name: String) -> String? { values[name] }

  /// A whole number within `range`.
  func integer<Value: FixedWidthInteger & Sendable>(
    _ name: String, in range: ClosedRange<Value>
  ) throws(UsageError) -> Value? {
    guard let text = values[name] else { return nil }
    guard let value = Value(text), range.contains(value) else {
      let limits =
        range.upperBound == .max
        ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw .badValue(option: "--\(name)", found: text, expected: "a whole number \(limits)")
    }
    return value
  }

  /// A number that passes `isValid`; `expected` says which do.
  func number(
    _ name: String, _ expected: String, _ isValid: (Float) -> Bool
  ) throws(UsageError) -> Float? {
    guard let text = values[name] else { return nil }
    guard let value = Float(text), value.isFinite, isValid(value) else {
      throw .badValue(option: "--\(name)", found: text, expected: expected)
    }
    return value
  }

  /// One of the names of an enumeration.
  func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, _ type: Value.Type
  ) throws(UsageError) -> Value? where Value.RawValue == String {
    guard let text = values[name] else { return nil }
    guard let value = Value(rawValue: text) else {
      let names = type.allCases.map(\.rawValue).joined(separator: ", ")
      throw .badValue(option: "--\(name)", found: text, expected: "one of \(names)")
    }
    return value
  }
}

/// The candidate that is fewest edits away, if they are few for the length of the word.
func nearest(to word: String, among candidates: [String]) -> String? {
  let scored = candidates.map { (edits(word, $0), $0) }
  guard let best = scored.min(by: { $0.0 < $1.0 }), best.0 <= max(1, word.count / 3) else {
    return candidates.first { word.count >= 3 && $0.hasPrefix(word) }
  }
  return best.1
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one word to another
/// (Damerau 1964, optimal string alignment).
private func edits(_ left: String, _ right: String) -> Int {
  let a = Array(left.unicodeScalars), b = Array(right.unicodeScalars)
  var rows = [Array(0...b.count)]
  for i in 1...max(a.count, 1) where i <= a.count {
    var row = [i]
    for j in 1...max(b.count, 1) where j <= b.count {
      var best = min(rows[i - 1][j] + 1, row[j - 1] + 1)
      best = min(best, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        best = min(best, rows[i - 2][j - 2] + 1)
      }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
