/// The texts of a safetensors file by their keys; both are compared by their UTF-8 bytes.
package struct SafetensorsMetadata: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  private var values: [UTF8Key: UTF8Key] = [:]

  package init(dictionaryLiteral elements: (String, String)...) {
    for (key, value) in elements { self[key] = value }
  }

  package subscript(key: String) -> String? {
    get { values[UTF8Key(key)]?.text }
    set { values[UTF8Key(key)] = newValue.map { UTF8Key($0) } }
  }

  package var count: Int { values.count }
  package var isEmpty: Bool { values.isEmpty }

  /// In the order of their UTF-8 bytes.
  package var keys: [String] {
    values.keys.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Adds the texts of another, which replace those with the same keys.
  mutating func merge(_ other: SafetensorsMetadata) {
    values.merge(other.values) { $1 }
  }
}
