import Seq2Seq

/// The translators that a command works with: one, or several as an ensemble.
struct TranslatorsInUse {
  private let all: [ModelInUse<TranslationModel>]

  /// The first one.
  var model: TranslationModel { all[0].model }
  var count: Int { all.count }
  /// Their names in messages.
  var path: String { all.map(\.path).joined(separator: ", ") }
  /// The same without their folders.
  var fileNames: String {
    all.map { model in
      model.path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? ""
    }.joined(separator: ", ")
  }
  var languages: String { "\(model.source.language) → \(model.target.language)" }

  /// Reads the models that `--model` names, else the newest one with the ensemble that it belongs
  /// to, and reports on standard error which they are.
  ///
  /// - Parameters:
  ///   - names: models to use instead of those that `--model` names.
  ///   - weights: what the weights are rounded to in use, which is reported too.
  init(
    _ arguments: Arguments, named names: [String]? = nil, weights: NumberFormat? = nil
  ) throws {
    all = try ModelChoice.find(named: names ?? arguments[Options.models]).map {
      try ModelInUse($0, weights: weights, quiet: arguments.quiet)
    }
  }

  /// - Throws: `CommandError` where they cannot work together.
  func session(
    threads: Int, weights: NumberFormat = .float32
  ) throws(CommandError) -> TranslationSession {
    do {
      return try TranslationSession(
        ensemble: all.map(\.model), threads: threads, weights: weights)
    } catch .otherVocabulary(let place, let number, let expected, let found) {
      throw .otherVocabulary(
        all[0].path, expected, other: all[place].path, found, number: number)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Names the models where a score overflows.
  func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch ModelError.notFinite {
      throw CommandError.notFinite(model: path)
    }
  }
}
