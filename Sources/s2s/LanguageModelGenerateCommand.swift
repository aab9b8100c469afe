import Seq2Seq

enum LanguageModelGenerateCommand: Command {
  static let name = "lm generate"
  static let summary = "write on, from a prompt"
  static let usage = "[OPTION…]"
  static let details = """
    Prints the prompt and goes on with it, token by token as they are drawn. Of several samples the \
    first is shown as it grows, and each further one stands after a line '-- N --'. The same seed \
    gives the same text.
    """
  static let groups: [OptionGroup] = {
    let o = GenerationOptions()
    return [
      OptionGroup(
        "Generation",
        [
          LanguageModelInUse.option,
          Option("prompt", short: "p", "TEXT", "what to go on with; default: a new line"),
          Option("length", short: "n", "N", "tokens at most; default: \(o.length)"),
          Option(
            "lines", "N",
            "lines; default: any number, 1 of a model of lines, which draws each anew"),
          Option(
            "temperature", "T",
            "below 1: more probable tokens, above: more surprising ones; default: \(o.temperature)"),
          Option("top-k", "K", "draw from the K most probable tokens; default: all"),
          Option("top-p", "P", "draw from the fewest tokens that have probability P; default: 1"),
          Option("greedy", "always the most probable token"),
          Option("beam", short: "k", "N", "search for the most probable text with N hypotheses"),
          Option("samples", "N", "texts; default: \(o.samples)"),
          Option("seed", "N", "of what is drawn; default: \(o.seed)"),
          Option("json", "print a JSON object for each text"),
        ])
    ]
  }()
  static let examples = [
    "s2s lm generate --prompt \"Once upon a time\"",
    "s2s lm generate --temperature 0.8 --top-p 0.95 --samples 3 --seed 7",
  ]

  static func run(_ arguments: Arguments, words: [String]) throws -> Int32 {
    if let extra = arguments.operands.first { throw UsageError.unexpectedArgument(extra) }
    let options = try read(arguments)
    let threads = try arguments.threads()
    let prompt = arguments.text("prompt") ?? ""
    let used = try LanguageModelInUse(arguments)
    used.warn(of: prompt)
    let session = LanguageModelSession(used.model, threads: threads)
    let json = arguments.has("json")
    if !json { Stream.output.write(prompt) }
    let texts = try session.generate(prompt, options) { sample, text in
      if sample == 0, !json { Stream.output.write(text) }
    }
    if json {
      for text in texts { try Stream.output.line(jsonText(Entry(prompt: prompt, text: text))) }
      return 0
    }
    Stream.output.write("\n")
    for (i, text) in texts.enumerated().dropFirst() {
      Stream.output.write("-- \(i + 1) --\n\(prompt)\(text)\n")
    }
    return 0
  }

  private struct Entry: Encodable {
    let prompt, text: String
  }

  private static func read(_ a: Arguments) throws(UsageError) -> GenerationOptions {
    var o = GenerationOptions()
    if a.has("greedy") {
      for other in ["temperature", "top-k", "top-p", "beam", "samples"] where a.has(other) {
        throw .conflict("--greedy", "--\(other)")
      }
      o.temperature = 0
    }
    if a.has("beam") {
      for other in ["temperature", "top-k", "top-p", "samples"] where a.has(other) {
        throw .conflict("--beam", "--\(other)")
      }
    }
    if let v = try a.number("temperature", "a number of at least 0", { $0 >= 0 }) {
      o.temperature = v
    }
    o.topK = try a.integer("top-k", in: 1...Int.max)
    if let v = try a.number("top-p", "a number above 0 and at most 1", { $0 > 0 && $0 <= 1 }) {
      o.topP = v
    }
    o.beam = try a.integer("beam", in: 1...1_000)
    if let v = try a.integer("length", in: 1...10_000_000) { o.length = v }
    o.lines = try a.integer("lines", in: 1...Int.max)
    if let v = try a.integer("seed", in: 0...UInt64.max) { o.seed = v }
    if let v = try a.integer("samples", in: 1...1_000) { o.samples = v }
    if o.beam != nil, o.length > 10_000 {
      throw .badValue(
        option: "--length", found: "\(o.length)", expected: "at most 10,000 with --beam")
    }
    return o
  }
}
