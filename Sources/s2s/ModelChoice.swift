import Seq2Seq

/// Which model a command uses: the one that is named, else the newest trained of the first folder
/// that holds one, else the one that is built into the program.
enum ModelChoice {
  static let folder = "models"
  /// Used where its folder holds no trained model.
  private static let shipped = "default.safetensors"
  static let languageEnding = ".lm.safetensors"
  /// Names a folder that is searched before all others.
  static let variable = "S2S_MODELS"

  /// A model's file as messages call it, and what was read from it.
  typealias Read<Model> = (path: String, model: Model)

  /// Files that cannot be read, and those that hold no model, are passed over with a word on
  /// standard error.
  ///
  /// - Throws: `CommandError` where there is none; for a model that is named, what reading throws.
  static func find<Model: UsableModel>(named: String?) throws -> Read<Model> {
    if let named { return (named, try Model(path: named)) }
    if let found: Read<Model> = first() { return found }
    if let model = try Model.builtIn() { return (BuiltInModel.name, model) }
    throw CommandError.noModel(Model.kind, folders: folders)
  }

  /// Those that translate together: the named ones, a name without a file standing for the ensemble of
  /// this name; without a name the model that is found, and where it belongs to an ensemble the others
  /// of it.
  ///
  /// - Throws: as for one.
  static func find(named names: [String]) throws -> [Read<TranslationModel>] {
    if names.isEmpty {
      let found: Read<TranslationModel> = try find(named: nil)
      return try EnsembleFiles.around(found.path).map { path in
        path == found.path ? found : (path, try TranslationModel(path: path))
      }
    }
    return try names.flatMap { name in
      let members = fileExists(name) ? [] : EnsembleFiles.found(name)
      return try (members.isEmpty ? [name] : members).map { path in
        (path, try TranslationModel(path: path))
      }
    }
  }

  /// Whether a command finds the model of this file without being told its name.
  static func finds(_ path: String, _ kind: ModelKind) -> Bool {
    let found = folders.lazy.flatMap(candidates).first { (try? kind.isKind(ofFile: $0)) == true }
    return found.map { isSameFile($0, path) } ?? false
  }

  /// Where a model of this name is written unless told otherwise. Makes the folder; where that
  /// fails, writing the model says why.
  static func newPath(_ name: String, ending: String) -> String {
    makeFolder(folder)
    return "\(folder)/\(name)\(ending)"
  }

  // MARK: - Searching

  private static func first<Model: UsableModel>() -> Read<Model>? {
    if let namedFolder, realPath(namedFolder + "/.") == nil {
      Stream.error.line(
        "s2s: \(displayable(namedFolder)): no such folder, though \(variable) names it; passed over"
      )
    }
    for path in folders.lazy.flatMap(candidates) {
      do {
        if try Model.kind.isKind(ofFile: path) { return (path, try Model(path: path)) }
      } catch {
        Stream.error.line("s2s: passed over \(message(for: error))")
      }
    }
    return nil
  }

  /// By the environment, so that the user thinks it is there.
  private static var namedFolder: String? {
    environmentValue(variable).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// In the order in which they are searched.
  private static var folders: [String] {
    let beside = programFolder().map { "\($0)/\(folder)" }
    return [namedFolder, folder, beside.flatMap { isSameFile($0, folder) ? nil : $0 }]
      .compactMap { $0 }
  }

  /// Names of what may be a trained model, the newest first, equal times by name; then that of the
  /// shipped one.
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
