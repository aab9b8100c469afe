/// An option of a command, as it is declared, read and shown.
struct Option: Sendable {
  /// Without its two dashes.
  let name: String
  let short: Character?
  /// What stands for its value in the help; nil: a flag.
  let value: String?
  let help: String

  init(_ name: String, short: Character? = nil, _ value: String, _ help: String) {
    self.name = name
    self.short = short
    self.value = value
    self.help = help
  }

  /// Whether it has this name or letter, given without dashes.
  func isCalled(_ word: String) -> Bool { name == word || short.map { String($0) } == word }

  /// A flag.
  init(_ name: String, short: Character? = nil, _ help: String) {
    self.name = name
    self.short = short
    value = nil
    self.help = help
  }
}

/// Options that stand together in the help.
struct OptionGroup: Sendable {
  let title: String
  let options: [Option]

  init(_ title: String, _ options: [Option]) {
    self.title = title
    self.options = options
  }
}
