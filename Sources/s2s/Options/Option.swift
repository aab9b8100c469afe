import Seq2Seq

/// What help, parsing and messages know of an option, whatever the type of its value.
struct OptionFacts: Sendable {
  /// The name without its two dashes.
  var name: String
  let short: Character?
  /// The placeholder for its value in the help; nil: a flag.
  let placeholder: String?
  /// Whether its value names a file.
  var isFile = false
  /// The words that its value can be, if there are few.
  var choices: [String] = []
  /// Whether it may be given several times, each with a value of its own.
  var mayBeRepeated = false
  /// What it means, without its default.
  var help: String
  /// The default, in words.
  var defaultText: String?
  /// What its value must be, in words.
  var expected = ""
  /// Whether a word is such a value.
  var accepts: @Sendable (String) -> Bool = { _ in true }
  /// The paths of the properties that it sets in an options value: `run.seed`.
  var properties: [String] = []
  /// Whether it is a flag that turns its property off.
  var isNegation = false

  /// Whether it has this name or letter, without dashes.
  func isCalled(_ word: String) -> Bool { name == word || short.map { String($0) } == word }

  /// Whether it occurs, by its full name, among the words of a command line.
  func isTyped(in words: [String]) -> Bool {
    words.contains { $0 == "--\(name)" || $0.hasPrefix("--\(name)=") }
  }

  /// Whether it sets the property that the library names, by the end of its path (`seed` or
  /// `run.seed`), or a part of it (`configuration.dropout.sourceEmbedding`).
  func sets(_ path: String) -> Bool {
    properties.contains {
      ".\(path).".contains(".\($0).") || $0.hasSuffix(".\(path)")
    }
  }
}

/// An option of the table; its description is what users type, `--name`.
protocol OptionDeclaration: Sendable, CustomStringConvertible {
  var facts: OptionFacts { get set }
}

/// Groups of options in the help, by their titles.
typealias OptionGroups = KeyValuePairs<String, [any OptionDeclaration]>

extension OptionDeclaration {
  var description: String { "--\(facts.name)" }

  /// The same option with a different meaning.
  func saying(_ help: String, default defaultText: String? = nil) -> Self {
    var other = self
    other.facts.help = help
    if let defaultText { other.facts.defaultText = defaultText }
    return other
  }
}

/// An option that is declared once, as a static constant, and read through that constant.
struct Option<Value: Sendable>: OptionDeclaration {
  var facts: OptionFacts
  /// The value that a word stands for; nil where the option does not accept the word.
  let parse: @Sendable (String) -> Value?

  /// The same option with its value in the form that the options value has.
  func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Option<Other> {
    Option<Other>(facts: facts, parse: { [parse] in parse($0).map(transform) })
  }

  /// The same option with a default value.
  func or(_ value: Value, shown: String? = nil) -> DefaultedOption<Value> {
    var facts = facts
    facts.defaultText = shown ?? shownValue(value)
    return DefaultedOption(facts: facts, option: self, value: value)
  }

  /// The same option, which may be given several times.
  var repeatable: RepeatableOption<Value> {
    var facts = facts
    facts.mayBeRepeated = true
    return RepeatableOption(facts: facts, option: self)
  }
}

/// An option that may be given several times, each time with a different value.
struct RepeatableOption<Value: Sendable>: OptionDeclaration {
  var facts: OptionFacts
  let option: Option<Value>
}

/// An option with a default of its own, which no options value holds.
struct DefaultedOption<Value: Sendable>: OptionDeclaration {
  var facts: OptionFacts
  let option: Option<Value>
  let value: Value
}

// MARK: - Kinds

extension Option {
  /// An option of any kind of value.
  init(
    _ name: String, short: Character? = nil, _ placeholder: String, _ help: String,
    default defaultText: String? = nil, expected: String,
    parse: @escaping @Sendable (String) -> Value?
  ) {
    self.init(
      facts: OptionFacts(
        name: name, short: short, placeholder: placeholder, help: help, defaultText: defaultText,
        expected: expected, accepts: { parse($0) != nil }),
      parse: parse)
  }
}

extension Option where Value: FixedWidthInteger {
  /// A whole number.
  static func integer(
    _ name: String, short: Character? = nil, _ placeholder: String = "N", _ help: String = "",
    in range: ClosedRange<Value>, default defaultText: String? = nil
  ) -> Option {
    let limits =
      range.upperBound == .max
      ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    return Option(
      name, short: short, placeholder, help, default: defaultText,
      expected: "a whole number \(limits)"
    ) { word in Value(word).flatMap { range.contains($0) ? $0 : nil } }
  }
}

/// Numbers that an option accepts, and the words for them.
struct NumberRange: Sendable {
  let words: String
  let contains: @Sendable (Float) -> Bool

  static let positive = NumberRange(words: "a number above 0") { $0 > 0 }
  static let notNegative = NumberRange(words: "a number of at least 0") { $0 >= 0 }
  static let share = NumberRange(words: "a number from 0 to 1") { $0 >= 0 && $0 <= 1 }
  static let shareBelowAll = NumberRange(words: "a number from 0 to below 1") { $0 >= 0 && $0 < 1 }
  static let someShare = NumberRange(words: "a number above 0 and at most 1") { $0 > 0 && $0 <= 1 }
  static let properShare = NumberRange(words: "a number above 0 and below 1") { $0 > 0 && $0 < 1 }
}

extension Option<Float> {
  static func number(
    _ name: String, _ placeholder: String, _ help: String = "", in range: NumberRange,
    default defaultText: String? = nil
  ) -> Option {
    Option(name, placeholder, help, default: defaultText, expected: range.words) { word in
      Float(word).flatMap { $0.isFinite && range.contains($0) ? $0 : nil }
    }
  }
}

extension Option<String> {
  /// Any text, such as a folder's name.
  static func text(
    _ name: String, short: Character? = nil, _ placeholder: String, _ help: String,
    default defaultText: String? = nil
  ) -> Option {
    Option(name, short: short, placeholder, help, default: defaultText, expected: "a text") { $0 }
  }

  /// A file's name. Only arguments stand for standard input as `-`, so that an option refuses it rather
  /// than to write a file of that name.
  static func file(
    _ name: String, short: Character? = nil, _ help: String, default defaultText: String? = nil
  ) -> Option {
    var option = Option(
      name, short: short, "FILE", help, default: defaultText,
      expected:
        "a file's name; standard input and output have none, and ./- is a file called -"
    ) { $0 == "-" ? nil : $0 }
    option.facts.isFile = true
    return option
  }
}

extension Option where Value: RawRepresentable<String> {
  /// One of the names of some values, or `auto` if that stands for one of them.
  ///
  /// - Parameter help: the help text, given the list of names.
  static func choice(
    _ name: String, short: Character? = nil, _ placeholder: String, _ values: [Value],
    auto: Value? = nil, default defaultText: String? = nil,
    help: (_ names: String) -> String = { $0 }
  ) -> Option {
    choice(
      name, short: short, placeholder,
      values.map { ($0.rawValue, $0) }
        + (auto.map { [("auto", $0)] } ?? []), default: defaultText, help: help)
  }
}

extension Option {
  /// One of some words, each of which stands for a value.
  ///
  /// - Parameter help: what the words mean, given their list.
  static func choice(
    _ name: String, short: Character? = nil, _ placeholder: String,
    _ values: [(word: String, value: Value)], default defaultText: String? = nil,
    help: (_ names: String) -> String = { $0 }
  ) -> Option {
    let words = values.map(\.word)
    let names = words.joined(separator: ", ")
    var option = Option(
      name, short: short, placeholder, help(names), default: defaultText,
      expected: "one of \(names)"
    ) { word in values.first { $0.word == word }?.value }
    option.facts.choices = words
    return option
  }
}

extension Option<Bool> {
  /// An option without a value.
  ///
  /// - Parameter value: what it sets its property to.
  static func flag(
    _ name: String, short: Character? = nil, _ help: String, setting value: Bool = true
  ) -> Option {
    var facts = OptionFacts(name: name, short: short, placeholder: nil, help: help)
    facts.isNegation = !value
    return Option(facts: facts, parse: { _ in value })
  }
}

/// A default as the help shows it.
func shownValue<Value>(_ value: Value) -> String {
  switch value {
  case let number as Float where number == number.rounded(): fixed(Double(number), 0)
  case let number as Double where number == number.rounded(): fixed(number, 0)
  case let name as any RawRepresentable<String>: name.rawValue
  default: "\(value)"
  }
}

extension Float {
  /// The Double that is written with the same digits: 0.05, not 0.05000000074505806.
  var sameDigits: Double { Double("\(self)") ?? Double(self) }
}
