import Testing

@testable import Seq2Seq

/// When a run slows down, when it ends, and which weights it keeps.
@Suite struct TrainerScheduleTests {
  /// A rate so low that no weight moves: every validation but the first is as good as the last.
  static let standstill: Float = 0x1p-100

  /// The validations that a run reported.
  struct Validation: Equatable {
    let update: Int
    let learningRate: Float
    let perplexity: Double
    let isBest: Bool
  }

  func validations(
    _ run: RunFolder, _ options: TrainingOptions, corpus: TrainingCorpus? = nil,
    start: TrainingStart = .fresh
  ) throws -> (TrainingOutcome<TranslationModel>, [Validation]) {
    var found: [Validation] = []
    let outcome = try run.train(options, corpus: corpus, start: start) { event in
      if case .validation(let report, let perplexity, _, let isBest) = event {
        found.append(
          Validation(
            update: report.update, learningRate: report.learningRate, perplexity: perplexity,
            isBest: isBest))
      }
    }
    return (outcome, found)
  }

  @Test func theRateIsHalvedAtEachValidationWithoutGainUntilPatienceEnds() throws {
    var options = TrainingExample.options()
    options.learningRate = Self.standstill
    options.updates = 1_000
    options.patience = 3
    let run = try RunFolder()
    let (outcome, found) = try validations(run, options)
    #expect(
      !outcome.hadEnded && outcome.end != .interrupted && outcome.update == 12
        && outcome.bestUpdate == 3)
    #expect(outcome.end == .patience(3) && outcome.lastUpdate == 1_000)
    #expect(found.map(\.update) == [3, 6, 9, 12])
    #expect(found.map(\.isBest) == [true, false, false, false])
    #expect(found.map { $0.learningRate / Self.standstill } == [1, 0.5, 0.25, 0.125])
    #expect(Set(found.map(\.perplexity)).count == 1)
    #expect(try run.train(options, start: .resume).hadEnded)

    options.patience = 5
    let (longer, more) = try validations(run, options, start: .resume)
    #expect(!longer.hadEnded && longer.end != .interrupted && longer.update == 18)
    #expect(more.map { $0.learningRate / Self.standstill } == [0.0625, 0.03125])
  }

  @Test func theRateFallsToNothingOverTheLastPartOfARun() throws {
    var options = TrainingExample.options()
    options.learningRate = 0.0078125
    options.patience = 0
    options.validationInterval = 1
    options.updates = 8
    options.decay = 0.5
    let (_, found) = try validations(RunFolder(), options)
    // The rate without its halvings, which leaves the fall over the last part of the run.
    var halved: Float = 1
    var chunks: [Float] = []
    for validation in found {
      if !validation.isBest { halved /= 2 }
      chunks.append(validation.learningRate / options.learningRate / halved)
    }
    #expect(chunks == [1, 1, 1, 1, 1, 0.75, 0.5, 0.25])
  }

  @Test func withoutPatienceTheUpdatesAloneEndARun() throws {
    var options = TrainingExample.options()
    options.learningRate = Self.standstill
    options.patience = 0
    options.validationInterval = 1
    options.updates = 20
    let (outcome, found) = try validations(RunFolder(), options)
    #expect(outcome.update == 20 && found.count == 20)
    #expect(outcome.end == .updates && outcome.lastUpdate == 20)
  }

  @Test func aRateThatWasHalvedToNothingIsNoReasonToRefuseTheState() throws {
    var options = TrainingExample.options()
    options.learningRate = .leastNonzeroMagnitude
    options.patience = 0
    options.validationInterval = 1
    options.updates = 4
    let run = try RunFolder()
    try run.train(options)
    options.updates = 5
    #expect(try run.train(options, start: .resume).update == 5)
  }

  @Test(arguments: [(1, 3), (2, 6), (3, 7), (nil, 7)])
  func theFirstLimitOfEpochsAndUpdatesEndsARun(epochs: Int?, updates: Int) throws {
    var options = TrainingExample.options()
    options.updates = 7
    options.epochs = epochs
    var last = 0
    let outcome = try RunFolder().train(options) { event in
      if case .progress(let report) = event {
        last = report.lastUpdate
        #expect(report.updatesPerEpoch == 3)
        #expect(report.epoch == (report.update + 2) / 3)
      }
    }
    #expect(
      !outcome.hadEnded && outcome.end != .interrupted && outcome.update == updates
        && last == updates)
  }

  @Test(arguments: [
    (1, 50), (12, 50), (13, 52), (50, 200), (99, 396), (107, 400), (400, 400), (401, 401),
    (999, 999), (1_001, 1_000), (.max, 1_000),
  ])
  func aSmallCorpusIsValidatedOnEachFourthEpoch(updatesPerEpoch: Int, interval: Int) {
    #expect(
      RunOptions.defaultValidationInterval(updatesPerEpoch: updatesPerEpoch) == interval)
  }

  @Test func validationIsNeverMissedAtTheEnd() throws {
    var options = TrainingExample.options()
    options.updates = 4
    let (outcome, found) = try validations(RunFolder(), options)
    #expect(found.map(\.update) == [3, 4])
    #expect(outcome.bestUpdate > 0)
  }

  @Test(arguments: AttentionKind.allCases)
  func theModelFileHoldsTheBestWeights(_ attention: AttentionKind) throws {
    var options = TrainingExample.options(attention)
    options.learningRate = 0.2
    options.validationInterval = 1
    options.updates = 12
    options.patience = 0
    // Half of the words to be predicted are unknown, which training teaches never to expect.
    let corpus = try TrainingCorpus(
      train: TrainingExample.pairs(10, seed: 5),
      valid: TrainingExample.pairs(4, words: 12, seed: 6), sourceLanguage: "low",
      targetLanguage: "up", options: options)
    let run = try RunFolder()
    let (outcome, found) = try validations(run, options, corpus: corpus)
    let best = try #require(found.min { $0.perplexity < $1.perplexity })
    try #require(best.update < 12, "the last validation is the best, which shows nothing")
    #expect(outcome.bestUpdate == best.update && outcome.bestPerplexity == best.perplexity)

    let model = try TranslationModel(path: run.files.model)
    #expect(model.summary.update == best.update)
    #expect(model.summary.epoch == (best.update + 2) / 3)
    #expect(model.summary.corpus == corpus.digest)
    #expect(model.summary.seed == options.seed)
    #expect(model.summary.trainingPairs == 10 && model.summary.validationPairs == 4)
    #expect(model.summary.validationPerplexity == best.perplexity)

    // Once more from the file, a sentence at a time.
    let device = Device()
    let context = Context(model.slab, on: device)
    var sum = OutputLayer.LossSum()
    for pair in corpus.valid { sum += model.network.loss(Batch([pair]), smoothing: 0, in: context) }
    let perplexity = exp(sum.nll / Double(sum.tokens))
    #expect(abs(perplexity - best.perplexity) <= 1e-9 * best.perplexity)
  }

  @Test func anEnormousRateEndsInATypedErrorAndLeavesTheModelThatWasThere() throws {
    let options = TrainingExample.options()
    let run = try RunFolder()
    try run.train(options)
    let model = try run.contents().model
    var wild = options
    wild.learningRate = .greatestFiniteMagnitude
    let error = #expect(throws: TrainingError.self) { try run.train(wild) }
    guard case .notFinite(let update, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((1...3).contains(update))
    expectOneLine(error)
    #expect(try run.contents().model == model)
    #expect(try run.contents().previous == model)
  }

  @Test func theBestModelStaysWhenLaterUpdatesBlowUp() throws {
    var options = TrainingExample.options()
    let run = try RunFolder()
    try run.train(options)
    let model = try run.contents().model
    // The same run, its rate raised by hand.
    try Tampered(path: run.files.state) { file in
      var progress = try #require(
        jsonValue(TrainingProgress.self, file.metadata["progress"] ?? ""))
      progress.learningRate = .greatestFiniteMagnitude
      file.metadata["progress"] = try jsonText(progress)
    }.write(to: run.files.state)
    options.updates = 20
    let error = #expect(throws: TrainingError.self) { try run.train(options, start: .resume) }
    guard case .notFinite(let update, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(update > 9)
    #expect(try run.contents().model == model)
    _ = try TranslationModel(path: run.files.model)
    let task = try TranslationTask(TrainingExample.corpus(options), options)
    _ = try TrainingState(path: run.files.state, kind: task.kind)
  }
}
