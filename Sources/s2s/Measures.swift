import Seq2Seq

/// Measures by name, told as lines 'NAME VALUE' or as one JSON object, whose keys have underscores
/// for hyphens.
struct Measures: Encodable {
  enum Value: Encodable {
    /// With digits behind the point in a line; one that is not defined is left out of JSON.
    case number(Double, Int)
    case count(Int)
    case text(String)

    var isDefined: Bool { if case .number(let number, _) = self { !number.isNaN } else { true } }

    var text: String {
      switch self {
      case .number(let number, let digits): fixed(number, digits)
      case .count(let count): "\(count)"
      case .text(let text): text
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let number, _): try container.encode(number)
      case .count(let count): try container.encode(count)
      case .text(let text): try container.encode(text)
      }
    }
  }

  typealias Entry = (name: String, value: Value)
  var shown: [Entry]
  /// What JSON has beside them.
  var others: [Entry] = []

  func write(json: Bool) throws {
    Stream.output.write(
      json
        ? try jsonText(self) + "\n"
        : shown.map { "\($0.name) \($0.value.text)\n" }.joined())
  }

  func encode(to encoder: any Encoder) throws {
    let entries = (shown + others).filter(\.value.isDefined)
    try Dictionary(uniqueKeysWithValues: entries.map { ($0.name.replacing("-", with: "_"), $0.value) })
      .encode(to: encoder)
  }
}

extension Measures {
  /// Of a text that was scored, `value` of all that it can be told as.
  init(_ score: TextScore, _ value: Double, perplexity: Double? = nil) {
    shown = [
      ("log-probability", .number(value, 6)), ("tokens", .count(score.tokens)),
      ("unknown-tokens", .count(score.unknownTokens)),
    ] + (perplexity.map { [("perplexity", .number($0, 3))] } ?? [])
  }
}
