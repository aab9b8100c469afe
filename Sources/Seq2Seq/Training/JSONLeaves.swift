/// Every value of a JSON object, by its path: `run.seed`.
struct JSONLeaves: Decodable {
  let values: [String: String]

  init(from decoder: any Swift.Decoder) throws {
    let tree = try JSONTree(from: decoder)
    guard case .object = tree else {
      throw DecodingError.typeMismatch(
        JSONLeaves.self, .init(codingPath: decoder.codingPath, debugDescription: "no object"))
    }
    values = tree.leaves()
  }
}

/// The leaves of a JSON text; nil where it is no object of objects and values.
func jsonLeaves(_ text: String) -> [String: String]? { jsonValue(JSONLeaves.self, text)?.values }

/// JSON of any form, to compare two documents value by value.
private enum JSONTree: Decodable {
  case object([String: JSONTree])
  case value(String)

  init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let object = try? container.decode([String: JSONTree].self) {
      self = .object(object)
    } else if let text = try? container.decode(String.self) {
      self = .value(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .value(flag ? "on" : "off")
    } else if let number = try? container.decode(UInt64.self) {
      self = .value("\(number)")
    } else {
      self = .value("\(try container.decode(Double.self))")
    }
  }

  func leaves(_ path: String = "") -> [String: String] {
    switch self {
    case .value(let text): [path: text]
    case .object(let object):
      object.reduce(into: [:]) { all, entry in
        let name = path.isEmpty ? entry.key : "\(path).\(entry.key)"
        all.merge(entry.value.leaves(name)) { first, _ in first }
      }
    }
  }
}
