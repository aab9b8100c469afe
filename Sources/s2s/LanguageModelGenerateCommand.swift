import Seq2Seq

enum LanguageModelGenerateCommand: Command {
  static let name = "lm generate"
  static let summary = "continue a text from a prompt"
  static let details = """
    Prints the prompt and continues it, token by token as they are drawn. With several \
    samples, the first is shown as it grows, and a line '-- N --' stands before each other one. The \
    same seed gives the same text.
    """
  static let groups: OptionGroups = [
    "Generation": [Options.model, Options.prompt] + Options.generation
      + [Options.json.saying("print a JSON object for each text")]
  ]
  static let examples = [
    "s2s lm generate --prompt \"Once upon a time\"",
    "s2s lm generate --temperature 0.8 --top-p 0.95 --samples 3 --seed 7",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let options = try read(arguments)
    let prompt = arguments[Options.prompt] ?? ""
    let used = try ModelInUse<LanguageModel>(arguments)
    used.warn(of: prompt)
    let session = LanguageModelSession(used.model, threads: arguments.threads)
    let json = arguments.json
    if !json { Stream.output.write(prompt) }
    let texts = try session.generate(prompt, options) { sample, text in
      if sample == 0, !json { Stream.output.write(text) }
    }
    if json {
      for text in texts {
        try Stream.output.line(jsonText(Report(["prompt": prompt, "text": text])))
      }
      return 0
    }
    Stream.output.write("\n")
    for (i, text) in texts.enumerated().dropFirst() {
      Stream.output.write("-- \(i + 1) --\n\(prompt)\(text)\n")
    }
    return 0
  }

  private static func read(_ arguments: Arguments) throws(UsageError) -> GenerationOptions {
    let options = arguments.filled(Options.generation)
    try arguments.exclude(
      Options.greedy, Options.temperature, Options.topK, Options.topP, Options.beam,
      Options.samples, Options.seed)
    try arguments.exclude(
      Options.beam, Options.temperature, Options.topK, Options.topP, Options.samples, Options.seed)
    let mostLength = GenerationOptions.beamLengths.upperBound
    if options.beam != nil, options.length > mostLength {
      throw .badValue(
        option: "\(Options.length)", found: "\(options.length)",
        expected: "at most \(grouped(mostLength)) with \(Options.beam)")
    }
    return options
  }
}
