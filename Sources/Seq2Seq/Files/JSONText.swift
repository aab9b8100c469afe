#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// JSON text of a value on one line, its keys sorted, so that equal values give equal bytes.
///
/// - Throws: `JSONTextError`.
package func jsonText(_ value: some Encodable) throws(JSONTextError) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  do {
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  } catch EncodingError.invalidValue(let found, let context) {
    let field = context.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
    throw .notANumber(field: field.joined(separator: "."), found: "\(found)")
  } catch {
    throw .notEncodable
  }
}

/// Why a value has no JSON text.
package enum JSONTextError: Error, Equatable, CustomStringConvertible {
  /// JSON has no infinities and no NaN.
  case notANumber(field: String, found: String)
  case notEncodable

  package var description: String {
    switch self {
    case .notANumber(let field, let found):
      "\(displayable(field, limit: 80)): is \(displayable(found, limit: 80)), which JSON cannot hold; the "
        + "weights overflow, train anew or name another model"
    case .notEncodable:
      "the result has no JSON form; ask for plain text"
    }
  }
}

/// The value that a JSON text holds; nil if it holds no such value, or has a flaw.
func jsonValue<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
  guard JSONFlaw(in: text) == nil else { return nil }
  return try? JSONDecoder().decode(type, from: Data(text.utf8))
}

/// A flaw that makes a JSON text unsafe to decode.
///
/// The decoder stops the process if a text is nested beyond its own limit; and it hashes and
/// compares strings by canonical equivalence, which takes quadratic time for a long run of
/// combining marks. Nothing that this program writes comes near these limits.
enum JSONFlaw: Equatable, CustomStringConvertible {
  case nested
  case longString
  case long

  static let depthLimit = 64
  static let stringLimit = 1 << 14
  static let textLimit = 1 << 20

  init?(in text: String) {
    var depth = 0, stringBytes = 0
    var isInString = false, isEscaped = false
    var flaw: JSONFlaw? = text.utf8.count > Self.textLimit ? .long : nil
    for byte in text.utf8 where flaw == nil {
      if isInString {
        stringBytes += 1
        if stringBytes > Self.stringLimit { flaw = .longString }
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): (isInString, stringBytes) = (true, 0)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        if depth > Self.depthLimit { flaw = .nested }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
    }
    guard let flaw else { return nil }
    self = flaw
  }

  var description: String {
    switch self {
    case .nested: "is nested too deeply, more than \(Self.depthLimit) levels"
    case .longString: "holds a string of more than \(Self.stringLimit) bytes"
    case .long: "is longer than \(Self.textLimit) bytes"
    }
  }
}
