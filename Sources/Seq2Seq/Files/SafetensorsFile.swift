/// A safetensors file, read whole and checked before anything in it is used.
///
/// The layout: 8 bytes with the header's length, little-endian; the header, a JSON object padded
/// with spaces; the data of all tensors, row by row, without gaps. Every promise of the header is
/// held against the file, so that a damaged or hostile one is refused with a `SafetensorsError` and
/// reading a tensor cannot go astray. Source: the format's description in its repository,
/// github.com/huggingface/safetensors.
///
/// Stricter than the format in four ways: types are F32, F16 and I8 only, a tensor has at most
/// 8 dimensions and no unknown fields, a name at most 1,024 bytes, and an object at most 65,536
/// names.
public struct SafetensorsFile: Sendable {
  public let path: String
  private let bytes: [UInt8]
  private let dataStart: Int
  private let header: SafetensorsHeader
  private let tensors: [String: SafetensorsHeader.Tensor]

  /// - Throws: `FileError` or `SafetensorsError`.
  public init(path: String) throws {
    try self.init(bytes: readWholeFile(path), path: path)
  }

  /// - Parameter path: the name that errors carry.
  public init(bytes: [UInt8], path: String) throws {
    self.path = path
    self.bytes = bytes
    dataStart = try Self.headerEnd(bytes, fileBytes: bytes.count, path: path)
    header = try SafetensorsHeader(
      bytes, in: 8..<dataStart, dataBytes: bytes.count - dataStart, path: path)
    tensors = Dictionary(uniqueKeysWithValues: header.tensors.map { ($0.name, $0) })
  }

  public var metadata: [String: String] { header.metadata }

  /// In the order of their UTF-8 bytes.
  public var tensorNames: [String] {
    header.tensors.map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Outermost axis first; `[]` is a single value.
  public func shape(of name: String) -> [Int]? { tensors[name]?.shape }

  public func type(of name: String) -> SafetensorsType? { tensors[name]?.type }

  /// A tensor's values, row by row; halves and whole numbers become floats.
  ///
  /// - Throws: `SafetensorsError`: no such tensor, or a value that is not finite.
  public func floats(_ name: String, requireFinite: Bool = true) throws -> [Float] {
    let tensor = try find(name)
    return try [Float](unsafeUninitializedCapacity: tensor.count) { buffer, count in
      let destination = UnsafeMutableBufferPointer(rebasing: buffer[..<tensor.count])
      try copy(tensor, into: destination, requireFinite: requireFinite)
      count = tensor.count
    }
  }

  /// Copies a tensor's values to memory of exactly its size, without an array in between.
  ///
  /// - Throws: `SafetensorsError`, as `floats(_:requireFinite:)`, or `wrongCount`. After a value
  ///   that is not finite, `destination` is partly written.
  public func copyFloats(
    _ name: String, into destination: UnsafeMutableBufferPointer<Float>, requireFinite: Bool = true
  ) throws {
    let tensor = try find(name)
    guard tensor.count == destination.count else {
      throw SafetensorsError.wrongCount(
        path: path, tensor: name, expected: tensor.count, found: destination.count)
    }
    try copy(tensor, into: destination, requireFinite: requireFinite)
  }

  private func find(_ name: String) throws -> SafetensorsHeader.Tensor {
    guard let tensor = tensors[name] else {
      throw SafetensorsError.noSuchTensor(path: path, tensor: name)
    }
    return tensor
  }

  private func copy(
    _ tensor: SafetensorsHeader.Tensor, into destination: UnsafeMutableBufferPointer<Float>,
    requireFinite: Bool
  ) throws {
    let begin = dataStart + tensor.offsets.lowerBound
    bytes.withUnsafeBytes { bytes in
      switch tensor.type {
      case .float32:
        // Bytes as they are, which a little-endian machine takes for its numbers at once.
        let memory = UnsafeMutableRawBufferPointer(destination)
        memory.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[begin..<begin + memory.count]))
        if UInt32(1).littleEndian != 1 {
          for index in destination.indices {
            let bits = UInt32(littleEndian: destination[index].bitPattern)
            destination[index] = Float(bitPattern: bits)
          }
        }
      case .float16:
        for index in destination.indices {
          let bits = bytes.loadUnaligned(fromByteOffset: begin + 2 * index, as: UInt16.self)
          destination[index] = Half.widen(UInt16(littleEndian: bits))
        }
      case .int8:
        for index in destination.indices {
          destination[index] = Float(Int8(bitPattern: bytes[begin + index]))
        }
      }
    }
    guard requireFinite else { return }
    // The greatest magnitude, as whole numbers order them: a loop without a way out runs on vectors.
    var greatest: UInt32 = 0
    for value in destination { greatest = max(greatest, value.magnitude.bitPattern) }
    guard greatest >= Float.infinity.bitPattern else { return }
    if let index = destination.firstIndex(where: { !$0.isFinite }) {
      throw SafetensorsError.notFinite(path: path, tensor: tensor.name, index: index)
    }
  }
}
