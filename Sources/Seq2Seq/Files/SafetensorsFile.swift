/// A safetensors file, its header checked before anything in it is used.
///
/// The layout: 8 bytes with the header's length, little-endian; the header, a JSON object padded
/// with spaces; the data of all tensors, row by row, without gaps. Everything that the header says
/// is checked against the file, so that a damaged or hostile file is refused with a
/// `SafetensorsError` and reading a tensor cannot go astray; a tensor's data is read when it is
/// asked for. Source: the format's description in its repository,
/// github.com/huggingface/safetensors.
///
/// Stricter than the format in four ways: types are F32, F16 and I8 only, a tensor has at most
/// 8 dimensions and no unknown fields, a name at most 1,024 bytes, and an object at most 65,536
/// names. Names are told apart by their UTF-8 bytes.
package struct SafetensorsFile: Sendable {
  package let path: String
  private let data: SafetensorsData
  private let header: SafetensorsHeader
  private let tensors: [UTF8Key: SafetensorsHeader.Tensor]

  /// - Throws: `FileError` or `SafetensorsError`.
  package init(path: String) throws {
    let file = try OpenFile(path, for: .reading)
    let status = try file.status()
    let (header, start) = try SafetensorsHeader.read(
      from: file, fileBytes: status.isRegular ? status.byteCount : nil)
    if status.isRegular {
      self.init(path: path, header, .file(file, start: start.count))
      return
    }
    // A pipe is read once, to one byte beyond where the data should end.
    let expected = min(header.dataBytes, Int.max / 4)
    try requireMemory(for: 2 * expected, path: path)
    try self.init(bytes: start + file.read(upTo: expected + 1), path: path)
  }

  /// - Parameter path: the name that errors carry.
  package init(bytes: [UInt8], path: String) throws {
    let dataStart = try SafetensorsHeader.end(bytes, fileBytes: bytes.count, path: path)
    let header = try SafetensorsHeader(
      bytes, in: 8..<dataStart, dataBytes: bytes.count - dataStart, path: path)
    self.init(path: path, header, .bytes(bytes, start: dataStart))
  }

  private init(path: String, _ header: SafetensorsHeader, _ data: SafetensorsData) {
    self.path = path
    self.header = header
    self.data = data
    tensors = Dictionary(uniqueKeysWithValues: header.tensors.map { (UTF8Key($0.name), $0) })
  }

  package var metadata: SafetensorsMetadata { header.metadata }

  /// In the order of their UTF-8 bytes.
  package var tensorNames: [String] {
    header.tensors.map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The shape, outermost axis first; `[]` is a single value.
  package func shape(of name: String) -> [Int]? { tensors[UTF8Key(name)]?.shape }

  package func type(of name: String) -> SafetensorsType? { tensors[UTF8Key(name)]?.type }

  /// A tensor's values, row by row; float16 values and whole numbers become floats.
  ///
  /// - Throws: `SafetensorsError` where there is no such tensor, or a value is not finite;
  ///   `FileError`.
  package func floats(_ name: String, requireFinite: Bool = true) throws -> [Float] {
    let tensor = try find(name)
    try requireMemory(for: tensor.count * MemoryLayout<Float>.size, path: path)
    var values = [Float](repeating: 0, count: tensor.count)
    try values.withUnsafeMutableBufferPointer {
      try copyFloats(name, into: $0, requireFinite: requireFinite)
    }
    return values
  }

  /// Copies a tensor's values to memory of exactly its size, without an intermediate array.
  ///
  /// - Throws: `SafetensorsError`, as `floats(_:requireFinite:)`, or `wrongCount`; `FileError`.
  ///   After an error `destination` is partly written.
  package func copyFloats(
    _ name: String, into destination: UnsafeMutableBufferPointer<Float>, requireFinite: Bool = true
  ) throws {
    let tensor = try find(name)
    guard tensor.count == destination.count else {
      throw SafetensorsError.wrongCount(
        path: path, tensor: name, expected: tensor.count, found: destination.count)
    }
    try copy(tensor, into: destination)
    guard requireFinite, tensor.type != .int8 else { return }
    // The greatest magnitude, compared as whole numbers: a loop without an early exit runs on
    // vectors.
    var greatest: UInt32 = 0
    for value in destination { greatest = max(greatest, value.magnitude.bitPattern) }
    guard greatest >= Float.infinity.bitPattern else { return }
    if let index = destination.firstIndex(where: { !$0.isFinite }) {
      throw SafetensorsError.notFinite(path: path, tensor: name, index: index)
    }
  }

  private func find(_ name: String) throws -> SafetensorsHeader.Tensor {
    guard let tensor = tensors[UTF8Key(name)] else {
      throw SafetensorsError.noSuchTensor(path: path, tensor: name)
    }
    return tensor
  }

  private func copy(
    _ tensor: SafetensorsHeader.Tensor, into destination: UnsafeMutableBufferPointer<Float>
  ) throws {
    let width = tensor.type.bytesPerValue
    var piece = [UInt8](repeating: 0, count: min(tensor.offsets.count, 1 << 16))
    for begin in stride(from: 0, to: tensor.offsets.count, by: 1 << 16) {
      let count = min(tensor.offsets.count - begin, piece.count)
      try piece.withUnsafeMutableBytes { bytes in
        let bytes = UnsafeMutableRawBufferPointer(rebasing: bytes[..<count])
        try data.copy(tensor, from: begin, into: bytes, path: path)
        let values = UnsafeMutableBufferPointer(
          rebasing: destination[begin / width..<(begin + count) / width])
        // A separate loop for each type runs on vectors.
        switch tensor.type {
        case .float32:
          bytes.widen(UInt32.self, into: values) { Float(bitPattern: $0) }
        case .float16:
          bytes.widen(UInt16.self, into: values) { Float16Bits.widen($0) }
        case .int8:
          bytes.widen(Int8.self, into: values) { Float($0) }
        }
      }
    }
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Fills `values` with the value of each little-endian number.
  @inline(__always)
  fileprivate func widen<Bits: FixedWidthInteger>(
    _ type: Bits.Type, into values: UnsafeMutableBufferPointer<Float>, _ value: (Bits) -> Float
  ) {
    for i in values.indices {
      values[i] = value(
        Bits(littleEndian: load(fromByteOffset: MemoryLayout<Bits>.size * i, as: type)))
    }
  }
}

/// Where the data of a safetensors file is read from.
enum SafetensorsData: Sendable {
  case bytes([UInt8], start: Int)
  case file(OpenFile, start: Int)

  /// Fills `destination` with a tensor's bytes from its byte `begin` on.
  ///
  /// - Throws: `FileError`; `SafetensorsError` where the file has become shorter than it was.
  func copy(
    _ tensor: SafetensorsHeader.Tensor, from begin: Int,
    into destination: UnsafeMutableRawBufferPointer, path: String
  ) throws {
    let begin = tensor.offsets.lowerBound + begin
    switch self {
    case .bytes(let bytes, let start):
      bytes.withUnsafeBytes { bytes in
        let range = start + begin..<start + begin + destination.count
        destination.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
    case .file(let file, let start):
      let count = try file.read(into: destination, at: start + begin)
      guard count == destination.count else {
        throw SafetensorsError.outsideData(
          path: path, tensor: tensor.name, end: tensor.offsets.upperBound,
          dataBytes: begin + count)
      }
    }
  }
}
