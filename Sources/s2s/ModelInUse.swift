import Seq2Seq

/// A kind of model that commands work with.
protocol UsableModel: Sendable {
  static var kind: ModelKind { get }
  /// The model that is built into the program, if there is one.
  static func builtIn() throws -> Self?
  init(path: String) throws
  /// What distinguishes it from others, in words.
  var traits: [String] { get }
}

extension TranslationModel: UsableModel {
  static var kind: ModelKind { .translator }
  static func builtIn() throws -> TranslationModel? { try BuiltInModel.read() }
  var traits: [String] {
    ["\(source.language) → \(target.language)", configuration.attention.rawValue]
  }
}

extension LanguageModel: UsableModel {
  static var kind: ModelKind { .languageModel }
  static func builtIn() -> LanguageModel? { nil }
  var traits: [String] {
    [configuration.cell.rawValue, "tokenizer \(text.tokenizer.kind.rawValue)"]
  }
}

/// The model that a command works with.
struct ModelInUse<Model: UsableModel> {
  /// Its file, or `BuiltInModel.name`.
  let path: String
  let model: Model

  var isBuiltIn: Bool { path == BuiltInModel.name }
  /// The length of its file; nil where it was read from a pipe.
  var byteCount: Int? {
    isBuiltIn ? BuiltInModel.byteCount : fileSize(path).flatMap { $0 > 0 ? $0 : nil }
  }

  /// Reads the model, and reports on standard error which one it is.
  ///
  /// - Parameter named: the file, instead of the one that `--model` names.
  /// - Parameter weights: what the weights are rounded to in use, which is reported too.
  init(_ arguments: Arguments, named: String? = nil, weights: NumberFormat? = nil) throws {
    try self.init(
      ModelChoice.find(named: named ?? arguments[Options.model]), weights: weights,
      quiet: arguments.quiet)
  }

  /// The same for a model that was read already.
  init(_ read: ModelChoice.Read<Model>, weights: NumberFormat?, quiet: Bool) throws {
    (path, model) = read
    if let weights, let translator = model as? TranslationModel {
      try translator.requireRange(of: weights, path: path)
    }
    if !quiet {
      let traits = model.traits + (weights.map { [$0.rawValue] } ?? [])
      Stream.error.line(
        "\(isBuiltIn ? "" : "model ")\(displayable(path)) (\(traits.joined(separator: ", ")))")
    }
  }

  /// Names the model where a score overflows.
  func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch ModelError.notFinite {
      throw CommandError.notFinite(model: path)
    }
  }
}

extension ModelInUse<LanguageModel> {
  /// Reports on standard error how many tokens of a text are unknown, if any.
  func warn(of text: String) {
    let unknown = model.text.encode(text: text).count { $0 == Vocabulary.unknown }
    if unknown > 0 {
      Stream.error.line("s2s: \(counted(unknown, "token")) of the text unknown to the model")
    }
  }
}
