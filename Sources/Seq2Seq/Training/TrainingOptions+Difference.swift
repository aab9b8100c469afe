extension RunOptions {
  /// The first option in which two sets differ, by its name in the file, with both values.
  func firstDifference(
    from expected: Self
  ) throws -> (name: String, found: String, expected: String) {
    let left = try fields(), right = try expected.fields()
    for key in Set(left.keys).union(right.keys).sorted() where left[key] != right[key] {
      return (key, left[key] ?? "nothing", right[key] ?? "nothing")
    }
    return ("options", "these", "others")
  }

  /// Every value of the JSON form, by its path.
  private func fields() throws -> [String: String] {
    guard let tree = jsonValue(JSONTree.self, try jsonText(self)) else { return [:] }
    return tree.leaves()
  }
}

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
