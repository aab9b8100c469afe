/// Why a model file or training state was refused.
public enum ModelFileError: Error, Equatable, CustomStringConvertible {
  /// The file has no metadata of this program: it is another program's safetensors file.
  case notOurs(path: String, expected: String)
  /// A file of this program, but of another kind, such as a training state in place of a model.
  case otherKind(path: String, expected: String, found: String)
  /// The file was written by a later version of this program.
  case newerFormat(path: String, found: Int, known: Int)
  /// The file was written by a version that is too old to be read.
  case olderFormat(path: String, found: Int, oldest: Int)
  /// A text of the metadata is missing or wrong.
  case badMetadata(path: String, key: String, reason: String)
  /// A vocabulary does not have the number of tokens that the configuration says.
  case vocabularySize(path: String, side: String, expected: Int, found: Int)
  /// The configuration needs a tensor that the file does not hold.
  case missingTensor(path: String, tensor: String)
  /// The file holds a tensor that the configuration does not know.
  case unexpectedTensor(path: String, tensor: String)
  /// A tensor's shape differs from that in the configuration.
  case wrongShape(path: String, tensor: String, expected: [Int], found: [Int])
  /// The scales of a tensor of whole numbers are not float32.
  case wrongType(path: String, tensor: String, expected: String, found: String)
  /// A scale of whole numbers is below zero.
  case badScale(path: String, tensor: String, index: Int, found: Float)

  var isOlderFormat: Bool {
    if case .olderFormat = self { true } else { false }
  }

  /// One line that begins with the path. Control characters are escaped.
  public var description: String { displayable(message, limit: 500) }

  /// A kind as a file names it, in words. Bytes are compared: `==` of text that a file holds may take
  /// time that grows with its square.
  private static func named(_ kind: String) -> String {
    [ModelKind.translator, .languageModel]
      .first { $0.rawValue.utf8.elementsEqual(kind.utf8) }?.name ?? kind
  }

  private var message: String {
    switch self {
    case .notOurs(let path, let expected):
      "\(path): this is not a \(expected) of s2s (its metadata lacks 'format'); name another file"
    case .otherKind(let path, let expected, let found):
      "\(path): holds a \(Self.named(found)), expected a \(Self.named(expected)); name another file"
    case .newerFormat(let path, let found, let known):
      "\(path): format \(found) is newer than this program's \(known); upgrade s2s to read it"
    case .olderFormat(let path, let found, let oldest):
      "\(path): format \(found) is older than \(oldest), the oldest that this program reads; use the "
        + "s2s that wrote it"
    case .badMetadata(let path, let key, let reason):
      "\(path): metadata '\(key)' \(reason); copy the file again or train anew"
    case .vocabularySize(let path, let side, let expected, let found):
      "\(path): the \(side) vocabulary holds \(found) entries, its configuration says "
        + "\(expected); copy the file again or train anew"
    case .missingTensor(let path, let tensor):
      "\(path): tensor '\(tensor)' is missing; copy the file again or train anew"
    case .unexpectedTensor(let path, let tensor):
      "\(path): tensor '\(tensor)' has no place in this configuration; use the s2s that "
        + "wrote it"
    case .wrongShape(let path, let tensor, let expected, let found):
      "\(path): tensor '\(tensor)' has shape \(found), but its configuration needs \(expected)"
    case .wrongType(let path, let tensor, let expected, let found):
      "\(path): tensor '\(tensor)' is of type \(found), expected \(expected); "
        + "convert the model again"
    case .badScale(let path, let tensor, let index, let found):
      "\(path): value \(index) of '\(tensor)' is \(found), but a scale is at least 0; convert the "
        + "model again"
    }
  }
}
