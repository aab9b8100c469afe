/// A text made ready: split, tokenized, numbered by a vocabulary learned from the training part.
public struct LanguageModelTrainingCorpus: Sendable {
  package let text: LanguageModelText
  /// Lines taken from the end of the text for want of files for them.
  public let heldOut: Int
  /// Whether the training part is validated on, being too small to be divided.
  public let validatesOnItself: Bool
  /// Of everything that training reads.
  package let digest: String
  /// Words that begin the training part.
  package let sample: String?
  let train: Part
  let valid: Part
  let test: Part?

  /// Tokens of the training part, line ends counted.
  public var trainingTokens: Int { train.tokens }
  /// Tokens of the validation part, line ends counted.
  public var validationTokens: Int { valid.tokens }
  /// Tokens of the test part, line ends counted; 0 without one.
  public var testTokens: Int { test?.tokens ?? 0 }

  /// Lines in numbers, and what they were.
  struct Part: Sendable {
    let lines: TokenLines
    /// Characters of the text, line ends counted.
    let characters: Int

    init(_ lines: TokenLines, _ text: some Sequence<String>) {
      self.lines = lines
      characters = text.reduce(0) { $0 + $1.unicodeScalars.count + 1 }
    }

    init(_ text: TextLines, as side: LanguageModelText) {
      var lines = TokenLines()
      for line in text { lines.append(side.encode(line)) }
      self.init(lines, text)
    }

    /// Line ends counted.
    var tokens: Int { lines.tokenCount }

    /// bits a character for `nats` a token.
    func bitsPerCharacter(_ nats: Double) -> Double {
      nats / log(2) * Double(tokens) / Double(characters)
    }
  }

  /// Learns a vocabulary from lines in memory, and holds some out where `valid` or `test` is nil, as
  /// the options say.
  ///
  /// - Throws: `TrainingError` for options out of range, and where a part has too little text.
  public init(
    lines: [String], valid: [String]?, test: [String]?, options: LanguageModelTrainingOptions
  ) throws {
    try self.init(
      lines: TextLines(lines), valid: valid.map { TextLines($0) }, test: test.map { TextLines($0) },
      options: options)
  }

  /// - Throws: `TrainingError` for options out of range, and where a part has too little text.
  package init(
    lines given: TextLines, valid: TextLines?, test: TextLines?,
    options: LanguageModelTrainingOptions
  ) throws {
    try options.validate()
    let isStream = options.configuration.mode == .stream
    func kept(_ lines: TextLines) -> TextLines {  // a line alone must say something
      isStream ? lines : TextLines(lines.lazy.filter { !SpacedTokens.isEmpty($0) })
    }
    let lines = kept(given), valid = valid.map(kept), test = test.map(kept)
    let tokenizer = try options.text.unlearned(nil, isRead: false)
    try CorpusMemory.check(lines: lines.count, textBytes: lines.byteCount) {
      tokenizer.wholeTokensKeepingBlanks(lines[$0]).count
    }
    var table = TokenTable()
    var numbers = TokenLines()
    for line in lines { numbers.append(tokenizer.wholeTokensKeepingBlanks(line), in: &table) }
    let isSmall = numbers.tokenCount < LanguageModelTrainingOptions.smallText
    let share = valid != nil ? 0 : options.heldOutShare ?? (isSmall ? 0 : 0.1)
    let held = Int((share * Double(lines.count)).rounded())
    let tested = test == nil ? Int((options.testShare * Double(lines.count)).rounded()) : 0
    let first = lines.count - held - tested
    if first < 1 { throw TrainingError.tooLittleText(part: "training", tokens: 0, needed: 2) }
    heldOut = held + tested
    validatesOnItself = valid == nil && held == 0

    var textOptions = options.text
    textOptions.tokenizer = tokenizer.kind
    let side = try LearnedText(
      table.frequencies(in: numbers[..<first]), tokenizer, name: "text", textOptions
    ).side("text")
    let text = LanguageModelText(side)
    self.text = text
    if side.tokenizer.subwords != nil {
      numbers = Spelling(table, in: side).spelled(numbers)
    } else {
      numbers.renumber(table, text.vocabulary)
    }
    func part(_ range: Range<Int>) -> Part {
      Part(range == 0..<lines.count ? numbers : numbers.lines(range), lines[range])
    }
    train = part(0..<first)
    let validated = held > 0 ? first..<first + held : 0..<first
    self.valid = valid.map { Part($0, as: text) } ?? part(validated)
    self.test =
      test.map { Part($0, as: text) } ?? (tested > 0 ? part(first + held..<lines.count) : nil)
    var digest = FNV1a()
    func add(_ lines: TextLines, _ range: Range<Int>) {
      for place in range {
        digest.add(lines.utf8(place))
        digest.add(CollectionOfOne(0xFE))
      }
      digest.add(CollectionOfOne(0xFF))
    }
    add(lines, 0..<first)
    add(valid ?? lines, valid?.indices ?? validated)
    self.digest = digest.hexadecimal + options.text.codesDigest(tokenizer)
    sample = lines[..<first].lazy.map(Self.opening).first { !$0.isEmpty }

    for (name, part) in [("training", train), ("validation", self.valid)] {
      let lanes = LanguageModelStream.lanes(part, options)
      if isStream ? part.tokens + 1 < 2 * lanes : part.lines.isEmpty {
        throw TrainingError.tooLittleText(part: name, tokens: part.tokens, needed: 2 * lanes - 1)
      }
    }
  }

  /// The first four words of a line, in at most 40 characters.
  private static func opening(_ line: String) -> String {
    let words = SpacedTokens.split(line).prefix(4).joined(separator: " ")
    return String(String.UnicodeScalarView(words.unicodeScalars.prefix(40)))
  }
}

/// A text as parallel lanes, each a piece of it, read a sequence at a time.
struct LanguageModelStream: Sendable {
  private let tokens: [Int32]
  let lanes: Int
  private let sequenceLength: Int
  /// Tokens of a lane; what remains of the text is left out.
  private let laneLength: Int

  init(_ part: LanguageModelTrainingCorpus.Part, lanes: Int, sequenceLength: Int) {
    tokens = part.lines.stream
    self.lanes = lanes
    self.sequenceLength = sequenceLength
    laneLength = tokens.count / lanes
  }

  /// Lanes for a part: those of the options, or fewer for a text that has not four sequences for
  /// each. In a short lane a state never becomes as old as it does in use.
  static func lanes(
    _ part: LanguageModelTrainingCorpus.Part, _ options: LanguageModelTrainingOptions
  ) -> Int {
    max(1, min(options.batch, part.tokens / (4 * options.sequenceLength)))
  }

  var batches: Int { (laneLength - 1 + sequenceLength - 1) / sequenceLength }

  func batch(_ i: Int) -> LanguageModelBatch {
    let first = i * sequenceLength, last = min(first + sequenceLength, laneLength - 1)
    return LanguageModelBatch(
      (0..<lanes).map { lane in
        let start = lane * laneLength
        return (tokens[start + first..<start + last], tokens[start + first + 1..<start + last + 1])
      })
  }
}
