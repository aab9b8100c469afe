import Seq2Seq

enum ConvertCommand: Command {
  static let name = "convert"
  static let summary = "write a model to a smaller file"
  static let usage = "[OPTION…] [FILE]"
  static let details = """
    Reads the model FILE, by default the one that 'translate' would use, and writes it to another file \
    with its weights rounded: to bytes (int8), a quarter of the size, or to half precision (float16), \
    half of it. From a file of bytes 'translate --weights int8' gives the same translations as from \
    the model itself, to the bit. A model that is there already is replaced with --force alone; \
    another file never.
    """
  static let groups = [
    OptionGroup(
      "Conversion",
      [
        Option("model", short: "m", "FILE", "the model to read, as FILE"),
        Option(
          "output", short: "o", "FILE", "what to write; default: NAME.KIND.safetensors beside FILE"),
        Option(
          "weights", "KIND",
          NumberFormat.weights.map(\.rawValue).joined(separator: ", ") + ", as the file holds them; default: int8"),
        Option("force", "replace a model that is there"),
        Option("json", "print the result as JSON"),
      ])
  ]
  static let examples = [
    "s2s convert models/fables-luong.safetensors",
    "s2s convert --weights float16 --output half.safetensors small.safetensors",
  ]

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    if arguments.operands.count > 1 { throw UsageError.unexpectedArgument(arguments.operands[1]) }
    let storage = try arguments.choice("weights", among: NumberFormat.weights) ?? .int8
    _ = try arguments.threads()  // nothing here is worth sharing, but a wrong number stays wrong
    let named = arguments.operands.first
    if named != nil, arguments.has("model") { throw UsageError.conflict("FILE", "--model") }
    let used = try ModelInUse(arguments, named: named)
    let output =
      arguments.text("output")
      ?? defaultOutput(for: used.isBuiltIn ? "built-in" : used.path, storage)
    guard !isSameFile(used.path, output) else { throw ConvertError.sameFile(path: output) }
    let lock = try FileLock(output)
    try withExtendedLifetime(lock) {
      try requireReplaceableModel(output)
      if fileExists(output), !arguments.has("force") { throw ConvertError.exists(path: output) }
      AtomicFile.removeLeftovers(of: [output])
      try used.model.write(to: output, as: storage)
    }

    let result = Result(
      model: output, weights: storage.rawValue, bytes: fileSize(output) ?? 0, source: used.path,
      source_bytes: used.byteCount)
    Stream.output.line(
      arguments.has("json")
        ? try jsonText(result)
        : "\(output): \(storage), \(grouped(result.bytes)) bytes, before "
          + grouped(result.source_bytes))
    return 0
  }

  private static func defaultOutput(for path: String, _ storage: NumberFormat) -> String {
    let ending = ".safetensors"
    let stem = path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : path
    return "\(stem).\(storage.rawValue)\(ending)"
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
  case exists(path: String)

  var description: String {
    switch self {
    case .sameFile(let path):
      "\(displayable(path)): is the model that is read, and rounding it cannot be undone; name another "
        + "file"
    case .exists(let path):
      "\(displayable(path)): is there already; add --force to replace it, or name another file with "
        + "--output"
    }
  }
}
