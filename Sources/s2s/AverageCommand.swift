import Seq2Seq

enum AverageCommand: Command {
  static let name = "average"
  static let summary = "write the mean of models' weights"
  static let usage = "[OPTION…] MODEL MODEL…"
  static let details = """
    Reads models that one run has written at different updates, as 'train \(Options.keepCheckpoints) N' \
    keeps them, and writes the model whose weights are their means, which often translates better than \
    any of them. All must have the same sizes and vocabularies.
    """
  static let mostOperands = 1_000

  private static let output = Option.file("output", short: "o", "what to write")

  static let groups: OptionGroups = [
    "Average": [
      output, ConvertCommand.force, Options.json.saying("print the result as JSON"),
    ]
  ]
  static let examples = [
    "s2s average models/fables-luong.update-*.safetensors --output models/mean.safetensors"
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let paths = arguments.operands
    if paths.count < 2 {
      throw UsageError.missingArgument(paths.isEmpty ? "MODEL" : "a second MODEL")
    }
    guard let path = arguments[output] else { throw UsageError.missingOption("\(output) FILE") }
    if let same = paths.first(where: { isSameFile($0, path) }) {
      throw CommandError.sameFile(path: same)
    }
    for (place, path) in paths.enumerated() {
      if paths[..<place].contains(where: { isSameFile($0, path) }) {
        throw UsageError.repeated(option: displayable(path))
      }
    }
    var average = ModelAverage(try TranslationModel(path: paths[0]))
    for other in paths.dropFirst() {
      try average.add(TranslationModel(path: other), path: other)
    }
    try ConvertCommand.write(to: path, force: arguments[ConvertCommand.force]) {
      try average.model.write(to: path)
    }
    Stream.output.line(
      arguments.json
        ? try jsonText(Report(["model": path, "models": paths]))
        : "\(displayable(path)): the mean of \(counted(paths.count, "model"))")
    return 0
  }
}
