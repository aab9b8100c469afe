import Seq2Seq

/// The model that a command works with.
struct ModelInUse {
  let path: String
  let model: TranslationModel

  /// Reads it, and says on standard error which it is.
  ///
  /// - Parameter named: the file, instead of the one that `--model` names.
  /// - Parameter weights: what they are rounded to in use, which is told too.
  init(_ arguments: Arguments, named: String? = nil, weights: WeightPrecision? = nil) throws {
    path = try ModelChoice.path(named: named ?? arguments.text("model"))
    model = try TranslationModel(path: path)
    if !arguments.has("quiet") {
      Stream.error.line(
        "model \(path) (\(model.source.language) → \(model.target.language), "
          + "\(model.configuration.attention)\(weights.map { ", \($0)" } ?? ""))")
    }
  }

  static let option = Option("model", short: "m", "FILE", "the model to use")
}
