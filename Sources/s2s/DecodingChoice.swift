import Seq2Seq

/// How sentences are translated, as options say it.
enum DecodingChoice {
  static let options: [Option] = {
    let o = DecodingOptions()
    return [
      Option(
        "beam", short: "k", "N",
        "hypotheses followed side by side, 1: greedy; default: \(o.beam)"),
      Option(
        "length-penalty", "A",
        "a score is log p divided by length to the power of A; default: \(o.lengthPenalty)"),
      Option("batch", short: "b", "N", "sentences side by side; default: \(o.batch)"),
      Option(
        "max-length", "N",
        "tokens; a longer line is translated in pieces; default: \(o.maximumLength)"),
      Option(
        "weights", "PRECISION",
        RunChoice.names(WeightChoice.self) + ": float16 and int8 round weights to halves or bytes, "
          + "which may change a word here and there; auto: int8 where this machine multiplies bytes "
          + "in hardware; default: auto"),
      Option(
        "no-copy-unknown",
        "write <unk> for an unknown word, instead of the source word attended to most"),
    ]
  }()

  /// - Parameter nBest: translations wanted of each sentence; the beam is at least so wide unless
  ///   it is given.
  static func read(_ arguments: Arguments, nBest: Int = 1) throws(UsageError) -> DecodingOptions {
    var options = DecodingOptions()
    options.nBest = nBest
    options.beam = try arguments.integer("beam", in: 1...1_000) ?? max(options.beam, nBest)
    if nBest > options.beam {
      throw UsageError.badValue(
        option: "--n-best", found: "\(nBest)",
        expected: "a number of at most --beam, \(options.beam)")
    }
    if let v = try arguments.number("length-penalty", "a number of at least 0", { $0 >= 0 }) {
      options.lengthPenalty = v
    }
    if let v = try arguments.integer("batch", in: 1...100_000) { options.batch = v }
    if let v = try arguments.integer("max-length", in: 1...10_000) { options.maximumLength = v }
    options.copiesUnknownWords = !arguments.has("no-copy-unknown")
    return options
  }

  /// What `--weights` takes.
  private enum WeightChoice: String, CaseIterable {
    case float32, float16, int8, auto

    var precision: NumberFormat {
      switch self {
      case .float32: .float32
      case .float16: .float16
      case .int8: .int8
      case .auto: .fastestWeights
      }
    }
  }

  /// What weights are rounded to.
  static func weights(_ arguments: Arguments) throws(UsageError) -> NumberFormat {
    (try arguments.choice("weights", WeightChoice.self) ?? .auto).precision
  }

  /// Counts a line's unknown tokens, and says on standard error where it will be translated in pieces.
  static func warn(
    of line: String, name: String, _ unknown: inout UnknownTokens, _ options: DecodingOptions
  ) {
    let tokens = unknown.add(line, name: name)
    if tokens > options.maximumLength {
      Stream.error.line(
        "s2s: \(name): \(grouped(tokens)) tokens, more than --max-length "
          + "\(options.maximumLength); translated in pieces")
    }
  }

  /// What becomes of unknown tokens in a translation.
  static func outcomeOfUnknown(_ options: DecodingOptions) -> String {
    options.copiesUnknownWords ? "copied where the translation needs them" : "written as <unk>"
  }
}
