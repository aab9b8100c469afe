/// The kind of a safetensors file of this program, from `kind` in its metadata.
private enum FileKind {
  /// Reads the header alone, for `format` and `kind` as this program writes them: damage further on
  /// does not make a file another program's. nil: not a file of this program.
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

  /// The text after `"key":"`, up to the next quote.
  private static func value(of key: String, in header: [UInt8]) -> String? {
    guard let place = header.firstRange(of: Array("\"\(key)\":\"".utf8)) else { return nil }
    let text = header[place.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Refuses to write a model over an existing file that is not a model of this program.
///
/// - Throws: `FileError`.
package func requireReplaceableModel(_ path: String) throws {
  try requireReplaceable(path, as: \.rawValue, "model")
}

/// Refuses to write over an existing file that is not of one of the kinds with a name.
func requireReplaceable(
  _ path: String, as name: (ModelKind) -> String, _ expected: String
) throws {
  guard fileExists(path) else { return }
  let kind = try FileKind.name(ofFileAt: path)
  guard [.translator, .languageModel].contains(where: { name($0) == kind }) else {
    throw FileError.foreign(path: path, expected: expected)
  }
}
