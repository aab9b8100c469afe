import Testing

@testable import Seq2Seq

/// Word alignments on their way from a file to the tokens of a batch, and what they teach.
@Suite struct GuidedAlignmentTests {
  static func alignments(_ lines: String...) throws -> [WordAlignment] {
    try lines.map { try WordAlignment(pharaoh: $0) }
  }

  static func corpus(
    _ pairs: [SentencePair], _ alignments: [WordAlignment]?, valid: [SentencePair]? = [pair],
    _ options: TrainingOptions
  ) throws -> TrainingCorpus {
    try TrainingCorpus(
      train: pairs, valid: valid, sourceLanguage: "low", targetLanguage: "up",
      alignments: alignments, options: options)
  }

  static let pair = SentencePair(source: "a b", target: "A B")

  static func links(_ text: String) throws -> [TokenLink] {
    try WordAlignment(pharaoh: text).sure
      .map { TokenLink(source: Int32($0.source), target: Int32($0.target)) }
      .sorted { ($0.target, $0.source) < ($1.target, $1.source) }
  }

  @Test func aWordOfSeveralTokensIsLinkedWithAllOfThem() throws {
    var options = TrainingExample.options()
    options.bothSides.tokenizer = .words
    let pairs = [SentencePair(source: "the stone.", target: "la pierre, là.")]
    let corpus = try Self.corpus(pairs, try Self.alignments("0-0 1-1 1p2"), options)
    #expect(corpus.train[0].source.count == 4 && corpus.train[0].target.count == 6)
    let expected = try Self.links("0-0 1-1 2-1 1-2 2-2")  // a possible link teaches nothing
    #expect(Array(try #require(corpus.alignment)[0]) == expected)
  }

  /// In a script without spaces a word is a character, as `align` prints it.
  @Test func charactersAreCountedWhereAlignCountsThem() throws {
    var options = TrainingExample.options()
    options.bothSides.tokenizer = .characters
    let pairs = [SentencePair(source: "山川 ab", target: "yama kawa")]
    let corpus = try Self.corpus(pairs, try Self.alignments("0-0 1-1 2-1"), options)
    let expected = try Self.links(
      "0-0 0-1 0-2 0-3 1-4 1-5 1-6 1-7 1-8 2-4 2-5 2-6 2-7 2-8 "
        + "3-4 3-5 3-6 3-7 3-8 4-4 4-5 4-6 4-7 4-8")
    #expect(Array(try #require(corpus.alignment)[0]) == expected)
  }

  /// Source word k means target word k. Whatever words become unknown, exactly the pieces of such
  /// words are linked.
  @Test func linksFollowUnknownWordsAndSubwords() throws {
    var options = SubwordTrainingTests.options()
    options.seed = 3
    let pairs = SubwordTrainingTests.pairs
    let lines = try pairs.map { _ in try WordAlignment(pharaoh: "0-0 1-1 2-2 3-3 4-4") }
    let task = try TranslationTask(try Self.corpus(pairs, lines, options), options)
    func owners(_ ids: [Int32], _ side: TextSide) -> [Int] {
      let words = side.tokenizer.joinedWords(side.vocabulary.decode(Array(ids.dropLast())))
      return words.enumerated().flatMap { place, word in word.tokens.map { _ in place } }
    }
    var lengths: Set<Int> = [], unknown = 0
    for epoch in 1...20 {
      task.beginEpoch(epoch)
      for index in pairs.indices {
        let all = Array(try #require(task.corpus.alignment)[index])
        let (pair, links) = task.guidedPair(index, all)
        let sources = owners(pair.source, task.corpus.source)
        let targets = owners(pair.target, task.corpus.target)
        let expected = targets.indices.flatMap { j in
          sources.indices.filter { sources[$0] == targets[j] }.map {
            TokenLink(source: Int32($0), target: Int32(j))
          }
        }
        #expect(links == expected, "epoch \(epoch), pair \(index)")
        lengths.insert(sources.count)
        unknown += pair.source.contains(Vocabulary.unknown) ? 1 : 0
      }
    }
    #expect(lengths.count > 2 && unknown > 10, "\(lengths) lengths, \(unknown) unknown")
  }

  /// A pair of n words is linked by (n − 1)-0 alone, so that each tells by itself whether it has its
  /// own line.
  @Test func pairsThatAreLeftOutKeepTheLinesInStep() throws {
    var options = TrainingExample.options()
    options.maximumLength = 6
    options.heldOutShare = 0.3
    let pairs = TrainingExample.pairs(40, lengths: 1...9, seed: 8)
    let lines = try pairs.map {
      try WordAlignment(pharaoh: "\(SpacedTokens.split($0.source).count - 1)-0")
    }
    let corpus = try Self.corpus(pairs, lines, valid: nil, options)
    #expect(corpus.heldOut == 12 && corpus.tooLong > 2)
    for (place, pair) in corpus.train.enumerated() {
      let expected = TokenLink(source: Int32(pair.source.count - 2), target: 0)
      #expect(Array(try #require(corpus.alignment)[place]) == [expected], "pair \(place)")
    }
  }

  @Test func aFileIsReadLineByLineWithTheSkippedPairs() throws {
    let folder = try TemporaryFolder()
    func write(_ text: String, _ name: String) throws -> String {
      try AtomicFile.write(to: folder.file(name)) { try $0.write(Array(text.utf8)) }
      return folder.file(name)
    }
    let text = try ParallelText(
      sourcePath: try write("a b\n\nc\nd e\n", "x"), targetPath: try write("A\nX\n \nD E\n", "y"))
    let good = try AlignmentLines(path: try write("1-0\nno\n\n0-1 1-0\n", "good"), of: text)
    #expect(good.count == 2)
    #expect(try good.links(0, source: 2, target: 1).map { [$0.source, $0.target] } == [[1, 0]])
    #expect(
      try good.links(1, source: 2, target: 2).map { [$0.source, $0.target] } == [[0, 1], [1, 0]])
    #expect(throws: AlignmentFileError.self) { try good.links(1, source: 1, target: 2) }
    for (name, lines, expected) in [
      ("short", "0-0\n\n\n", "3 lines, but there are 4 sentence pairs"),
      ("long", "0-0\n\n\n0-0\n\n", "5 lines, but there are 4 sentence pairs"),
      ("bad", "0-0\n\n\n0~0\n", "line 4 holds '0~0'"),
    ] {
      let path = try write(lines, name)
      let error = #expect(throws: AlignmentFileError.self) {
        try AlignmentLines(path: path, of: text)
      }
      expectOneLine(error, about: path)
      #expect("\(error.map { "\($0)" } ?? "")".contains(expected))
    }
    let far = try AlignmentLines(path: try write("0-0\n\n\n0-2\n", "far"), of: text)
    let error = #expect(throws: AlignmentFileError.self) {
      try TrainingCorpus(
        train: text.pairs, valid: text.pairs, sourceLanguage: "low", targetLanguage: "up",
        alignments: far, options: TrainingExample.options())
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("line 4 links word 0 to 2"))
  }

  @Test func aRunGoesOnWithItsOwnAlignmentsAlone() throws {
    let options = TrainingExample.options()
    let pairs = TrainingExample.pairs(10, seed: 5)
    func corpus(_ line: String?) throws -> TrainingCorpus {
      try Self.corpus(
        pairs, try line.map { line in try pairs.map { _ in try WordAlignment(pharaoh: line) } },
        options)
    }
    let whole = try RunFolder(), run = try RunFolder()
    try whole.train(options, corpus: try corpus("0-0"))
    try run.train(options, corpus: try corpus("0-0"), stop: 4)
    for other in [nil, ""] {
      let error = #expect(throws: TrainingError.self) {
        try run.train(options, corpus: try corpus(other), start: .resume)
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains("alignments"))
    }
    try run.train(options, corpus: try corpus("0-0"), start: .resume)
    #expect(
      try readWholeFile(run.files.model) == (try readWholeFile(whole.files.model)),
      "the model is another one")
  }

  /// An alignment that only the file could teach: every word looks at the last one.
  @Test(arguments: [AttentionKind.luong, .bahdanau])
  func attentionLearnsWhatTheFileSays(_ attention: AttentionKind) throws {
    var options = TrainingExample.options(attention)
    options.updates = 120
    options.validationInterval = 120
    options.learningRate = 0.02
    let pairs = TrainingExample.pairs(20, lengths: 3...3, seed: 6)
    let lines = try pairs.map { _ in try WordAlignment(pharaoh: "2-0 2-1 2-2") }
    func share(_ alignments: [WordAlignment]?, weight: Float) throws -> Double {
      options.guidedAlignmentWeight = weight
      let run = try RunFolder()
      try run.train(options, corpus: try Self.corpus(pairs, alignments, options))
      let session = TranslationSession(try TranslationModel(path: run.files.model), threads: 1)
      let links = try session.align(pairs).flatMap(\.hardLinks)
      return Double(links.count { $0.source == 2 }) / Double(3 * pairs.count)
    }
    let guided = try share(lines, weight: 1), plain = try share(nil, weight: 1)
    #expect(guided > 0.95 && plain < 0.6, "\(guided) with the file, \(plain) without")
    #expect(try share(lines, weight: 0) == plain)
  }
}
