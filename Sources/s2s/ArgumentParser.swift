import Seq2Seq

/// The words of a command line, held against the options of a command.
struct Arguments {
  private var values: [String: String] = [:]
  private var flags: Set<String> = []
  private(set) var operands: [String] = []
  /// Whether the only operand is `-`, not behind `--`.
  private var isDash = false

  /// Sentences among the operands; none where `-` stands for the lines of standard input.
  var sentences: [String] { isDash ? [] : operands }

  /// The name of a text's file: the first operand, nil for `-` and where there is none.
  var textFile: String? { sentences.first }

  /// Throws: `UsageError`.
  init(_ words: [String], options: [Option]) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands.append(contentsOf: rest)
        return
      } else if word.utf8.starts(with: "- ".utf8) {
        operands.append(word)  // the line of a dialogue, or of a list
      } else if word.hasPrefix("--") {
        try readLong(word, &rest, options)
      } else if word.hasPrefix("-"), word.count > 1 {
        try readShort(word, &rest, options)
      } else {
        operands.append(word)
      }
    }
    isDash = operands == ["-"]
  }

  private mutating func readLong(
    _ word: String, _ rest: inout ArraySlice<String>, _ options: [Option]
  ) throws(UsageError) {
    let parts = word.dropFirst(2)
      .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.name == name }) else {
      let near = nearest(to: name, among: options.map(\.name))
      try refuseSentence(word)
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
        try refuseSentence(word)
        let isLong = options.contains { $0.name == word.dropFirst() }
        throw .unknownOption(
          isLong ? word : "-\(letter)", near: isLong ? "-\(word)" : nil)
      }
      let attached = option.value != nil && !letters.isEmpty ? String(letters) : nil
      if attached != nil { letters = "" }
      try take(option, "-\(letter)", attached, &rest)
    }
  }

  /// What holds a space, or begins with a digit, was hardly meant as an option.
  private func refuseSentence(_ word: String) throws(UsageError) {
    let text = word.drop { $0 == "-" }
    if text.contains(where: \.isWhitespace) || text.first?.isNumber == true {
      throw .dashedSentence(word)
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

  /// All words that may name a file: operands, and what options have as values but for these.
  func names(except options: Set<String>) -> [String] {
    operands + values.keys.sorted().filter { !options.contains($0) }.compactMap { values[$0] }
  }

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

  /// How many threads share the work.
  func threads() throws(UsageError) -> Int {
    try integer("threads", in: 1...256) ?? availableCores
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
    try choice(name, among: Array(type.allCases))
  }

  func choice<Value: RawRepresentable>(
    _ name: String, among all: [Value]
  ) throws(UsageError) -> Value? where Value.RawValue == String {
    guard let text = values[name] else { return nil }
    guard let value = all.first(where: { $0.rawValue == text }) else {
      let names = all.map(\.rawValue).joined(separator: ", ")
      throw .badValue(option: "--\(name)", found: text, expected: "one of \(names)")
    }
    return value
  }
}
