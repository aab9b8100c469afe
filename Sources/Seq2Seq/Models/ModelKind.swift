/// What a model file of this program holds; its raw value stands in the file's metadata.
package enum ModelKind: String, Sendable {
  case translator = "model"
  case languageModel = "language model"

  /// What the state of a run that trains it calls itself in its file.
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

  /// Whether a file holds this kind, rather than another one of this program, such as a training
  /// state. Told from its header, without reading weights.
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
