import Seq2Seq

enum ConvertCommand: Command {
  static let name = "convert"
  static let summary = "write a model to a smaller file"
  static let usage = "[OPTION…] OUT"
  static let details = """
    Writes the model to the file OUT with its weights rounded: to bytes (int8), a quarter of the size, \
    or to half precision (float16), half of it. From a file of bytes 'translate --weights int8' gives \
    the same translations as from the model itself, to the bit. Without --model it reads the one that \
    'translate' would use.
    """
  static let groups = [
    OptionGroup(
      "Conversion",
      [
        Option("model", short: "m", "FILE", "the model to read"),
        Option(
          "weights", "KIND",
          RunChoice.names(WeightStorage.self) + ", as the file holds them; default: int8"),
        Option("json", "print the result as JSON"),
      ])
  ]
  static let examples = [
    "s2s convert small.safetensors",
    "s2s convert --weights float16 -m models/default.safetensors half.safetensors",
  ]

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    guard let output = arguments.operands.first else { throw UsageError.missingArgument("OUT") }
    if arguments.operands.count > 1 { throw UsageError.unexpectedArgument(arguments.operands[1]) }
    let storage = try arguments.choice("weights", WeightStorage.self) ?? .int8
    _ = try arguments.threads()  // nothing here is worth sharing, but a wrong number stays wrong
    let used = try ModelInUse(arguments)
    guard !isSameFile(used.path, output) else { throw ConvertError.sameFile(path: output) }
    try used.model.write(to: output, as: storage)

    let result = Result(
      model: output, weights: storage.rawValue, bytes: fileSize(output) ?? 0, source: used.path,
      source_bytes: fileSize(used.path) ?? 0)
    Stream.output.line(
      arguments.has("json")
        ? try jsonText(result)
        : "\(output): \(storage), \(grouped(result.bytes)) bytes, before "
          + grouped(result.source_bytes))
    return 0
  }

  private struct Result: Encodable {
    let model, weights: String
    let bytes: Int
    let source: String
    let source_bytes: Int
  }
}

/// Why a model was not converted.
enum ConvertError: Error, Equatable, CustomStringConvertible {
  case sameFile(path: String)

  var description: String {
    switch self {
    case .sameFile(let path):
      "\(displayable(path)): is the model that is read, and rounding it cannot be undone; name another "
        + "file"
    }
  }
}
