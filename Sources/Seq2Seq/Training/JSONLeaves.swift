/// Every value of a JSON object of objects and values, by its path: `run.seed`.
struct JSONLeaves: Decodable {
  private(set) var values: [String: String] = [:]

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for key in container.allKeys {
      let name = key.stringValue
      if let object = try? container.decode(JSONLeaves.self, forKey: key) {
        for (path, value) in object.values { values["\(name).\(path)"] = value }
      } else if let text = try? container.decode(String.self, forKey: key) {
        values[name] = text
      } else if let flag = try? container.decode(Bool.self, forKey: key) {
        values[name] = flag ? "on" : "off"
      } else if let number = try? container.decode(UInt64.self, forKey: key) {
        values[name] = "\(number)"
      } else {
        values[name] = "\(try container.decode(Double.self, forKey: key))"
      }
    }
  }
}

/// The leaves of a JSON text; nil where it is not an object of objects and values.
func jsonLeaves(_ text: String) -> [String: String]? { jsonValue(JSONLeaves.self, text)?.values }
