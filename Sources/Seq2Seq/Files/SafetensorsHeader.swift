/// How a tensor's values are stored.
package enum SafetensorsType: String, Sendable {
  case float32 = "F32"
  case float16 = "F16"
  /// Whole numbers from -128 to 127.
  case int8 = "I8"

  package var bytesPerValue: Int {
    switch self {
    case .float32: 4
    case .float16: 2
    case .int8: 1
    }
  }
}

/// What a safetensors header says, checked against the length of the data after it.
struct SafetensorsHeader: Equatable, Sendable {
  struct Tensor: Equatable, Sendable {
    let name: String
    let type: SafetensorsType
    let shape: [Int]
    /// Counted from the start of the data.
    let offsets: Range<Int>

    var count: Int { offsets.count / type.bytesPerValue }
  }

  /// The limit of the format's own reader.
  static let lengthLimit = 100_000_000
  static let dimensionLimit = 8
  static let metadataName = "__metadata__"

  private(set) var metadata: SafetensorsMetadata = [:]
  /// In the order of the header.
  private(set) var tensors: [Tensor] = []
  /// The number of bytes that all tensors fill.
  private(set) var dataBytes = 0

  /// Reads the header that fills `range` of the file.
  ///
  /// - Parameter dataBytes: the number of bytes after the header; nil: as many as it says.
  /// - Throws: `SafetensorsError`, also where the tensors do not fill `dataBytes` bytes without
  ///   overlap and without a hole.
  init(_ bytes: [UInt8], in range: Range<Int>, dataBytes: Int?, path: String) throws {
    var text = SafetensorsText(bytes, in: range, path: path)
    try text.readObject { text, name in
      if UTF8Key(name) == UTF8Key(Self.metadataName) {
        try text.readObject { text, key in metadata[key] = try text.readString() }
      } else {
        tensors.append(try Self.readTensor(&text, name: name, dataBytes: dataBytes ?? .max))
      }
    }
    try text.readPadding()
    self.dataBytes = dataBytes ?? tensors.map(\.offsets.upperBound).max() ?? 0
    try requireFullCover(path: path)
  }

  private static func readTensor(
    _ text: inout SafetensorsText, name: String, dataBytes: Int
  ) throws -> Tensor {
    let path = text.path
    var type: SafetensorsType?
    var shape: [Int]?
    var offsets: Range<Int>?
    try text.readObject { text, field in
      switch field {
      case "dtype": type = try readType(&text, tensor: name)
      case "shape":
        shape = try text.readIntegers(limit: dimensionLimit)
        if shape == nil {
          throw SafetensorsError.tooManyDimensions(
            path: path, tensor: name, limit: dimensionLimit)
        }
      case "data_offsets": offsets = try readOffsets(&text, tensor: name)
      default: throw SafetensorsError.unknownField(path: path, tensor: name, field: field)
      }
    }
    guard let type, let shape, let offsets else {
      let field = type == nil ? "dtype" : shape == nil ? "shape" : "data_offsets"
      throw SafetensorsError.missingField(path: path, tensor: name, field: field)
    }
    guard let size = byteCount(of: shape, type) else {
      throw SafetensorsError.shapeTooLarge(path: path, tensor: name, shape: shape)
    }
    guard size == offsets.count else {
      throw SafetensorsError.wrongSize(
        path: path, tensor: name, shape: shape, expectedBytes: size, foundBytes: offsets.count)
    }
    guard offsets.upperBound <= dataBytes else {
      throw SafetensorsError.outsideData(
        path: path, tensor: name, end: offsets.upperBound, dataBytes: dataBytes)
    }
    return Tensor(name: name, type: type, shape: shape, offsets: offsets)
  }

  private static func readType(
    _ text: inout SafetensorsText, tensor: String
  ) throws -> SafetensorsType {
    let name = try text.readString(limit: SafetensorsText.nameLimit)
    guard let type = SafetensorsType(rawValue: name) else {
      throw SafetensorsError.unsupportedType(path: text.path, tensor: tensor, type: name)
    }
    return type
  }

  private static func readOffsets(
    _ text: inout SafetensorsText, tensor: String
  ) throws -> Range<Int> {
    let start = text.position
    let numbers = try text.readIntegers(limit: 2)
    guard let numbers, numbers.count == 2 else {
      throw SafetensorsError.unexpectedText(
        path: text.path, byte: start, expected: "two offsets",
        found: numbers.map { "\($0.count)" } ?? "more")
    }
    guard numbers[0] <= numbers[1] else {
      throw SafetensorsError.reversedOffsets(
        path: text.path, tensor: tensor, begin: numbers[0], end: numbers[1])
    }
    return numbers[0]..<numbers[1]
  }

  /// The size of a tensor in bytes; nil where it overflows.
  static func byteCount(of shape: [Int], _ type: SafetensorsType) -> Int? {
    var size = type.bytesPerValue
    for length in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      if overflow { return nil }
      size = product
    }
    return size
  }

  /// Checks that every byte of the data belongs to one tensor, as the format requires.
  private func requireFullCover(path: String) throws {
    var covered = 0
    var previous = ""
    let inOrder = tensors.sorted { a, b in
      let (a, b) = (a.offsets, b.offsets)
      return (a.lowerBound, a.upperBound) < (b.lowerBound, b.upperBound)
    }
    for tensor in inOrder {
      let begin = tensor.offsets.lowerBound
      if begin < covered {
        throw SafetensorsError.overlap(path: path, tensor: tensor.name, other: previous)
      }
      if begin > covered { throw SafetensorsError.hole(path: path, begin: covered, end: begin) }
      covered = tensor.offsets.upperBound
      previous = tensor.name
    }
    if covered < dataBytes {
      throw SafetensorsError.hole(path: path, begin: covered, end: dataBytes)
    }
  }
}
