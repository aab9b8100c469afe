import Testing

@testable import Seq2Seq

/// Training from code: with or without files, of either kind of model, with the library's defaults.
@Suite struct TrainerTests {
  @Test func aTranslatorTrainedWithoutFilesIsTheOneThatFilesHold() throws {
    let options = TrainingExample.options()
    let run = try RunFolder()
    try run.train(options)
    let stored = try TranslationModel(path: run.files.model)

    let trainer = try Trainer(
      corpus: TrainingExample.corpus(options), options: options, threads: 2)
    let outcome = try trainer.run()
    let model = try #require(outcome.model)
    #expect(!outcome.hadEnded && outcome.end != .interrupted && outcome.update == 9)
    #expect(model.summary == stored.summary && model.configuration == stored.configuration)
    #expect(model.slab.floats.map(\.bitPattern) == stored.slab.floats.map(\.bitPattern))
    #expect(
      try TranslationSession(model, threads: 1).translate(["a b"], DecodingOptions()).count == 1)
    #expect(try trainer.run().hadEnded)
  }

  @Test(arguments: LanguageModelMode.allCases)
  func aLanguageModelTrainedWithoutFilesIsTheOneThatFilesHold(_ mode: LanguageModelMode) throws {
    let options = LanguageModelExample.options(mode)
    let corpus = try LanguageModelExample.corpus(options)
    let run = try RunFolder()
    let written = try Trainer(
      corpus: corpus, options: options, savingTo: run.files.model, threads: 1
    ).run()
    let stored = try LanguageModel(path: run.files.model)

    let outcome = try Trainer(corpus: corpus, options: options, threads: 1).run()
    let model = try #require(outcome.model)
    #expect(model.summary == stored.summary)
    for other in [stored, try #require(written.model)] {
      #expect(model.slab.floats.map(\.bitPattern) == other.slab.floats.map(\.bitPattern))
    }
    // The validation part's cost is what validation found.
    let scores = model.scores(on: corpus, options, threads: 1)
    #expect(scores.valid.perplexity == outcome.bestPerplexity)
    #expect(scores.valid.bitsPerCharacter == model.summary.validationBitsPerCharacter)
    #expect(scores.test == nil)
  }

  @Test func anInterruptedRunHasItsBestModelAndCanGoOn() throws {
    let options = TrainingExample.options()
    let corpus = try TrainingExample.corpus(options)
    let expected = try #require(Trainer(corpus: corpus, options: options, threads: 1).run().model)
    let trainer = try Trainer(corpus: corpus, options: options, threads: 1)
    var updates = 0
    func stop(after count: Int) -> TrainingOutcome<TranslationModel>? {
      updates = 0
      return try? trainer.run(shouldStop: { updates == count }) {
        if case .progress = $0 { updates += 1 }
      }
    }
    let first = try #require(stop(after: 1))
    #expect(first.end == .interrupted && first.model == nil)
    let second = try #require(stop(after: 3))
    let early = try #require(second.model)
    #expect(early.summary.update == 3)
    let bits = early.slab.floats.map(\.bitPattern)
    let last = try #require(stop(after: 100)?.model)
    #expect(last.slab.floats.map(\.bitPattern) == expected.slab.floats.map(\.bitPattern))
    #expect(early.slab.floats.map(\.bitPattern) == bits, "a model never changes")
  }

  // MARK: - Defaults

  static let tied: [(embedding: Int, hidden: Int, wanted: Bool?, tied: Bool)] = [
    (6, 6, nil, true), (5, 6, nil, false), (6, 6, false, false), (6, 6, true, true),
  ]

  @Test(arguments: tied)
  func embeddingsAreTiedWhereTheyCanBe(
    _ embedding: Int, _ hidden: Int, _ wanted: Bool?, _ tied: Bool
  ) throws {
    var options = TrainingExample.options()
    options.configuration.embedding = embedding
    options.configuration.hidden = hidden
    options.tieEmbeddings = wanted
    options.updates = 1
    let trainer = try Trainer(
      corpus: TrainingExample.corpus(options), options: options, threads: 1)
    #expect(try trainer.run().model?.configuration.tieEmbeddings == tied)
  }

  @Test func tyingWhatCannotBeTiedIsRefused() throws {
    var options = TrainingExample.options()
    options.tieEmbeddings = true
    let corpus = try TrainingExample.corpus(options)
    #expect(throws: ModelError.tiedSizesDiffer(embedding: 5, hidden: 6)) {
      try Trainer(corpus: corpus, options: options, threads: 1)
    }
  }

  @Test func aRunWithoutALimitHasTheDefaultNumberOfUpdates() {
    var translator = TrainingOptions()
    let sizes = { (o: TrainingOptions) in o.completed(sourceVocabulary: 4, targetVocabulary: 4) }
    #expect(sizes(translator).updates == TrainingOptions.defaultUpdates)
    translator.epochs = 2
    #expect(sizes(translator).updates == nil)
    translator.updates = 5
    #expect(sizes(translator).updates == 5)

    var model = LanguageModelTrainingOptions()
    let text = LanguageModelText(
      tokenizer: Tokenizer(kind: .words), vocabulary: Vocabulary(distinct: ["a"]))
    for (itself, updates) in [
      (true, LanguageModelTrainingOptions.smallTextUpdates),
      (false, LanguageModelTrainingOptions.defaultUpdates),
    ] {
      #expect(model.completed(text, validatesOnItself: itself).updates == updates)
    }
    model.epochs = 2
    #expect(model.completed(text, validatesOnItself: true).updates == nil)
  }

  @Test func wordsAreShownAsUnknownByDefaultAndOtherTokensAreNot() {
    for kind in TokenizerKind.allCases {
      let side = TextSide(
        language: "en", tokenizer: Tokenizer(kind: kind), vocabulary: Vocabulary(distinct: ["a"]))
      let rate = TrainingOptions().completed(source: side, target: side).unknownRate
      let hasWords = kind == .words || kind == .bpe
      #expect(rate == (hasWords ? TrainingOptions.wordUnknownRate : 0), "\(kind)")
    }
  }

  // MARK: - Errors

  @Test func errorsSpeakOfNoOptionOfACommandLine() {
    let errors: [TrainingError] = [
      .outOfRange(name: "clip", found: "-1", expected: "at least 0"),
      .noPairs(tooLong: 2, maximumLength: 3), .noValidationPairs,
      .tooLittleText(part: "training", tokens: 1, needed: 2),
      .unfinishedRun(state: "s", update: 4), .nothingToResume(state: "s"),
      .otherCorpus(state: "s"),
      .otherOption(state: "s", option: "run.seed", found: "1", expected: "2"),
      .otherKernels(state: "s", found: "avx2", expected: "portable"),
      .notFinite(update: 3, what: "perplexity"), .unreadableRun(reason: "s: damaged"),
      .tooLarge(neededBytes: 1 << 30, availableBytes: 1 << 20),
    ]
    for error in errors {
      expectOneLine(error)
      #expect(!"\(error)".contains("--") && !"\(error)".contains("S2S_"), "\(error)")
      #expect("\(error)" == "\(error.finding); \(error.remedy)")
    }
  }
}
