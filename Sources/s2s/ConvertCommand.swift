import Seq2Seq

enum ConvertCommand: Command {
  static let name = "convert"
  static let summary = "write a model to a smaller file"
  static let usage = "[OPTION…] [FILE]"
  static let details = """
    Reads the model FILE, by default the one that 'translate' would use, and writes it to another file \
    with its weights rounded: to bytes (int8), a quarter of the size, or to half precision (float16), \
    half of it. From an int8 file 'translate \(weights) int8' gives exactly the same translations as \
    from the model itself. An existing model is replaced only with \(force); any other file never is.
    """
  static let mostOperands = 1

  static let output = Option.file(
    "output", short: "o", "what to write", default: "NAME.KIND.safetensors beside FILE")
  private static let weights = Option.choice("weights", "KIND", NumberFormat.weights) {
    "\($0): format of the weights in the file"
  }.or(.int8)
  static let force = Option.flag("force", "replace an existing model")

  static let groups: OptionGroups = [
    "Conversion": [
      Options.model.saying("the model to read, as FILE"), output, weights, force,
      Options.json.saying("print the result as JSON"),
    ]
  ]
  static let examples = [
    "s2s convert models/fables-luong.safetensors",
    "s2s convert --weights float16 --output half.safetensors small.safetensors",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let storage = arguments[weights]
    let named = arguments.operands.first
    if named != nil, arguments.has(Options.model) {
      throw UsageError.conflict("FILE", "\(Options.model)")
    }
    let used = try ModelInUse<TranslationModel>(arguments, named: named)
    let path =
      arguments[output]
      ?? defaultOutput(for: used.isBuiltIn ? "built-in" : used.path, storage)
    guard !isSameFile(used.path, path) else { throw CommandError.sameFile(path: path) }
    try write(to: path, force: arguments[force]) { try used.model.write(to: path, as: storage) }

    let bytes = fileSize(path) ?? 0
    var report = Report([
      "model": path, "weights": storage, "bytes": bytes, "source": used.path,
    ])
    if let before = used.byteCount { report.others.append(("source-bytes", .plain(before))) }
    Stream.output.line(
      arguments.json
        ? try jsonText(report)
        : "\(path): \(storage), \(grouped(bytes)) bytes"
          + (used.byteCount.map { ", before \(grouped($0))" } ?? ""))
    return 0
  }

  /// Writes a model where there is none, or over an existing one if that is asked for.
  static func write(to path: String, force: Bool, _ body: () throws -> Void) throws {
    let lock = try FileLock(path)
    try withExtendedLifetime(lock) {
      try requireReplaceableModel(path)
      if fileExists(path), !force { throw CommandError.exists(path: path, option: "\(output)") }
      AtomicFile.removeLeftovers(of: [path])
      try body()
    }
  }

  private static func defaultOutput(for path: String, _ storage: NumberFormat) -> String {
    let ending = ".safetensors"
    let stem = path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : path
    return "\(stem).\(storage.rawValue)\(ending)"
  }
}
