/// Why a safetensors file was refused, or why one could not be written.
///
/// Bytes are counted from the start of the file in `byte`, and from the start of the data, as
/// the format does, in offsets.
public enum SafetensorsError: Error, Equatable, CustomStringConvertible {
  // The frame.
  /// The file is shorter than the 8 bytes that hold the header's length.
  case noHeaderLength(path: String, foundBytes: Int)
  /// The header is said to have more than `limit` bytes.
  case headerTooLong(path: String, foundBytes: UInt64, limit: Int)
  /// The file ends within the header.
  case headerCutShort(path: String, expectedBytes: Int, foundBytes: Int)

  // The header's text.
  /// The header is not JSON of the expected form.
  case unexpectedText(path: String, byte: Int, expected: String, found: String)
  /// The header is not UTF-8.
  case invalidUTF8(path: String, byte: Int)
  /// A shape or an offset is not a whole number that an `Int` can hold.
  case invalidNumber(path: String, byte: Int, found: String)
  /// Two tensors, two fields or two keys of the metadata have the same name.
  case duplicateName(path: String, name: String)
  /// A name has more than `limit` bytes.
  case nameTooLong(path: String, byte: Int, limit: Int)
  /// An object has more than `limit` names.
  case tooManyNames(path: String, byte: Int, limit: Int)

  // One tensor.
  /// A tensor lacks its type, its shape or its offsets.
  case missingField(path: String, tensor: String, field: String)
  /// A tensor has a field that the format does not know.
  case unknownField(path: String, tensor: String, field: String)
  /// The tensor's type is not F32, F16 or I8.
  case unsupportedType(path: String, tensor: String, type: String)
  /// The shape has more than `limit` dimensions.
  case tooManyDimensions(path: String, tensor: String, limit: Int)
  /// The product of the shape is more than an `Int` can hold.
  case shapeTooLarge(path: String, tensor: String, shape: [Int])
  /// The tensor ends before it begins.
  case reversedOffsets(path: String, tensor: String, begin: Int, end: Int)
  /// The offsets do not span the number of bytes that the shape and the type need.
  case wrongSize(path: String, tensor: String, shape: [Int], expectedBytes: Int, foundBytes: Int)
  /// The tensor ends after the end of the file.
  case outsideData(path: String, tensor: String, end: Int, dataBytes: Int)

  // All tensors together.
  /// Two tensors share bytes.
  case overlap(path: String, tensor: String, other: String)
  /// Bytes of the data belong to no tensor.
  case hole(path: String, begin: Int, end: Int)

  // Asking for values, and writing them.
  /// A tensor was asked for that the file does not hold.
  case noSuchTensor(path: String, tensor: String)
  /// A tensor does not have the number of values that were asked for.
  case wrongCount(path: String, tensor: String, expected: Int, found: Int)
  /// A value is infinite or not a number.
  case notFinite(path: String, tensor: String, index: Int)
  /// A value is beyond 65,504, the greatest value of float16.
  case tooLargeForFloat16(path: String, tensor: String, index: Int, value: Float)
  /// A tensor to be written has a name that the format reserves or that is too long.
  case invalidName(path: String, tensor: String)

  /// One line that begins with the path. Control characters are escaped.
  public var description: String { "\(displayable(path)): \(finding)" }

  private var finding: String {
    switch self {
    case .noHeaderLength(_, let found):
      "\(found) bytes are too few for a safetensors file, which begins with 8; copy it again"
    case .headerTooLong(_, let found, let limit):
      "promises a header of \(found) bytes, but the limit is \(limit); this is not a safetensors file"
    case .headerCutShort(_, let expected, let found):
      "promises a header of \(expected) bytes, but only \(found) follow; copy it again"

    case .unexpectedText(_, let byte, let expected, let found):
      "byte \(byte) of the header: expected \(expected), found \(found); \(damaged)"
    case .invalidUTF8(_, let byte):
      "byte \(byte) of the header: a text that is not UTF-8; \(damaged)"
    case .invalidNumber(_, let byte, let found):
      "byte \(byte) of the header: expected a whole number from 0 to \(Int.max), found \(found); "
        + damaged
    case .duplicateName(_, let name):
      "\(quoted(name)) occurs twice in the header; give each tensor and field a name of its own"
    case .nameTooLong(_, let byte, let limit):
      "byte \(byte) of the header: a name longer than \(limit) bytes; shorten it"
    case .tooManyNames(_, let byte, let limit):
      "byte \(byte) of the header: more than \(limit) names in one object; split the file"

    case .missingField(_, let tensor, let field):
      "\(quoted(tensor)) has no \(quoted(field)); \(damaged)"
    case .unknownField(_, let tensor, let field):
      "\(quoted(tensor)) has a field \(quoted(field)), "
        + "only dtype, shape and data_offsets are known; \(damaged)"
    case .unsupportedType(_, let tensor, let type):
      "\(quoted(tensor)) is of type \(quoted(type)), but only F32, F16 and I8 can be read; convert it"
    case .tooManyDimensions(_, let tensor, let limit):
      "\(quoted(tensor)) has more than \(limit) dimensions; reshape it"
    case .shapeTooLarge(_, let tensor, let shape):
      "\(quoted(tensor)) is \(shape), more than can be addressed; \(damaged)"
    case .reversedOffsets(_, let tensor, let begin, let end):
      "\(quoted(tensor)) begins at \(begin) and ends before, at \(end); \(damaged)"
    case .wrongSize(_, let tensor, let shape, let expected, let found):
      "\(quoted(tensor)) is \(shape), which needs \(expected) bytes, but has \(found); \(damaged)"
    case .outsideData(_, let tensor, let end, let available):
      "\(quoted(tensor)) ends at byte \(end) of the data, which is \(available) long; copy it again"

    case .overlap(_, let tensor, let other):
      "\(quoted(tensor)) begins inside \(quoted(other)); \(damaged)"
    case .hole(_, let begin, let end):
      "bytes \(begin) to \(end) of the data belong to no tensor; \(damaged)"

    case .noSuchTensor(_, let tensor):
      "has no tensor \(quoted(tensor)); was it made for another configuration?"
    case .wrongCount(_, let tensor, let expected, let found):
      "\(quoted(tensor)) has \(expected) values by its shape, but \(found) were given; make them agree"
    case .notFinite(_, let tensor, let index):
      "value \(index) of \(quoted(tensor)) is not finite; train again, with a lower learning rate"
    case .tooLargeForFloat16(_, let tensor, let index, let value):
      "value \(index) of \(quoted(tensor)) is \(value), beyond F16's 65504; keep F32 instead"
    case .invalidName(_, let tensor):
      "\(quoted(tensor)) cannot be the name of a tensor, since the format reserves it; choose another"
    }
  }

  private var damaged: String { "the file is damaged, copy it again" }

  private func quoted(_ name: String) -> String { "'\(displayable(name, limit: 80))'" }

  private var path: String {
    switch self {
    case .noHeaderLength(let path, _), .headerTooLong(let path, _, _),
      .headerCutShort(let path, _, _), .unexpectedText(let path, _, _, _),
      .invalidUTF8(let path, _), .invalidNumber(let path, _, _), .duplicateName(let path, _),
      .nameTooLong(let path, _, _), .tooManyNames(let path, _, _), .missingField(let path, _, _),
      .unknownField(let path, _, _), .unsupportedType(let path, _, _),
      .tooManyDimensions(let path, _, _), .shapeTooLarge(let path, _, _),
      .reversedOffsets(let path, _, _, _), .wrongSize(let path, _, _, _, _),
      .outsideData(let path, _, _, _), .overlap(let path, _, _), .hole(let path, _, _),
      .noSuchTensor(let path, _), .wrongCount(let path, _, _, _), .notFinite(let path, _, _),
      .tooLargeForFloat16(let path, _, _, _), .invalidName(let path, _):
      path
    }
  }
}
