import Testing

@testable import Seq2Seq

/// What training chooses where nothing is asked for.
@Suite struct CorpusScaleTests {
  /// Pairs of sentences of so many different words each side.
  private func sentences(_ count: Int, words: Int) -> [SentencePair] {
    (0..<count).map { place in
      let line = (0..<8).map { "word\((place * 13 + $0 * 37) % words)x" }.joined(separator: " ")
      return SentencePair(source: line, target: line.uppercased())
    }
  }

  @Test func lettersAndSoundsAreSpelled() throws {
    let pairs = (0..<400).map {
      SentencePair(source: "rabe\($0)", target: "ʁ aː b ə \($0 % 10)")
    }
    let options = try TrainingOptions(suiting: pairs)
    #expect(options.scale == CorpusScale(pairs: 400, targetTokens: 14, isSpelled: true))
    #expect(options.bestBy == .exactMatch && options.configuration.encoderLayers > 1)
    #expect(options.averageDecay > 0 && options.patience == 0)
    #expect(options.labelSmoothing == 0, "letters to sounds are learned better without")
  }

  @Test func sentencesAreOfFewWordsOrOfMany() throws {
    let plain = try TrainingOptions(suiting: sentences(10_000, words: 900))
    let rich = try TrainingOptions(suiting: sentences(10_000, words: 12_000))
    #expect(plain.scale?.kind == .plain)
    #expect(rich.scale?.kind == .rich)
    #expect(rich.configuration.hidden > plain.configuration.hidden)
    #expect(rich.configuration.embedding == rich.configuration.hidden)
    #expect(rich.weightDecay > 0 && plain.weightDecay == 0)
    #expect(try TrainingOptions(suiting: sentences(300, words: 12_000)).scale?.kind == .few)
    #expect(try TrainingOptions(suiting: sentences(3_000, words: 12_000)).scale?.kind == .some)
  }

  @Test func howWordsAreReadDecidesToo() throws {
    var text = TrainingOptions()
    text.bothSides.tokenizer = .characters
    #expect(try TrainingOptions(suiting: sentences(300, words: 900), text: text).bestBy != nil)
    #expect(try TrainingOptions(suiting: sentences(300, words: 900)).bestBy == nil)
  }

  @Test func onlyAdamDecaysWeightsAndSGDHasARateOfItsOwn() throws {
    var asked = TrainingOptions()
    asked.optimizer = .sgd
    #expect(try TrainingOptions(suiting: sentences(300, words: 900), text: asked).learningRate == 1)
    #expect(try TrainingOptions(suiting: sentences(300, words: 900), text: asked).weightDecay == 0)
    #expect(try TrainingOptions(suiting: sentences(300, words: 900)).weightDecay > 0)
    asked.weightDecay = 0.1
    #expect(
      throws: TrainingError.outOfRange(
        name: "weightDecay", found: "0.1", expected: "0 with the optimizer sgd")
    ) { try asked.validate() }
  }

  @Test(arguments: CorpusScale.Kind.allCases)
  func eachKindIsValid(_ kind: CorpusScale.Kind) throws {
    try TrainingOptions(suiting: kind).validate()
  }

  @Test(arguments: [
    (300, 300, false), (32_312, 1_630, false), (8_000, 60, true), (29_000, 3_400, false),
    (1_000_000, 9_000, false),
  ])
  func aLargerCorpusIsNotLearnedInFewerUpdates(pairs: Int, tokens: Int, spelled: Bool) {
    func updates(_ pairs: Int) -> Int {
      CorpusScale(pairs: pairs, targetTokens: tokens, isSpelled: spelled).updates
    }
    #expect(updates(pairs) >= 1_000)
    #expect(updates(pairs + pairs / 4) >= updates(pairs) && updates(pairs / 2) <= updates(pairs))
  }

  @Test func numbersThatAFileMayHoldDoNotTrap() {
    for pairs in [Int.min, -1, 0, .max] {
      #expect(CorpusScale(pairs: pairs, targetTokens: .max, isSpelled: false).updates > 0)
    }
  }

  @Test func updatesFollowFromTheCorpusUnlessALimitIsGiven() throws {
    var options = try TrainingOptions(suiting: sentences(22_000, words: 900))
    func updates() -> Int? {
      options.completed(sourceVocabulary: 9, targetVocabulary: 9).run.updates
    }
    #expect(updates() == options.scale?.updates && updates() != TrainingOptions.defaultUpdates)
    options.updates = 7
    #expect(updates() == 7)
    options.updates = nil
    options.epochs = 2
    #expect(updates() == nil)
  }

  @Test func mergesFollowFromTheText() {
    #expect(TextOptions.merges(words: 3_000) < TextOptions.merges(words: 300_000))
    #expect(TextOptions.merges(words: 300_000) < TextOptions.merges(words: 30_000_000))
  }
}
