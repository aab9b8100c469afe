import Seq2Seq

/// The language model that a command works with.
struct LanguageModelInUse {
  let path: String
  let model: LanguageModel

  /// Reads it, and says on standard error which it is.
  init(_ arguments: Arguments) throws {
    (path, model) = try ModelChoice.languageModel(named: arguments[Options.model])
    if !arguments.quiet {
      Stream.error.line(
        "model \(path) (\(model.configuration.cell.rawValue), tokenizer "
          + "\(model.text.tokenizer.kind.rawValue))")
    }
  }

  /// Says on standard error how many tokens of a text are unknown, if any.
  func warn(of text: String) {
    let unknown = model.text.encode(text: text).count { $0 == Vocabulary.unknown }
    if unknown > 0 {
      Stream.error.line("s2s: \(counted(unknown, "token")) of the text unknown to the model")
    }
  }
}
