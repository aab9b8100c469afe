import Testing

@testable import Seq2Seq

/// Training on words that are cut into subwords.
@Suite struct SubwordTrainingTests {
  static func options() -> TrainingOptions {
    var options = TrainingExample.options()
    options.bothSides.tokenizer = .bpe
    options.bothSides.merges = 4
    options.unknownRate = 0.5
    return options
  }

  static let pairs = ["crow sees crow", "fox sees hen", "hen eats fox", "crow eats hen"].map {
    SentencePair(source: "the \($0) .", target: "le \($0.uppercased()) .")
  }

  static func corpus(_ options: TrainingOptions) throws -> TrainingCorpus {
    try TrainingCorpus(
      train: pairs, valid: pairs, sourceLanguage: "low", targetLanguage: "up", options: options)
  }

  @Test func wordsAreLearnedJointlyWhereTheVocabularyIsShared() throws {
    var options = Self.options()
    options.sharedVocabulary = true
    let shared = try Self.corpus(options)
    #expect(shared.source.tokenizer == shared.target.tokenizer)
    #expect(shared.source.vocabulary == shared.target.vocabulary)
    options.sharedVocabulary = false
    let apart = try Self.corpus(options)
    #expect(apart.source.tokenizer.merges != apart.target.tokenizer.merges)
    for (place, pair) in Self.pairs.enumerated() {
      #expect(apart.source.decode(apart.train[place].source) == pair.source)
      #expect(apart.target.decode(apart.train[place].target) == pair.target)
    }
  }

  @Test func manyWordsAreCutAndFewAreNotUnlessToldOtherwise() throws {
    let words = Tokenizer(kind: .words)
    var table = TokenTable()
    var lines = TokenLines()
    for pair in Self.pairs { lines.append(words.wholeTokens(pair.source), in: &table) }
    let frequencies = table.frequencies(in: lines)
    func kind(_ tokenizer: TokenizerKind?, mostWords: Int) throws -> TokenizerKind {
      var options = TextOptions()
      options.tokenizer = tokenizer
      return try LearnedText(
        frequencies, words, name: "text", options, mostWords: mostWords
      ).tokenizer.kind
    }
    #expect(frequencies.tokens.count == 7)
    #expect(try kind(nil, mostWords: 7) == .words)
    #expect(try kind(nil, mostWords: 6) == .bpe)
    #expect(try kind(.words, mostWords: 6) == .words)
  }

  @Test func aWordIsShownAsUnknownWhole() throws {
    let options = Self.options()
    let corpus = try Self.corpus(options)
    let words = UnknownWords(corpus, rate: 1, seed: 3)
    var shown = 0
    for epoch in 0..<20 {
      let all = corpus.train.words(0)
      let drawn = words.drawn(all, index: 0, epoch: epoch)
      let pair = corpus.train.spelled(drawn)
      guard pair.source.contains(Vocabulary.unknown) else { continue }
      shown += 1
      #expect(pair.target.contains(Vocabulary.unknown))
      let left = corpus.source.decode(pair.source)
      // What is left is whole words: each stands in the sentence.
      for word in SpacedTokens.split(left) where word != "<unk>" {
        #expect(SpacedTokens.split(Self.pairs[0].source).contains(word), "\(left)")
      }
    }
    #expect(shown > 10)
  }

  @Test func aWordThatTrainingNeverSawIsOneTokenWhereItIsCopied() throws {
    let corpus = try Self.corpus(Self.options())
    func tokens(_ line: String, copies: Bool) -> [String] {
      corpus.source.words(line, copiesUnknown: copies).flatMap(\.tokens)
    }
    #expect(tokens("the fox sees", copies: true) == tokens("the fox sees", copies: false))
    #expect(tokens("the crows", copies: true).last == "crows")
    #expect(tokens("the crows", copies: false).count > 2)
    #expect(corpus.source.encode(corpus.source.words("crows", copiesUnknown: true))[0] == 0)
    var plain = Self.options()
    plain.unknownRate = 0
    #expect(try Self.corpus(plain).source.seenWords == nil)
  }

  @Test func aRunThatWasStoppedGoesOnToTheSameBits() throws {
    let options = Self.options()
    func run(stops: [Int]) throws -> [UInt8] {
      let run = try RunFolder()
      let corpus = try Self.corpus(options)
      for stop in stops {
        var updates = 0
        try Trainer(
          corpus: corpus, options: options, savingTo: run.files.model,
          start: stop == stops[0] ? .fresh : .resume, threads: 1
        ).run(shouldStop: {
          updates += 1
          return updates == stop
        })
      }
      return try #require(try run.contents().model)
    }
    #expect(try run(stops: [.max]) == run(stops: [2, 3, .max]))
  }

  @Test func aLanguageModelReadsSubwords() throws {
    var options = LanguageModelTrainingOptions()
    options.text.tokenizer = .bpe
    options.text.merges = 4
    let lines = Self.pairs.map(\.source)
    let corpus = try LanguageModelTrainingCorpus(
      lines: lines, valid: nil, test: nil, options: options)
    let joined = lines.map { line in
      var writer = corpus.text.writer()
      return corpus.text.encode(line).map { writer.append($0) }.joined()
    }
    #expect(joined == lines)
    #expect(corpus.text.encode("crows").count > 1)
    #expect(Array(corpus.train.lines[0]) == corpus.text.encode(lines[0]))
  }
}
