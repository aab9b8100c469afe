/// A text prepared for training: split, tokenized, and numbered by a vocabulary learned from the
/// training part.
public struct LanguageModelTrainingCorpus: Sendable {
  package let text: LanguageModelText
  /// The number of lines taken from the end of the text because no files were given for validation
  /// and test.
  public let heldOut: Int
  /// Whether the training part serves for validation, because it is too small to be divided.
  public let validatesOnItself: Bool
  /// A digest of everything that training reads.
  package let digest: String
  /// The first words of the training part.
  package let sample: String?
  let train: Part
  let valid: Part
  let test: Part?

  /// The number of tokens of the training part, line ends included.
  public var trainingTokens: Int { train.tokens }
  /// The number of tokens of the validation part, line ends included.
  public var validationTokens: Int { valid.tokens }
  /// The number of tokens of the test part, line ends included; 0 without one.
  public var testTokens: Int { test?.tokens ?? 0 }

  /// Lines as token numbers, with the length of their text.
  struct Part: Sendable {
    let lines: TokenLines
    /// Characters of the text, line ends included.
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

    /// The number of tokens, line ends included.
    var tokens: Int { lines.tokenCount }

    /// Bits per character for `nats` per token.
    func bitsPerCharacter(_ nats: Double) -> Double {
      nats / log(2) * Double(tokens) / Double(characters)
    }
  }

  /// Learns a vocabulary from lines in memory, and holds lines out for `valid` or `test` where
  /// these are nil, as the options say.
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
    func kept(_ lines: TextLines) -> TextLines {  // a line by itself must have words
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
    let held =
      share > 0 ? max(min(1, lines.count - 1), Int((share * Double(lines.count)).rounded())) : 0
    let tested = test == nil ? Int((options.testShare * Double(lines.count)).rounded()) : 0
    let first = lines.count - held - tested
    if first < 1 || lines[..<first].allSatisfy(SpacedTokens.isEmpty) {
      throw TrainingError.tooLittleText(part: "training", tokens: 0, needed: 2)
    }
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

/// A text as parallel lanes, each a piece of the text, read one sequence at a time.
struct LanguageModelStream: Sendable {
  private let tokens: [Int32]
  let lanes: Int
  private let sequenceLength: Int
  /// Tokens of a lane; the rest of the text is left out.
  private let laneLength: Int

  init(_ part: LanguageModelTrainingCorpus.Part, lanes: Int, sequenceLength: Int) {
    tokens = part.lines.stream
    self.lanes = lanes
    self.sequenceLength = sequenceLength
    laneLength = tokens.count / lanes
  }

  /// The number of lanes for a part: that of the options, or fewer for a text that does not have
  /// four sequences for each lane. In a short lane a state never runs as long as it does in use.
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
