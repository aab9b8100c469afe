/// Writes safetensors files whose bytes depend on their contents alone.
///
/// Metadata keys and tensors are written in the order of their UTF-8 bytes, whatever order they are
/// given in; the data follows without gaps. The header is padded with spaces so that the data
/// begins at a multiple of 64 bytes.
package struct SafetensorsWriter {
  /// A tensor to write. Values are row by row.
  package struct Tensor {
    enum Values {
      case array([Float])
      case memory(UnsafeBufferPointer<Float>)
    }

    package let name: String
    package let shape: [Int]
    /// nil: the writer's type.
    package let type: SafetensorsType?
    let values: Values

    /// - Parameter type: the type of this tensor alone. For I8 the values must be whole numbers
    ///   from -128 to 127.
    package init(name: String, shape: [Int], values: [Float], type: SafetensorsType? = nil) {
      self.name = name
      self.shape = shape
      self.values = .array(values)
      self.type = type
    }

    /// - Parameter values: read during `write`, not copied, and not kept beyond it.
    package init(name: String, shape: [Int], values: UnsafeBufferPointer<Float>) {
      self.name = name
      self.shape = shape
      self.values = .memory(values)
      type = nil
    }

    func withValues<Result>(
      _ body: (UnsafeBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
      switch values {
      case .array(let array): try array.withUnsafeBufferPointer(body)
      case .memory(let buffer): try body(buffer)
      }
    }
  }

  package var metadata: SafetensorsMetadata = [:]
  /// The type of tensors that do not name their own.
  package var type = SafetensorsType.float32
  /// Refuses infinities and NaN. A finite value too large for F16 is refused in any case.
  package var requireFinite = true

  /// Writes the tensors to `path` in one step; on any error the file there stays as it was.
  ///
  /// - Throws: `SafetensorsError` for what no reader would accept; `FileError`.
  package func write(_ tensors: [Tensor], to path: String) throws {
    let tensors = tensors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    try check(tensors, path: path)
    let header = header(tensors)
    // Room for padding; a reader refuses what is beyond the limit.
    guard header.count < SafetensorsHeader.lengthLimit else {
      throw SafetensorsError.headerTooLong(
        path: path, foundBytes: UInt64(header.count), limit: SafetensorsHeader.lengthLimit)
    }
    try AtomicFile.write(to: path) { file in
      try file.write(header)
      for tensor in tensors { try write(tensor, to: &file, path: path) }
    }
  }

  private func check(_ tensors: [Tensor], path: String) throws {
    var names: Set<UTF8Key> = []
    for tensor in tensors {
      try check(name: tensor.name, path: path)
      if UTF8Key(tensor.name) == UTF8Key(SafetensorsHeader.metadataName) {
        throw SafetensorsError.invalidName(path: path, tensor: tensor.name)
      }
      guard names.insert(UTF8Key(tensor.name)).inserted else {
        throw SafetensorsError.duplicateName(path: path, name: tensor.name)
      }
      precondition(tensor.shape.allSatisfy { $0 >= 0 }, "\(tensor.name): shape \(tensor.shape)")
      guard tensor.shape.count <= SafetensorsHeader.dimensionLimit else {
        throw SafetensorsError.tooManyDimensions(
          path: path, tensor: tensor.name, limit: SafetensorsHeader.dimensionLimit)
      }
      let type = tensor.type ?? type
      guard let size = SafetensorsHeader.byteCount(of: tensor.shape, type) else {
        throw SafetensorsError.shapeTooLarge(
          path: path, tensor: tensor.name, shape: tensor.shape)
      }
      let count = tensor.withValues(\.count)
      guard count == size / type.bytesPerValue else {
        throw SafetensorsError.wrongCount(
          path: path, tensor: tensor.name, expected: size / type.bytesPerValue, found: count)
      }
    }
    for key in metadata.keys { try check(name: key, path: path) }
    for count in [tensors.count + 1, metadata.count] where count > SafetensorsText.nameCountLimit {
      throw SafetensorsError.tooManyNames(
        path: path, byte: 8, limit: SafetensorsText.nameCountLimit)
    }
  }

  private func check(name: String, path: String) throws {
    guard name.utf8.count <= SafetensorsText.nameLimit else {
      throw SafetensorsError.nameTooLong(path: path, byte: 8, limit: SafetensorsText.nameLimit)
    }
  }

  /// The length, the object and the padding.
  private func header(_ tensors: [Tensor]) -> [UInt8] {
    func object(_ members: [(name: String, value: [UInt8])]) -> [UInt8] {
      let members = members.map { quoted($0.name) + [UInt8(ascii: ":")] + $0.value }
      return [UInt8(ascii: "{")] + members.joined(separator: [UInt8(ascii: ",")])
        + [UInt8(ascii: "}")]
    }
    var members: [(name: String, value: [UInt8])] = []
    if !metadata.isEmpty {
      let texts = metadata.keys.map { (name: $0, value: quoted(metadata[$0] ?? "")) }
      members.append((SafetensorsHeader.metadataName, object(texts)))
    }
    var offset = 0
    for tensor in tensors {
      let type = tensor.type ?? type
      let end = offset + tensor.withValues(\.count) * type.bytesPerValue
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      let offsets = "\"data_offsets\":[\(offset),\(end)]"
      let value = "{\"dtype\":\"\(type.rawValue)\",\"shape\":[\(shape)],\(offsets)}"
      members.append((tensor.name, Array(value.utf8)))
      offset = end
    }
    var json = object(members)
    json += repeatElement(UInt8(ascii: " "), count: (64 - (json.count + 8) % 64) % 64)
    return (0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) } + json
  }

  /// Converts a tensor piece by piece, so that no second copy of it is held.
  private func write(
    _ tensor: Tensor, to file: inout AtomicFile.Writer, path: String
  ) throws {
    let type = tensor.type ?? type
    try tensor.withValues { values in
      var piece: [UInt8] = []
      for indices in values.indices.chunks(of: 1 << 14) {
        piece.removeAll(keepingCapacity: true)
        for index in indices {
          let value = values[index]
          if requireFinite, !value.isFinite {
            throw SafetensorsError.notFinite(path: path, tensor: tensor.name, index: index)
          }
          switch type {
          case .float32:
            withUnsafeBytes(of: value.bitPattern.littleEndian) { piece.append(contentsOf: $0) }
          case .float16:
            let half = Float16Bits.narrow(value)
            if value.isFinite, half & 0x7FFF == 0x7C00 {
              throw SafetensorsError.tooLargeForFloat16(
                path: path, tensor: tensor.name, index: index, value: value)
            }
            withUnsafeBytes(of: half.littleEndian) { piece.append(contentsOf: $0) }
          case .int8:
            guard let whole = Int8(exactly: value) else {
              preconditionFailure("value \(index) of \(tensor.name) is \(value), no I8")
            }
            piece.append(UInt8(bitPattern: whole))
          }
        }
        try file.write(piece)
      }
    }
  }
}

/// A JSON string. Only quotes, backslashes and control characters are escaped.
private func quoted(_ text: String) -> [UInt8] {
  let hexadecimal = Array("0123456789abcdef".utf8)
  var json = [UInt8(ascii: "\"")]
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), byte]
    case UInt8(ascii: "\n"): json += "\\n".utf8
    case UInt8(ascii: "\t"): json += "\\t".utf8
    case ..<0x20:
      json += "\\u00".utf8
      json += [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
    default: json.append(byte)
    }
  }
  return json + [UInt8(ascii: "\"")]
}
