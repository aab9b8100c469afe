import Seq2Seq

/// A value of the library that options fill, starting from its defaults.
protocol OptionValues: Sendable {
  init()
}

extension TextOptions: OptionValues {}
extension TrainingOptions: OptionValues {}
extension LanguageModelTrainingOptions: OptionValues {}
extension RunOptions: OptionValues {}
extension DecodingOptions: OptionValues {}
extension GenerationOptions: OptionValues {}

/// An option with the places in an options value that it sets. Its default is the value there.
struct Setting<Root>: OptionDeclaration {
  var facts: OptionFacts
  /// Sets the places to the value that a word stands for.
  let set: @Sendable (_ word: String, inout Root) -> Void
  /// The default in words, from the value in the first place.
  fileprivate let defaultText: (@Sendable (Root) -> String?)?

  /// The same with the defaults of another value, or of several that depend on the corpus.
  func showing(_ defaults: Root...) -> Setting { showing(defaults) }

  func showing(_ defaults: [Root]) -> Setting {
    var other = self
    guard let defaultText else { return other }
    let texts = Set(defaults.map(defaultText))
    other.facts.defaultText =
      texts.count > 1 ? Options.suitsCorpus : texts.first.flatMap { $0 } ?? facts.defaultText
    return other
  }

  /// The same option, whose options value is one part or several parts of another one.
  func within<Outer: OptionValues>(
    _ parts: (WritableKeyPath<Outer, Root> & Sendable)...
  ) -> Setting<Outer> {
    var facts = facts
    let own = facts.properties
    facts.properties = parts.flatMap { part in own.map { "\(propertyPath(part)).\($0)" } }
    let first = parts[0]
    let shown = defaultText.map { text in
      { @Sendable (outer: Outer) in text(outer[keyPath: first]) }
    }
    return Setting<Outer>(
      facts: facts,
      set: { [set] word, outer in for part in parts { set(word, &outer[keyPath: part]) } },
      defaultText: shown
    ).showing(Outer())
  }

  /// The same option for one side alone: `--source-tokenizer`.
  func of(_ side: String) -> Setting {
    var other = self
    other.facts.name = "\(side)-\(facts.name)"
    other.facts.help = "the same for the \(side) alone"
    other.facts.defaultText = nil
    return other
  }
}

/// The path as it is written after the type in a key path's description: `\RunOptions.seed`.
private func propertyPath(_ path: AnyKeyPath) -> String {
  "\(path)".split(separator: ".").dropFirst().joined(separator: ".")
}

extension Option {
  /// - Parameter shown: the default as the help shows it.
  func sets<Root: OptionValues>(
    _ places: (WritableKeyPath<Root, Value> & Sendable)...,
    shown: @escaping @Sendable (Value) -> String? = { shownValue($0) }
  ) -> Setting<Root> {
    let first = places[0]
    return setting(
      places, { shown($0[keyPath: first]) },
      set: { value, root in for place in places { root[keyPath: place] = value } })
  }

  /// The same for a place that is nil where nothing is asked for.
  func sets<Root: OptionValues>(
    optional place: WritableKeyPath<Root, Value?> & Sendable
  ) -> Setting<Root> {
    setting(
      [place], { $0[keyPath: place].map { shownValue($0) } },
      set: { value, root in root[keyPath: place] = value })
  }

  private func setting<Root: OptionValues>(
    _ places: [AnyKeyPath], _ defaultText: @escaping @Sendable (Root) -> String?,
    set: @escaping @Sendable (Value, inout Root) -> Void
  ) -> Setting<Root> {
    var facts = facts
    facts.properties = places.map { propertyPath($0) }
    let showsDefault = facts.placeholder != nil && facts.defaultText == nil
    return Setting<Root>(
      facts: facts, set: { [parse] word, root in if let value = parse(word) { set(value, &root) } },
      defaultText: showsDefault ? defaultText : nil
    ).showing(Root())
  }
}
