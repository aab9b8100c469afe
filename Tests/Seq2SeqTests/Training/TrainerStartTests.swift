import Testing

@testable import Seq2Seq

/// What a run does where there are files of an earlier run.
@Suite struct TrainerStartTests {
  let options = TrainingExample.options()

  @Test func aFinishedModelIsKeptAsThePreviousOne() throws {
    let run = try RunFolder()
    var models: [[UInt8]?] = []
    for seed in 1...3 {
      var options = options
      options.seed = UInt64(seed)
      try run.train(options)
      let contents = try run.contents()
      #expect(contents.previous == models.last ?? nil, "seed \(seed)")
      models.append(contents.model)
    }
    #expect(models[0] != models[1] && models[1] != models[2])
  }

  @Test func aFinishedModelStaysInPlaceUntilTheNextRunHasOne() throws {
    let run = try RunFolder()
    try run.train(options)
    let model = try run.contents().model
    var other = options
    other.seed = 99
    try run.train(other, stop: 1)  // before its first validation
    #expect(try run.contents().model == model)
    #expect(try run.contents().previous == model)
    try run.train(other, start: .restart)
    #expect(try run.contents().model != model)
    #expect(try run.contents().previous == model, "an unfinished run takes no model's place")
  }

  @Test func aModelWithoutAStateIsKeptAsThePreviousOne() throws {
    let run = try RunFolder()
    try run.train(options)
    let model = try run.contents().model
    try removeIfPresent(run.files.state)
    try run.train(options)
    #expect(try run.contents().previous == model)
  }

  @Test func anUnfinishedRunIsNotOverwrittenUnasked() throws {
    let run = try RunFolder()
    try run.train(options, stop: 4)
    let before = try run.contents()
    let error = #expect(throws: TrainingError.self) { try run.train(options) }
    #expect(error == .unfinishedRun(state: run.files.state, update: 4))
    expectOneLine(error, about: run.files.state)
    #expect(try run.contents() == before)
  }

  @Test func aRestartedRunIsAsIfItWereTheFirst() throws {
    let first = try RunFolder(), run = try RunFolder()
    try first.train(options)
    try run.train(options, stop: 4)
    try run.train(options, start: .restart)
    #expect(try run.contents() == first.contents())
  }

  @Test func aRunThatDidNothingYetMayBeBegunAgain() throws {
    let first = try RunFolder(), run = try RunFolder()
    try first.train(options)
    _ = try run.trainer(options)
    try run.train(options)
    #expect(try run.contents() == first.contents())
  }

  @Test func resumingNeedsARun() throws {
    let run = try RunFolder()
    let error = #expect(throws: TrainingError.self) { try run.train(options, start: .resume) }
    #expect(error == .nothingToResume(state: run.files.state))
    expectOneLine(error, about: run.files.state)
    #expect(run.folder.names == [])
  }

  @Test func resumingOnAnotherCorpusIsRefused() throws {
    let run = try RunFolder()
    try run.train(options, stop: 4)
    let before = try run.contents()
    let other = try TrainingExample.corpus(options, seed: 50)
    let error = #expect(throws: TrainingError.self) {
      try run.train(options, corpus: other, start: .resume)
    }
    #expect(error == .otherCorpus(state: run.files.state))
    expectOneLine(error, about: run.files.state)
    #expect(try run.contents() == before)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let option: String
    let apply: @Sendable (inout TrainingOptions) -> Void
    var testDescription: String { option }

    init(_ option: String, _ apply: @escaping @Sendable (inout TrainingOptions) -> Void) {
      self.option = option
      self.apply = apply
    }
  }

  static let changes = [
    Change("attention") { $0.configuration.attention = .bahdanau },
    Change("hidden") { $0.configuration.hidden = 8 },
    Change("embedding") { $0.configuration.embedding = 4 },
    Change("encoderLayers") { $0.configuration.encoderLayers = 2 },
    Change("bidirectional") { $0.configuration.bidirectional = false },
    Change("inputFeeding") { $0.configuration.inputFeeding = false },
    Change("attentionalVector") { $0.configuration.dropout.attentionalVector = 0.3 },
    Change("batch") { $0.batch = 5 },
    Change("clip") { $0.clip = 2 },
    Change("clipValue") { $0.clipValue = 2 },
    Change("optimizer") { $0.optimizer = .sgd },
    Change("plateauFactor") { $0.plateauFactor = 0.25 },
    Change("labelSmoothing") { $0.labelSmoothing = 0 },
    Change("learningRate") { $0.learningRate = 0.02 },
    Change("lowercase") { $0.bothSides.lowercase = true },
    Change("precision") { $0.precision = .bfloat16 },
    Change("seed") { $0.seed = 8 },
    Change("schedule") { $0.schedule = .cosine },
    Change("warmup") { $0.warmup = 2 },
    Change("weightDecay") { $0.weightDecay = 0.1 },
    Change("averageDecay") { $0.averageDecay = 0.5 },
    Change("consistency") { $0.consistency = 1 },
    Change("recurrentDropout") { $0.recurrentDropout = 0.1 },
    Change("validationInterval") { $0.validationInterval = 2 },
    Change("validationInterval") { $0.validationInterval = nil },
  ]

  @Test(arguments: changes)
  func resumingWithAnotherOptionIsRefusedByItsName(_ change: Change) throws {
    let run = try RunFolder()
    try run.train(options, stop: 1)
    let before = try run.contents()
    var other = options
    change.apply(&other)
    let error = #expect(throws: TrainingError.self) { try run.train(other, start: .resume) }
    guard case .otherOption(let state, let option, let found, let expected) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(state == run.files.state)
    #expect(option.split(separator: ".").last.map(String.init) == change.option)
    #expect(found != expected)
    expectOneLine(error, about: run.files.state)
    #expect(try run.contents() == before)
  }

  @Test func seedsTooLargeForADoubleAreToldApart() throws {
    var options = options
    options.seed = 1 << 60
    let run = try RunFolder()
    try run.train(options, stop: 1)
    options.seed += 1
    let error = #expect(throws: TrainingError.self) { try run.train(options, start: .resume) }
    guard case .otherOption = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func aRunThatEndedSaysSo() throws {
    let run = try RunFolder()
    try run.train(options)
    let before = try run.contents()
    let outcome = try run.train(options, start: .resume)
    #expect(outcome.hadEnded && outcome.update == options.updates)
    #expect(outcome.bestPerplexity != nil)
    #expect(try run.contents() == before)
  }

  @Test func aFinishedRunGoesOnWhenItMayTakeMoreUpdates() throws {
    let longer = try RunFolder(), run = try RunFolder()
    var fewer = options
    fewer.decay = 0  // which begins later where there are more updates
    var more = fewer
    more.updates = 15
    try longer.train(more)
    try run.train(fewer)
    let outcome = try run.train(more, start: .resume)
    #expect(!outcome.hadEnded && outcome.end != .interrupted && outcome.update == 15)
    #expect(try run.contents() == longer.contents())
  }

  @Test func resumingMayChangeHowLongARunGoesOn() throws {
    let run = try RunFolder()
    try run.train(options, stop: 2)
    var other = options
    other.updates = 100
    other.epochs = 2
    other.patience = 9
    other.reportInterval = 1  // only what is printed
    let outcome = try run.train(other, start: .resume)
    #expect(!outcome.hadEnded && outcome.end != .interrupted && outcome.update == 6)
    #expect(outcome.end == .epochs && outcome.lastUpdate == 6)
  }

  @Test func aRunThatIsToldToStopWhereItIsFinishesThere() throws {
    let run = try RunFolder()
    try run.train(options, stop: 5)
    var fewer = options
    fewer.updates = 2
    let outcome = try run.train(fewer, start: .resume)
    #expect(!outcome.hadEnded && outcome.end != .interrupted && outcome.update == 5)
    #expect(try TranslationModel(path: run.files.model).summary.update <= 5)
  }
}
