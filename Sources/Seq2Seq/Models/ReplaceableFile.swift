/// What a safetensors file of this program is, as its metadata has it under `kind`.
private enum FileKind {
  /// Read from the header alone, where `format` and `kind` stand as this program writes them: damage
  /// further on does not make a file somebody else's. nil: not a file of this program.
  ///
  /// - Throws: `FileError`.
  static func name(ofFileAt path: String) throws -> String? {
    let file = try OpenFile(path, for: .inspecting)
    let start = try file.read(upTo: 8)
    guard let end = try? SafetensorsHeader.end(start, fileBytes: .max, path: path) else {
      return nil
    }
    let header = try file.read(upTo: end - start.count)
    // A quote within a string is escaped, so these are found as keys only.
    guard header.first == UInt8(ascii: "{"), let format = value(of: "format", in: header),
      Int(format) != nil
    else { return nil }
    return value(of: "kind", in: header)
  }

  /// The text behind `"key":"`, up to the next quote.
  private static func value(of key: String, in header: [UInt8]) -> String? {
    guard let place = header.firstRange(of: Array("\"\(key)\":\"".utf8)) else { return nil }
    let text = header[place.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Refuses to write a model over a file that is there and is not a model of this program.
///
/// - Throws: `FileError`.
package func requireReplaceableModel(_ path: String) throws {
  try requireReplaceable(path, as: \.rawValue, "model")
}

/// Refuses to write over a file that is there and has not the name of one of the kinds.
func requireReplaceable(
  _ path: String, as name: (ModelKind) -> String, _ expected: String
) throws {
  guard fileExists(path) else { return }
  let kind = try FileKind.name(ofFileAt: path)
  guard [.translator, .languageModel].contains(where: { name($0) == kind }) else {
    throw FileError.foreign(path: path, expected: expected)
  }
}
