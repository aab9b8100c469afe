import Seq2Seq

/// The words of a command line, parsed by the options of a command.
struct Arguments {
  /// The command line after `s2s`.
  let words: [String]
  private let options: [OptionFacts]
  /// The values as they were given, by the option's name; a flag has one empty value.
  private var values: [String: [String]] = [:]
  private(set) var operands: [String] = []
  /// Words that are not read yet.
  private var rest: ArraySlice<String>
  /// Whether the only operand is `-`, not after `--`.
  private var isDash = false

  /// The sentences among the operands; none if `-` stands for the lines of standard input.
  var sentences: [String] { isDash ? [] : operands }

  /// The name of a text file: the first operand; nil for `-` and where there is none.
  var textFile: String? { sentences.first }

  /// - Parameter commandWords: how many of the words name the command.
  /// - Throws: `UsageError`.
  init(_ words: [String], after commandWords: Int, options: [OptionFacts]) throws(UsageError) {
    self.words = words
    self.options = options
    rest = words.dropFirst(commandWords)
    while let word = rest.popFirst() {
      if word == "--" {
        operands.append(contentsOf: rest)
        return
      } else if word.utf8.starts(with: "- ".utf8) {
        operands.append(word)  // the line of a dialogue, or of a list
      } else if word.hasPrefix("--") {
        try readLong(word)
      } else if word.hasPrefix("-"), word.count > 1 {
        try readShort(word)
      } else {
        operands.append(word)
      }
    }
    isDash = operands == ["-"]
  }

  private mutating func readLong(_ word: String) throws(UsageError) {
    let parts = word.dropFirst(2)
      .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.name == name }) else {
      let near = nearest(to: name, among: options.map(\.name))
      try refuseSentence(word)
      throw .unknown("option", "--\(name)", near: near.map { "--\($0)" })
    }
    try take(option, "--\(name)", parts.count > 1 ? String(parts[1]) : nil)
  }

  /// One letter, with its value after it or as the next word; or several flags.
  private mutating func readShort(_ word: String) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.short == letter }) else {
        try refuseSentence(word)
        let isLong = options.contains { $0.name == word.dropFirst() }
        throw .unknown(
          "option", isLong ? word : "-\(letter)", near: isLong ? "-\(word)" : nil)
      }
      let attached = option.placeholder != nil && !letters.isEmpty ? String(letters) : nil
      if attached != nil { letters = "" }
      try take(option, "-\(letter)", attached)
    }
  }

  /// A word that holds a space, or begins with a digit, was hardly meant as an option.
  private func refuseSentence(_ word: String) throws(UsageError) {
    let text = word.drop { $0 == "-" }
    if text.contains(where: \.isWhitespace) || text.first?.isNumber == true {
      throw .dashedSentence(word)
    }
  }

  private mutating func take(
    _ option: OptionFacts, _ spelling: String, _ attached: String?
  ) throws(UsageError) {
    guard let placeholder = option.placeholder else {
      if let attached { throw .unexpectedValue(option: spelling, found: attached) }
      values[option.name] = [""]
      return
    }
    guard let value = attached ?? rest.popFirst() else {
      throw .missingValue(option: spelling, value: placeholder)
    }
    if values[option.name] != nil, !option.mayBeRepeated {
      throw .repeated(option: "--\(option.name)")
    }
    values[option.name, default: []].append(value)
  }

  /// Refuses values that their options do not accept, and operands beyond `mostOperands`.
  func check(mostOperands: Int) throws(UsageError) {
    for option in options {
      for word in values[option.name] ?? [] where !option.accepts(word) {
        throw .badValue(option: "--\(option.name)", found: word, expected: option.expected)
      }
    }
    if operands.count > mostOperands { throw .unexpectedArgument(operands[mostOperands]) }
  }

  // MARK: - Reading

  func has(_ option: some OptionDeclaration) -> Bool { values[option.facts.name] != nil }

  /// The value of an option, the first of several; nil where it is not given.
  subscript<Value>(option: Option<Value>) -> Value? {
    values[option.facts.name]?.first.flatMap(option.parse)
  }

  /// All values of an option, in the order in which they are given.
  subscript<Value>(option: RepeatableOption<Value>) -> [Value] {
    (values[option.facts.name] ?? []).compactMap(option.option.parse)
  }

  subscript<Value>(option: DefaultedOption<Value>) -> Value { self[option.option] ?? option.value }

  subscript(flag: Option<Bool>) -> Bool { has(flag) }

  /// Sets the places of those options that are given.
  func fill<Root>(_ root: inout Root, _ settings: [Setting<Root>]) {
    for setting in settings {
      for word in values[setting.facts.name] ?? [] { setting.set(word, &root) }
    }
  }

  /// The default of an options value, changed by the options that are given.
  func filled<Root: OptionValues>(_ settings: [Setting<Root>]) -> Root {
    var root = Root()
    fill(&root, settings)
    return root
  }

  var threads: Int { self[Options.threads] }
  var quiet: Bool { self[Options.quiet] }
  var json: Bool { self[Options.json] }

  /// Operands, and the files that options other than this one name.
  func files(except option: some OptionDeclaration) -> [String] {
    operands
      + options.filter { $0.isFile && $0.name != option.facts.name }
      .flatMap { values[$0.name] ?? [] }
  }

  // MARK: - Options that do not go together

  /// Refuses the first of `others` that is given together with `option`.
  func exclude(
    _ option: any OptionDeclaration, _ others: any OptionDeclaration...
  ) throws(UsageError) {
    guard has(option) else { return }
    for other in others where has(other) { throw .conflict("\(option)", "\(other)") }
  }

  /// Refuses either of two options without the other.
  func pair(_ one: any OptionDeclaration, _ other: any OptionDeclaration) throws(UsageError) {
    if has(one) { try require(other, for: one) } else if has(other) { try require(one, for: other) }
  }

  /// Refuses an option without the option that it requires.
  func require(
    _ needed: any OptionDeclaration, for option: any OptionDeclaration
  ) throws(UsageError) {
    if has(option), !has(needed) { throw .incomplete(given: "\(option)", missing: "\(needed)") }
  }
}
