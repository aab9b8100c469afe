import Seq2Seq

/// The command that trained a model, in the words that were typed.
struct TrainingWords {
  /// The words, with a placeholder in capitals for what a model does not hold, such as file names.
  let words: [String]
  /// Values that no option can set to exactly this, with their paths.
  let others: [String]

  /// The command as a shell reads it.
  var command: String { words.map(shellQuoted).joined(separator: " ") }

  /// nil where the model's file does not hold its options.
  init?(_ model: TranslationModel) {
    guard let stored = model.optionLeaves else { return nil }
    var words = ["s2s", TrainCommand.name]
    let languages = [model.sourceLanguage, model.targetLanguage]
    words +=
      languages == ["source", "target"]
      ? ["\(Options.pairs)", "FILE"]
      : [
        "\(Options.corpus)", "DIR", "\(Options.from)", languages[0], "\(Options.to)", languages[1],
      ]
    if stored["startFrom"] != nil { words += ["\(Options.startFrom)", "MODEL"] }
    if stored["keepsOptimizer"] != nil { words.append("\(Options.keepOptimizer)") }
    if stored["isGuided"] != nil { words += ["\(Options.guidedAlignment)", "FILE"] }
    var current = model.scale.map { TrainingOptions(suiting: $0) } ?? TrainingOptions()
    for setting in TrainCommand.settings {
      guard let word = Self.word(setting, stored, &current) else { continue }
      words += ["--\(setting.facts.name)"] + (setting.facts.placeholder == nil ? [] : [word])
    }
    self.words = words
    let reached = current.leaves
    // What another version of the program could do, and did not do here, is of no use to anyone.
    let unused = ["0", "0.0", "off"]
    let ofCorpus = [
      "startFrom", "keepsOptimizer", "isGuided", "configuration.sourceVocabulary",
      "configuration.targetVocabulary",
    ]
    others = stored.sorted { $0.key < $1.key }
      .filter { path, value in
        !ofCorpus.contains(path) && reached[path] != value
          && (reached[path] != nil || !unused.contains(value))
      }
      .map { "\($0) \(shortened($1))" }
  }

  /// The word with which an option sets its places to the stored values, if they now differ.
  private static func word(
    _ setting: Setting<TrainingOptions>, _ stored: [String: String],
    _ current: inout TrainingOptions
  ) -> String? {
    func places(_ leaves: [String: String]) -> [String: String] {
      leaves.filter { path, _ in
        setting.facts.properties.contains { path == $0 || path.hasPrefix($0 + ".") }
      }
    }
    let wanted = places(stored)
    guard let first = wanted.keys.sorted().first.flatMap({ wanted[$0] }),
      places(current.leaves) != wanted
    else { return nil }
    // A number as it may have been typed, a time in whole seconds, or a name.
    let candidates = [shortened(first), first, Int(first).map(timeWord) ?? first]
    for word in setting.facts.placeholder == nil ? [""] : candidates
    where setting.facts.placeholder == nil || setting.facts.accepts(word) {
      var next = current
      setting.set(word, &next)
      guard places(next.leaves) == wanted else { continue }
      current = next
      return word
    }
    return nil
  }
}
