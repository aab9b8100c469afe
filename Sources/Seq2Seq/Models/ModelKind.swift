/// What a model file of this program holds; the file's metadata has its raw value.
package enum ModelKind: String, Sendable {
  case translator = "model"
  case languageModel = "language model"

  /// What it is called in messages.
  var name: String {
    switch self {
    case .translator: "translator"
    case .languageModel: "language model"
    }
  }

  /// What the training state of such a model is called in its file.
  var stateName: String {
    switch self {
    case .translator: "training state"
    case .languageModel: "language model training state"
    }
  }

  /// The newest version of the kind's file format that can be read.
  var format: Int {
    switch self {
    case .translator: TranslationModel.format
    case .languageModel: LanguageModel.format
    }
  }

  /// Whether a file holds this kind, rather than another kind of this program, such as a training
  /// state. Reads the header only, no weights.
  ///
  /// - Throws: `FileError`, `SafetensorsError`, `ModelFileError` for other files, and for models of a
  ///   newer format.
  package func isKind(ofFile path: String) throws -> Bool {
    let metadata = MetadataReader(path: path, values: try SafetensorsFile.metadata(ofFile: path))
    do {
      try metadata.checkFormat(known: format, kind: rawValue)
    } catch ModelFileError.otherKind {
      return false
    }
    return true
  }
}
