import Testing

@testable import Seq2Seq

@Suite struct TrainingCorpusTests {
  func corpus(
    _ train: [SentencePair], _ valid: [SentencePair]?, _ options: TrainingOptions
  ) throws -> TrainingCorpus {
    try TrainingCorpus(
      train: train, valid: valid, sourceLanguage: "low", targetLanguage: "up", options: options)
  }

  @Test func withoutAValidationSetAShareIsHeldOutByTheSeed() throws {
    var options = TrainingExample.options()
    options.heldOutShare = 0.2
    let pairs = TrainingExample.pairs(20, lengths: 3...6, seed: 1)
    let first = try corpus(pairs, nil, options), again = try corpus(pairs, nil, options)
    #expect(first.heldOut == 4 && first.validationPairs == 4 && first.trainingPairs == 16)
    #expect(first.digest == again.digest)
    #expect(first.valid.map(\.source) == again.valid.map(\.source))
    options.seed += 1
    let other = try corpus(pairs, nil, options)
    #expect(other.digest != first.digest)
    #expect(other.valid.map(\.source) != first.valid.map(\.source))
  }

  @Test func aRunOnHeldOutPairsTrainsAndResumes() throws {
    let options = TrainingExample.options()
    let data = try corpus(TrainingExample.pairs(12, seed: 1), nil, options)
    let undisturbed = try RunFolder(), run = try RunFolder()
    try undisturbed.train(options, corpus: data)
    try run.train(options, corpus: data, stop: 4)
    try run.train(options, corpus: data, start: .resume)
    #expect(try run.contents() == undisturbed.contents())
  }

  @Test func aGivenValidationSetHoldsNothingOut() throws {
    let data = try TrainingExample.corpus(TrainingExample.options())
    #expect(data.heldOut == 0 && data.trainingPairs == 10 && data.validationPairs == 4)
    #expect(data.tooLong == 0)
  }

  @Test func pairsTooLongOnEitherSideAreLeftOutAndCounted() throws {
    var options = TrainingExample.options()
    options.maximumLength = 3
    let pairs = [
      SentencePair(source: "a b c", target: "A B C"),
      SentencePair(source: "a b c d", target: "A"),
      SentencePair(source: "a", target: "A B C D"),
      SentencePair(source: "a b c d", target: "A B C D"),
    ]
    let data = try corpus(pairs, pairs, options)
    #expect(data.trainingPairs == 1 && data.tooLong == 3)
    #expect(data.validationPairs == 4, "validation keeps long pairs")
    #expect(data.tooLongToValidate == 0)
  }

  /// One line of thousands of words would decide which model is the best.
  @Test func pairsBeyondAThousandTokensAreNotValidatedOn() throws {
    func pair(_ count: Int) -> SentencePair {
      SentencePair(source: "a", target: Array(repeating: "A", count: count).joined(separator: " "))
    }
    var options = TrainingExample.options()
    let valid = [pair(1), pair(1_000), pair(1_001)]
    let data = try corpus([pair(2)], valid, options)
    #expect(data.validationPairs == 2 && data.tooLongToValidate == 1)
    options.maximumLength = 1_001
    #expect(try corpus([pair(2)], valid, options).tooLongToValidate == 0)
  }

  @Test func wordsOfTrainingAloneMakeTheVocabularies() throws {
    let options = TrainingExample.options()
    let data = try corpus(
      [SentencePair(source: "a b", target: "A")], [SentencePair(source: "c", target: "B C")],
      options)
    #expect(data.sourceVocabularySize == 5 && data.targetVocabularySize == 4)
    #expect(data.valid[0].source == [Vocabulary.unknown, Vocabulary.end])
    #expect(data.valid[0].target == [Vocabulary.unknown, Vocabulary.unknown, Vocabulary.end])
  }

  @Test func aSharedVocabularyHasTheWordsOfBothSides() throws {
    var options = TrainingExample.options()
    options.sharedVocabulary = true
    let data = try corpus(
      [SentencePair(source: "a b", target: "A a")], [SentencePair(source: "a", target: "A")],
      options)
    #expect(data.source.vocabulary == data.target.vocabulary)
    #expect(data.sourceVocabularySize == 6)
  }

  @Test func aFrequencyThatNoTokenReachesIsRefusedWithTheMostFrequent() throws {
    var options = TrainingExample.options()
    options.source.minimumFrequency = 5
    let pairs = [(String, String)](repeating: ("b a", "A A"), count: 4).map {
      SentencePair(source: $0.0, target: $0.1)
    }
    let expected = TrainingError.rareTokens(
      text: "low", minimumFrequency: 5, mostFrequent: "a", count: 4)
    #expect(throws: expected) { try corpus(pairs, pairs, options) }
    expectOneLine(expected)
  }

  @Test func aCorpusBeyondTheMemoryIsRefusedBeforeItIsTokenized() throws {
    var counted = 0
    let error = #expect(throws: TrainingError.self) {
      try CorpusMemory.check(lines: 2_000_000, textBytes: 1 << 20, available: 1 << 20) { _ in
        counted += 1
        return 20
      }
    }
    #expect(counted == 1_000)
    expectOneLine(error)
    try CorpusMemory.check(lines: 2_000_000, textBytes: 160 << 20, available: 1 << 30) { _ in 24 }
  }

  @Test func emptyCorporaAreRefusedByName() throws {
    var options = TrainingExample.options()
    options.maximumLength = 2
    let good = [SentencePair(source: "a", target: "A")]
    let blank = [SentencePair(source: " ", target: "A"), SentencePair(source: "a", target: "\t")]
    let long = [SentencePair(source: "a b c", target: "A"), SentencePair(source: "a", target: "")]
    let cases: [(train: [SentencePair], valid: [SentencePair]?, expected: TrainingError)] = [
      ([], good, .noPairs(tooLong: 0, maximumLength: 2)),
      (blank, good, .noPairs(tooLong: 0, maximumLength: 2)),
      (long, good, .noPairs(tooLong: 1, maximumLength: 2)),
      (good, [], .noValidationPairs),
      (good, blank, .noValidationPairs),
    ]
    for (train, valid, expected) in cases {
      let error = #expect(throws: TrainingError.self) { try corpus(train, valid, options) }
      #expect(error == expected)
      expectOneLine(error)
    }
    for count in 0...1 {
      let error = #expect(throws: TrainingError.self) {
        try corpus(Array(good.prefix(count)), nil, options)
      }
      #expect(error == .tooFewPairs(found: count, needed: 2))
    }
  }

  @Test func anEpochVisitsEachPairOnce() throws {
    let data = try TrainingExample.corpus(TrainingExample.options())
    var orders: [[[Int]]] = []
    for epoch in 1...4 {
      let batches = shuffledBatches(of: data.train.count, size: 4, seed: 3, epoch: epoch)
      #expect(batches.map(\.count).sorted() == [2, 4, 4])
      #expect(batches.joined().sorted() == Array(data.train.indices))
      let again = shuffledBatches(of: data.train.count, size: 4, seed: 3, epoch: epoch)
      #expect(again == batches)
      orders.append(batches)
    }
    #expect(Set(orders).count > 1, "every epoch has one order")
  }
}
