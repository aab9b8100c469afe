import Seq2Seq

/// What a run met that its model does not know, told on standard error at its end.
struct UnknownTokens {
  private let side: TextSide
  /// Whether words that training never saw are copied, not spelled.
  private let copies: Bool
  private var tokens = 0
  private var unknown = 0
  /// Lines of which every token is unknown, and what the first of them is called.
  private var wholeLines = 0
  private var firstWhole = ""

  /// - Parameter side: what the lines are read by.
  init(_ side: TextSide, _ options: DecodingOptions) {
    self.side = side
    copies = options.copiesUnknownWords
  }

  /// Counts a line's tokens. Returns how many there are.
  mutating func add(_ line: String, name: @autoclosure () -> String) -> Int {
    let ids = side.encode(line, copiesUnknown: copies).dropLast()
    let found = ids.count { $0 == Vocabulary.unknown }
    tokens += ids.count
    unknown += found
    if !ids.isEmpty, found == ids.count {
      if wholeLines == 0 { firstWhole = name() }
      wholeLines += 1
    }
    return ids.count
  }

  /// The same, with a word on standard error where the line will be translated in pieces.
  mutating func add(_ line: String, name: String, translated options: DecodingOptions) {
    let tokens = add(line, name: name)
    if tokens > options.maximumLength {
      Stream.error.line(
        "s2s: \(name): \(grouped(tokens)) tokens, more than "
          + "\(Options.longestLine) \(options.maximumLength); translated in pieces")
    }
  }

  /// Unknown tokens in per cent of all; 0 of none.
  var percentage: Double { 100 * Double(unknown) / Double(max(tokens, 1)) }

  /// Says how many tokens were unknown, and what became of them in translations with these options.
  func tell(_ options: DecodingOptions, quiet: Bool) {
    guard unknown > 0, !quiet else { return }
    let copied = options.lexicon == nil ? "copied" : "looked up or copied"
    let outcome =
      options.copiesUnknownWords ? "\(copied) where the translation needs them" : "written as <unk>"
    Stream.error.line(
      "s2s: \(grouped(unknown)) of \(counted(tokens, "token")) unknown to the model, \(outcome)")
    guard wholeLines > 0 else { return }
    let also = wholeLines > 1 ? " and \(counted(wholeLines - 1, "more line"))" : ""
    Stream.error.line("s2s: \(firstWhole)\(also): every token is unknown; \(reason)")
  }

  /// What a line without a known token probably comes from.
  private var reason: String {
    side.tokenizer.kind == .none
      ? "the model was trained on text cut by white space; cut this text in the same way"
      : "the model was trained on \(side.tokenizer.kind) of '\(side.language)'; is this text in it?"
  }

  /// Of a text that was scored.
  static func warn(of score: TextScore, quiet: Bool) {
    guard score.unknownTokens > 0, !quiet else { return }
    Stream.error.line(
      "s2s: \(grouped(score.unknownTokens)) of \(counted(score.tokens, "token")) unknown to the model "
        + "(\(fixed(score.unknownPercentage, 2))%), which have one probability together: perplexity "
        + "\(fixed(score.perplexity, 3)), without them \(fixed(score.knownPerplexity, 3))")
  }
}
