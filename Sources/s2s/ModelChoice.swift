import Seq2Seq

/// Which model a command uses: the one that is named, else the newest trained model of the first
/// folder that holds one, else the one that is built into the program.
enum ModelChoice {
  static let folder = "models"
  /// The model that is used if its folder holds no trained model.
  private static let shipped = "default.safetensors"
  static let languageEnding = ".lm.safetensors"
  /// The environment variable with a folder that is searched before all others.
  static let variable = "S2S_MODELS"

  /// The name of a model's file in messages, and what was read from it.
  typealias Read<Model> = (path: String, model: Model)

  /// Files that cannot be read, and those that hold no model, are skipped with a message on
  /// standard error.
  ///
  /// - Throws: `CommandError` where there is no model, and where the name stands for an ensemble; for
  ///   a model that is named, what reading it throws.
  static func find<Model: UsableModel>(named: String?) throws -> Read<Model> {
    if let named {
      let members = fileExists(named) ? [] : EnsembleFiles.found(named)
      if !members.isEmpty { throw CommandError.ensemble(named, members: members) }
      return (named, try Model(path: named))
    }
    if let found: Read<Model> = first() { return found }
    if let model = try Model.builtIn() { return (BuiltInModel.name, model) }
    throw CommandError.noModel(Model.kind, folders: folders)
  }

  /// The models that translate together: the named ones, where a name without a file stands for the
  /// ensemble of this name; without a name the model that is found, together with its ensemble if
  /// it belongs to one.
  ///
  /// - Throws: what finding one model throws.
  static func find(named names: [String]) throws -> [Read<TranslationModel>] {
    if names.isEmpty {
      let found: Read<TranslationModel> = try find(named: nil)
      return try EnsembleFiles.around(found.path).map { path in
        path == found.path ? found : (path, try TranslationModel(path: path))
      }
    }
    return try names.flatMap { name in
      let members = fileExists(name) ? [] : try EnsembleFiles.all(name)
      return try (members.isEmpty ? [name] : members).map { path in
        (path, try TranslationModel(path: path))
      }
    }
  }

  /// Whether a command finds the model of this file without its name.
  static func finds(_ path: String, _ kind: ModelKind) -> Bool {
    let found = folders.lazy.flatMap(candidates).first { (try? kind.isKind(ofFile: $0)) == true }
    return found.map { isSameFile($0, path) } ?? false
  }

  /// Where a model of this name is written unless an option says otherwise.
  ///
  /// - Parameter makesFolder: whether to make the folder; if that fails, writing the model reports
  ///   why.
  static func newPath(_ name: String, ending: String, makesFolder: Bool) -> String {
    if makesFolder { makeFolder(folder) }
    return "\(folder)/\(name)\(ending)"
  }

  // MARK: - Searching

  private static func first<Model: UsableModel>() -> Read<Model>? {
    if let namedFolder, realPath(namedFolder + "/.") == nil {
      Stream.error.line(
        "s2s: \(displayable(namedFolder)): no such folder, though \(variable) names it; skipped"
      )
    }
    for path in folders.lazy.flatMap(candidates) {
      do {
        if try Model.kind.isKind(ofFile: path) { return (path, try Model(path: path)) }
      } catch {
        Stream.error.line("s2s: skipped \(message(for: error))")
      }
    }
    return nil
  }

  /// The folder that the environment names, which the user expects to exist.
  private static var namedFolder: String? {
    environmentValue(variable).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The folders in the order in which they are searched.
  private static var folders: [String] {
    let beside = programFolder().map { "\($0)/\(folder)" }
    return [namedFolder, folder, beside.flatMap { isSameFile($0, folder) ? nil : $0 }]
      .compactMap { $0 }
  }

  /// Names of files that may be trained models, the newest first, equal times by name; then the
  /// shipped model's name.
  private static func candidates(in folder: String) -> [String] {
    let names = namesInFolder(folder) ?? []
    let endings = [".state.safetensors", ".previous.safetensors"]
    let dated = names.compactMap { name -> (Int, Int, Int, String)? in
      guard name.hasSuffix(".safetensors"), !name.hasPrefix("."),
        !endings.contains(where: name.hasSuffix), !TrainingFiles.isCheckpoint(name)
      else { return nil }
      let path = "\(folder)/\(name)"
      return timeWritten(ofFile: path).map {
        (name == shipped ? 0 : 1, $0.seconds, $0.nanoseconds, path)
      }
    }
    return dated.sorted { $0 > $1 }.map(\.3)
  }
}
