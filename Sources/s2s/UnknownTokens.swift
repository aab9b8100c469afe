import Seq2Seq

/// Tokens of the input that the model does not know, reported on standard error at the end.
struct UnknownTokens {
  private let side: TextSide
  /// Whether words that training never saw are copied, not spelled.
  private let copies: Bool
  private var tokens = 0
  private var unknown = 0
  /// The number of lines in which every token is unknown, and the name of the first one.
  private var wholeLines = 0
  private var firstWhole = ""

  /// - Parameter side: the side of the model that reads the lines.
  init(_ side: TextSide, _ options: DecodingOptions) {
    self.side = side
    copies = options.copiesUnknownWords
  }

  /// Counts a line's tokens. Returns how many there are.
  ///
  /// - Parameter isContinued: whether an earlier piece of the line has been counted as a line.
  mutating func add(
    _ line: String, isContinued: Bool = false, name: @autoclosure () -> String
  ) -> Int {
    let ids = side.encode(line, copiesUnknown: copies).dropLast()
    let found = ids.count { $0 == Vocabulary.unknown }
    tokens += ids.count
    unknown += found
    if !ids.isEmpty, found == ids.count, !isContinued {
      if wholeLines == 0 { firstWhole = name() }
      wholeLines += 1
    }
    return ids.count
  }

  /// The same, with a message on standard error where the line will be translated in pieces.
  mutating func add(_ line: String, name: String, translated options: DecodingOptions) {
    let tokens = add(line, name: name)
    if tokens > options.maximumLength {
      Stream.error.line(
        "s2s: \(name): \(grouped(tokens)) tokens, more than "
          + "\(Options.longestLine) \(options.maximumLength); translated in pieces")
    }
  }

  /// Unknown tokens as a percentage of all; 0 without any tokens.
  var percentage: Double { 100 * Double(unknown) / Double(max(tokens, 1)) }

  /// Reports how many tokens were unknown, and what became of them in translations with these
  /// options.
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

  /// The probable cause of a line without a known token.
  private var reason: String {
    side.tokenizer.kind == .none
      ? "the model was trained on text cut by white space; cut this text in the same way"
      : "the model was trained on \(side.tokenizer.kind) of '\(side.language)'; is this text in it?"
  }

  /// The warning for a text that was scored.
  static func warn(of score: TextScore, quiet: Bool) {
    guard score.unknownTokens > 0, !quiet else { return }
    Stream.error.line(
      "s2s: \(grouped(score.unknownTokens)) of \(counted(score.tokens, "token")) unknown to the model "
        + "(\(fixed(score.unknownPercentage, 2))%), which have one probability together: perplexity "
        + "\(fixed(score.perplexity, 3)), without them \(fixed(score.knownPerplexity, 3))")
  }
}
