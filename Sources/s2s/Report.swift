import Seq2Seq

/// Named values, printed as lines 'NAME VALUE' or as one JSON object, whose keys have underscores
/// instead of hyphens.
struct Report: Encodable {
  enum Value: Encodable {
    /// A number with this many digits after the point in a line; one that is not defined is left
    /// out of JSON.
    case number(Double, Int)
    case plain(any Encodable)

    var isDefined: Bool { if case .number(let number, _) = self { !number.isNaN } else { true } }

    var text: String {
      switch self {
      case .number(let number, let digits): fixed(number, digits)
      case .plain(let value): "\(value)"
      }
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .number(let number, _): try number.encode(to: encoder)
      case .plain(let value): try value.encode(to: encoder)
      }
    }
  }

  typealias Entry = (name: String, value: Value)
  var shown: [Entry]
  /// Further entries of the JSON object.
  var others: [Entry] = []

  func write(json: Bool) throws {
    Stream.output.write(
      json
        ? try jsonText(self) + "\n"
        : shown.map { "\($0.name) \($0.value.text)\n" }.joined())
  }

  func encode(to encoder: any Encoder) throws {
    let entries = (shown + others).filter(\.value.isDefined)
    let keys = entries.map { $0.name.replacing("-", with: "_") }
    try Dictionary(uniqueKeysWithValues: zip(keys, entries.map(\.value))).encode(to: encoder)
  }
}

extension Report {
  /// A report for JSON alone.
  init(_ values: KeyValuePairs<String, any Encodable>) {
    shown = values.map { ($0, .plain($1)) }
  }

  /// A text's score.
  init(_ score: TextScore, perplexity: Double? = nil) {
    shown =
      [
        ("log-probability", .number(score.logProbability, 6)), ("tokens", .plain(score.tokens)),
        ("unknown-tokens", .plain(score.unknownTokens)),
      ] + (perplexity.map { [("perplexity", .number($0, 3))] } ?? [])
  }
}
