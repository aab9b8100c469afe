/// Typed reading of a file's metadata, with an error that names the key.
struct MetadataReader {
  let path: String
  let values: [String: String]

  func text(_ key: String) throws(ModelFileError) -> String {
    guard let text = values[key] else {
      throw .badMetadata(path: path, key: key, reason: "is missing")
    }
    return text
  }

  func json<Value: Decodable>(_ key: String, _ type: Value.Type) throws(ModelFileError) -> Value {
    guard let value = jsonValue(type, try text(key)) else {
      throw .badMetadata(path: path, key: key, reason: "does not read as what it should hold")
    }
    return value
  }

  /// Refuses files of other programs, and of later versions of this one.
  func checkFormat(known: Int, kind: String) throws(ModelFileError) {
    guard let text = values["format"], let found = values["kind"] else {
      throw .notOurs(path: path, expected: kind)
    }
    if found != kind { throw .otherKind(path: path, expected: kind, found: found) }
    guard let format = Int(text), format > 0 else {
      throw .badMetadata(path: path, key: "format", reason: "is no version number")
    }
    if format > known { throw .newerFormat(path: path, found: format, known: known) }
  }
}

extension SafetensorsFile {
  /// Copies the tensors `prefix + name` of all of a layout's parameters into a slab, after checking
  /// that each is there in its shape.
  func fill(_ slab: ParameterSlab, prefix: String = "") throws {
    try check(slab.layout, prefix: prefix)
    for parameter in slab.layout.parameters {
      try copyFloats(
        prefix + parameter.name,
        into: UnsafeMutableBufferPointer(
          rebasing: slab.floats[parameter.offset..<parameter.offset + parameter.count]))
    }
  }

  func check(_ layout: ParameterLayout, prefix: String = "") throws(ModelFileError) {
    for parameter in layout.parameters {
      let name = prefix + parameter.name
      guard let shape = shape(of: name) else {
        throw .missingTensor(path: path, tensor: name)
      }
      if shape != parameter.shape {
        throw .wrongShape(path: path, tensor: name, expected: parameter.shape, found: shape)
      }
    }
  }
}

extension SafetensorsFile {
  /// The weights of a layout, which must be all that the file holds.
  func slab(of layout: ParameterLayout) throws -> ParameterSlab {
    let known = Set(layout.parameters.map(\.name))
    if let name = tensorNames.first(where: { !known.contains($0) }) {
      throw ModelFileError.unexpectedTensor(path: path, tensor: name)
    }
    try check(layout)  // before memory is taken for it
    let slab = ParameterSlab(layout)
    try fill(slab)
    return slab
  }
}

extension TextSide {
  /// Reads the keys that begin with `name`; the vocabulary must hold `expected` entries.
  init(_ name: String, _ metadata: MetadataReader, expected: Int) throws(ModelFileError) {
    let vocabulary: Vocabulary
    do {
      vocabulary = try Vocabulary(serialized: try metadata.text("\(name).vocabulary"))
    } catch let error as VocabularyError {
      throw .badMetadata(
        path: metadata.path, key: "\(name).vocabulary", reason: "is damaged (\(error))")
    } catch let error as ModelFileError {
      throw error
    } catch {
      throw .badMetadata(path: metadata.path, key: "\(name).vocabulary", reason: "is damaged")
    }
    if vocabulary.count != expected {
      throw .vocabularySize(
        path: metadata.path, side: name, expected: expected, found: vocabulary.count)
    }
    let language = try metadata.text("\(name).language")
    guard oneLine(language, limit: 64).utf8.elementsEqual(language.utf8) else {
      throw .badMetadata(
        path: metadata.path, key: "\(name).language", reason: "is no name of a language")
    }
    self.init(
      language: language,
      tokenizer: try metadata.json("\(name).tokenizer", Tokenizer.self), vocabulary: vocabulary)
  }

  /// What `init` reads.
  func metadata(_ name: String) throws -> [String: String] {
    [
      "\(name).language": language, "\(name).tokenizer": try jsonText(tokenizer),
      "\(name).vocabulary": vocabulary.serialized,
    ]
  }
}

extension ParameterSlab {
  /// The parameters as tensors to write; they read this slab's memory.
  func tensors(prefix: String = "") -> [SafetensorsWriter.Tensor] {
    layout.parameters.map {
      SafetensorsWriter.Tensor(name: prefix + $0.name, shape: $0.shape, values: values(of: $0))
    }
  }
}
