import Seq2Seq

/// The model that a command works with.
struct ModelInUse {
  /// Its file, or `BuiltInModel.name`.
  let path: String
  let model: TranslationModel

  var isBuiltIn: Bool { path == BuiltInModel.name }
  /// The length of its file.
  var byteCount: Int { isBuiltIn ? BuiltInModel.byteCount : fileSize(path) ?? 0 }

  /// Reads it, and says on standard error which it is.
  ///
  /// - Parameter named: the file, instead of the one that `--model` names.
  /// - Parameter weights: what they are rounded to in use, which is told too.
  init(_ arguments: Arguments, named: String? = nil, weights: NumberFormat? = nil) throws {
    (path, model) = try ModelChoice.translator(named: named ?? arguments[Options.model])
    if let weights { try model.requireRange(of: weights, path: path) }
    if !arguments.quiet {
      Stream.error.line(
        "\(isBuiltIn ? "" : "model ")\(displayable(path)) "
          + "(\(model.source.language) → \(model.target.language), "
          + "\(model.configuration.attention)\(weights.map { ", \($0)" } ?? ""))")
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
