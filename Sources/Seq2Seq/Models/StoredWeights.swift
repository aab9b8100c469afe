/// A tensor of a model file.
package struct ModelTensor: Sendable, Equatable {
  package let name: String
  package let shape: [Int]
  package let type: SafetensorsType
}

extension ParameterLayout {
  /// Parameters in their order, each in the type that it is stored in.
  func tensors(_ types: [SafetensorsType]) -> [ModelTensor] {
    zip(parameters, types).map { ModelTensor(name: $0.name, shape: $0.shape, type: $1) }
  }
}

extension Parameter {
  var scaleName: String { name + ".scale" }
}

extension ParameterSlab {
  /// The parameters as tensors to write; those that are not rounded are read from this slab's
  /// memory.
  func tensors(prefix: String = "", as storage: NumberFormat = .float32) -> [SafetensorsWriter
    .Tensor]
  {
    layout.parameters.flatMap { parameter in
      let name = prefix + parameter.name
      guard storage == .int8, parameter.shape.count == 2 else {
        return [
          SafetensorsWriter.Tensor(
            name: name, shape: parameter.shape, values: values(of: parameter))
        ]
      }
      let blocks = layout.blocks(of: parameter)
      let rounded = QuantizedWeight(self[parameter], blocks: blocks)
      return [
        .init(name: name, shape: parameter.shape, values: rounded.numbers, type: .int8),
        .init(
          name: prefix + parameter.scaleName, shape: [parameter.rows, blocks.count],
          values: rounded.scales),
      ]
    }
  }
}

extension SafetensorsFile {
  /// The weights of a layout, which must be all that the file holds, and the types they are in.
  func slab(of layout: ParameterLayout) throws -> (ParameterSlab, types: [SafetensorsType]) {
    try check(layout)  // before memory is taken for it
    let types = layout.parameters.map { type(of: $0.name) ?? .float32 }
    var known = Set(layout.parameters.map { UTF8Key($0.name) })
    for (parameter, type) in zip(layout.parameters, types) where type == .int8 {
      known.insert(UTF8Key(parameter.scaleName))
    }
    if let name = tensorNames.first(where: { !known.contains(UTF8Key($0)) }) {
      throw ModelFileError.unexpectedTensor(path: path, tensor: name)
    }
    let slab = ParameterSlab(layout)
    try fill(slab)
    return (slab, types)
  }

  /// Copies the tensors `prefix + name` of all of a layout's parameters into a slab, after checking
  /// that each is there in its shape.
  func fill(_ slab: ParameterSlab, prefix: String = "") throws {
    try check(slab.layout, prefix: prefix)
    for parameter in slab.layout.parameters {
      let values = UnsafeMutableBufferPointer(
        rebasing: slab.floats[parameter.offset..<parameter.offset + parameter.count])
      try copyFloats(prefix + parameter.name, into: values)
      if type(of: prefix + parameter.name) == .int8 {
        try scale(parameter, of: slab, prefix: prefix)
      }
    }
  }

  /// Turns whole numbers into the values that they stand for.
  private func scale(_ parameter: Parameter, of slab: ParameterSlab, prefix: String) throws {
    let name = prefix + parameter.scaleName
    let blocks = slab.layout.blocks(of: parameter)
    let scales = try floats(name)
    if let index = scales.firstIndex(where: { $0 < 0 }) {
      throw ModelFileError.badScale(path: path, tensor: name, index: index, found: scales[index])
    }
    QuantizedWeight.scale(slab[parameter], blocks: blocks, by: scales)
    let mayOverflow = scales.contains { !($0 * 128).isFinite }  // no number is larger
    if mayOverflow, let index = slab.values(of: parameter).firstIndex(where: { !$0.isFinite }) {
      throw SafetensorsError.notFinite(path: path, tensor: prefix + parameter.name, index: index)
    }
  }

  private func check(_ layout: ParameterLayout, prefix: String = "") throws(ModelFileError) {
    for parameter in layout.parameters {
      let name = prefix + parameter.name
      try check(name, shape: parameter.shape)
      if type(of: name) == .int8 {
        let scales = prefix + parameter.scaleName
        try check(scales, shape: [parameter.rows, layout.blocks(of: parameter).count])
        if let type = type(of: scales), type != .float32 {
          throw .wrongType(
            path: path, tensor: scales, expected: SafetensorsType.float32.rawValue,
            found: type.rawValue)
        }
      }
    }
  }

  private func check(_ name: String, shape expected: [Int]) throws(ModelFileError) {
    guard let shape = shape(of: name) else { throw .missingTensor(path: path, tensor: name) }
    if shape != expected {
      throw .wrongShape(path: path, tensor: name, expected: expected, found: shape)
    }
  }
}
