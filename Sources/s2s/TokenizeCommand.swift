import Seq2Seq

enum TokenizeCommand: Command {
  static let name = "tokenize"
  static let summary = "cut lines into tokens, or learn how words are cut"
  static let usage = "[OPTION…] <TEXT"
  static let details = """
    Prints the tokens of each line of standard input, separated by spaces, as a model with this \
    tokenizer reads them; 's2s \(DetokenizeCommand.name)' joins them again. With \(bpeCodes) the \
    words, which spaces separate, are cut as subword-nmt's apply-bpe cuts them, and the text is \
    not changed otherwise unless asked for; '@@' follows a piece that does not end its word. With \
    \(learnBPE) it prints codes for this instead, the same as subword-nmt's learn-bpe.
    """

  private static let tokenizer = Options.tokenizer.or(.words)
  private static let bpeCodes = Options.bpeCodes.saying(
    "merges of byte-pair encoding to apply", default: "words stay whole")
  private static let bpeVocabulary = Option.file(
    "bpe-vocabulary",
    "pieces and their frequencies, as subword-nmt's get-vocab counts them; others "
      + "are cut further", default: "all are known")
  private static let threshold = Option.integer(
    "bpe-vocabulary-threshold", "N", "cut pieces that are less frequent", in: 0...Int.max,
    default: "0")
  private static let learnBPE = Option.integer(
    "learn-bpe", "N", "merges to learn; fewer if no other pair occurs twice", in: 1...Int.max)

  static let groups: OptionGroups = [
    "Tokens": [
      tokenizer, Options.lowercase,
      Options.normalize.saying(
        Options.normalize.facts.help, default: "nfc, or none with byte-pair encoding"),
    ],
    "Byte-pair encoding": [bpeCodes, bpeVocabulary, threshold, learnBPE],
  ]
  static let examples = [
    "s2s tokenize <input.en", "s2s tokenize --learn-bpe 8000 <train.en >codes",
    "s2s tokenize --bpe-codes codes <train.en >train.bpe.en",
  ]

  static func run(_ arguments: Arguments) throws -> Int32 {
    try arguments.exclude(learnBPE, bpeCodes, bpeVocabulary, threshold, tokenizer)
    let kind = arguments[tokenizer]
    if kind != .bpe { try arguments.exclude(bpeCodes, tokenizer) }
    try arguments.require(bpeCodes, for: bpeVocabulary)
    try arguments.require(bpeVocabulary, for: threshold)
    let codes = arguments[bpeCodes]
    let merges = arguments[learnBPE]
    let isBytePair = codes != nil || merges != nil
    let tokenizer = Tokenizer(
      kind: isBytePair ? .none : kind, lowercase: arguments[Options.lowercase],
      normalForm: arguments[Options.normalize] ?? (isBytePair ? .none : .nfc))
    if let merges {
      try learn(merges, tokenizer, arguments)
      return 0
    }
    var text = TokenText()
    guard let codes else {
      if kind == .bpe, !arguments.quiet {
        Stream.error.line("no merges: words stay whole; give \(bpeCodes) FILE")
      }
      try forEachLine(arguments) { line, isEnd in
        for token in tokenizer.tokenize(piece: line) { text.append(token) }
        if isEnd { text.endLine() }
      } write: {
        text.take()
      }
      return 0
    }
    let encoder = BytePairEncoder(
      try BytePairMerges(codesFile: codes),
      vocabulary: try arguments[bpeVocabulary].map {
        try BytePairVocabulary(path: $0, threshold: arguments[threshold] ?? 0)
      })
    var isStart = true
    try forEachLine(arguments) { line, isEnd in
      let words = tokenizer.words(piece: line)
      // Spaces at the ends of a line are kept, as in subword-nmt.
      if isStart { text.append(spaces: line.utf8.prefix { $0 == space }.count) }
      for word in words {
        for piece in encoder.pieces(of: word) { text.append(piece) }
      }
      if isEnd {
        if !words.isEmpty { text.append(spaces: line.utf8.reversed().prefix { $0 == space }.count) }
        text.endLine()
      }
      isStart = isEnd
    } write: {
      text.take()
    }
    return 0
  }

  private static let space = UInt8(ascii: " ")

  private static func learn(_ most: Int, _ tokenizer: Tokenizer, _ arguments: Arguments) throws {
    var learner = BytePairLearner()
    try forEachLine(arguments) { line, _ in
      for word in tokenizer.words(piece: line) { learner.add(word) }
    }
    let merges = try learner.merges(most)
    Stream.output.write(merges.codes)
    if merges.count < most, !arguments.quiet {
      Stream.error.line(
        "\(grouped(merges.count)) of \(grouped(most)) merges learned: no other pair occurs twice")
    }
  }

  /// Reads lines of standard input, each in one or several pieces, which end between words.
  static func forEachLine(
    _ arguments: Arguments, _ body: (_ piece: String, _ isEnd: Bool) -> Void,
    write: () -> String = { "" }
  ) throws {
    var input = InputLines("lines of text", quiet: arguments.quiet)
    var words = WholeWords()
    while case let lines = try input.window(most: 4_096), !lines.isEmpty {
      for line in lines { body(words.take(line), !line.continues) }
      Stream.output.write(write())
    }
  }
}

/// Pieces of long lines, cut again at spaces, so that no word is cut.
private struct WholeWords {
  /// The most bytes of a word; a longer one is cut.
  private static let longest = 1 << 20
  /// The line's text after its last space so far.
  private var held = ""

  mutating func take(_ line: InputLine) -> String {
    let text = held.isEmpty ? line.text ?? "" : held + (line.text ?? "")
    held = ""
    guard line.continues, text.utf8.count < Self.longest else { return text }
    let cut = text.utf8.lastIndex(of: UInt8(ascii: " ")).map { text.utf8.index(after: $0) }
    held = String(text[(cut ?? text.startIndex)...])
    return String(text[..<(cut ?? text.startIndex)])
  }
}
