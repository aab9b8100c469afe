import Seq2Seq

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which model a command uses: the one that is named, else the newest trained in `models/`, else
/// the one that came with the program.
enum ModelChoice {
  static let folder = "models"
  static let shipped = "models/default.safetensors"
  /// What the names of language models end with, whereby they are told from translators.
  static let languageEnding = ".lm.safetensors"

  /// Throws: `ModelChoiceError` where there is none.
  static func path(named: String?) throws(ModelChoiceError) -> String {
    if let named { return named }
    if let newest = newestTrained(language: false) { return newest }
    guard FileManager.default.fileExists(atPath: shipped) else {
      throw .noModel(folder: folder)
    }
    return shipped
  }

  /// A language model: the one that is named, else the newest trained.
  static func languagePath(named: String?) throws(ModelChoiceError) -> String {
    if let found = named ?? newestTrained(language: true) { return found }
    throw .noLanguageModel(folder: folder)
  }

  /// Where a model of this name is written unless told otherwise. Makes the folder; where that
  /// fails, writing the model says why.
  static func newPath(_ name: String, ending: String = ".safetensors") -> String {
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    return "\(folder)/\(name)\(ending)"
  }

  /// Equal times are told apart by name.
  static func newestTrained(language: Bool) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let models = names.filter {
      $0.hasSuffix(".safetensors") && !$0.hasSuffix(".state.safetensors")
        && !$0.hasSuffix(".previous.safetensors") && $0 != "default.safetensors"
        && !$0.hasPrefix(".") && $0.hasSuffix(languageEnding) == language
    }
    let files = models.filter { fileExists("\(folder)/\($0)") }
    let dated = files.map { name -> (Date, String) in
      let path = "\(folder)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return (attributes?[.modificationDate] as? Date ?? .distantPast, path)
    }
    return dated.max { $0 < $1 }?.1
  }
}

enum ModelChoiceError: Error, Equatable, CustomStringConvertible {
  case noModel(folder: String)
  case noLanguageModel(folder: String)

  var description: String {
    switch self {
    case .noModel(let folder):
      "\(folder)/ holds no model; train one with 's2s train', or name one with --model FILE"
    case .noLanguageModel(let folder):
      "\(folder)/ holds no language model; train one with 's2s lm train FILE', or name one with "
        + "--model FILE"
    }
  }
}
