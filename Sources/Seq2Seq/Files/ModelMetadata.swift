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
    guard let text = values["format"], values["kind"] == kind else {
      throw .notOurs(path: path, expected: kind)
    }
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

extension ParameterSlab {
  /// The parameters as tensors to write; they read this slab's memory.
  func tensors(prefix: String = "") -> [SafetensorsWriter.Tensor] {
    layout.parameters.map {
      SafetensorsWriter.Tensor(name: prefix + $0.name, shape: $0.shape, values: values(of: $0))
    }
  }
}
