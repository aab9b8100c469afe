import Testing

@testable import Seq2Seq

/// What changes the course of a run from outside: a time limit, another learning rate.
@Suite struct RunControlTests {
  /// A run whose clock advances by a second at each update.
  func timed(
    _ run: RunFolder, _ options: TrainingOptions, start: TrainingStart = .fresh
  ) throws -> (TrainingOutcome<TranslationModel>, validations: [Int]) {
    var seconds = 0, validations: [Int] = []
    let outcome = try run.trainer(options, start: start).run(
      elapsed: {
        seconds += 1
        return .seconds(seconds)
      },
      shouldStop: { false },
      report: { event in
        if case .validation(let report, _, _, _) = event { validations.append(report.update) }
      })
    return (outcome, validations)
  }

  @Test func aTimeLimitEndsARunWithAValidationAndIsCountedAnewWhereItIsResumed() throws {
    var options = TrainingExample.options()
    options.updates = 11
    options.patience = 0
    options.timeLimit = 4
    let run = try RunFolder()
    let (first, validations) = try timed(run, options)
    #expect(first.end == .timeLimit(seconds: 4) && first.update == 4 && !first.hadEnded)
    #expect(first.lastUpdate == 11 && validations == [3, 4])

    // Up to that point, it is the same as the run without a limit.
    var unlimited = options
    unlimited.timeLimit = nil
    let other = try RunFolder()
    try other.train(unlimited, stop: 3)
    let (found, expected) = (try run.log(), try other.log())
    #expect(found?.first == expected?.first && found?.count == 5)

    options.timeLimit = 5
    let (second, more) = try timed(run, options, start: .resume)
    #expect(second.end == .timeLimit(seconds: 5) && second.update == 9 && more == [7, 9])
    options.timeLimit = nil
    let (last, _) = try timed(run, options, start: .resume)
    #expect(last.end == .updates && last.update == 11)
    #expect(try timed(run, options, start: .resume).0.hadEnded)
  }

  @Test func aTimeLimitOfNoTimeIsRefused() throws {
    var options = TrainingExample.options()
    options.timeLimit = 0
    #expect(throws: TrainingError.self) { try options.validate() }
  }

  @Test func aLearningRateThatWasChangedHoldsForEveryLaterResumption() throws {
    var options = TrainingExample.options()
    options.decay = 0
    options.patience = 0
    options.plateauFactor = 1
    let begun = try RunFolder()
    try begun.train(options, stop: 4)
    let interrupted = try begun.copy()

    let trainer = try begun.trainer(options, start: .resume)
    try trainer.changeLearningRate(to: 0.25)
    try trainer.run()
    let log = try #require(try begun.log())
    #expect(log.count { $0.contains("\"new_learning_rate\":true") } == 1)
    #expect(log.count { $0.contains("\"learning_rate\":0.25") } > 2)

    // Killed after the change, and later stopped once more.
    try interrupted.trainer(options, start: .resume).changeLearningRate(to: 0.25)
    try interrupted.train(options, start: .resume, stop: 6)
    try interrupted.train(options, start: .resume)
    #expect(try interrupted.contents() == begun.contents())

    let unchanged = try RunFolder()
    try unchanged.train(options)
    #expect(try unchanged.contents().model != begun.contents().model)
  }

  @Test func anEndedRunKeepsItsRateAndAnImpossibleOneIsRefused() throws {
    let options = TrainingExample.options()
    let run = try RunFolder()
    try run.train(options)
    let before = try run.contents()
    let trainer = try run.trainer(options, start: .resume)
    let error = #expect(throws: TrainingError.self) { try trainer.changeLearningRate(to: 0.25) }
    guard case .hasEnded? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(throws: TrainingError.self) { try trainer.changeLearningRate(to: 0) }
    #expect(throws: TrainingError.self) { try trainer.changeLearningRate(to: .infinity) }
    try trainer.run()
    #expect(try run.contents() == before)
  }

  @Test func theModelsOfTheLastValidationsAreKept() throws {
    var options = TrainingExample.options()
    options.updates = 12
    options.patience = 0
    options.keepCheckpoints = 2
    let whole = try RunFolder(), killed = try RunFolder()
    try whole.train(options)
    func kept(_ run: RunFolder) -> [String] {
      run.folder.names.filter(TrainingFiles.isCheckpoint).sorted()
    }
    #expect(kept(whole) == ["run.update-12.safetensors", "run.update-9.safetensors"])
    let last = try TranslationModel(path: whole.files.checkpoint(12))
    let state = ParameterSlab(last.network.layout)
    try SafetensorsFile(path: whole.files.state).fill(state, prefix: "weight.")
    #expect(last.slab.floats.elementsEqual(state.floats) && last.summary.update == 12)

    try killed.train(options, stop: 7)
    #expect(kept(killed) == ["run.update-3.safetensors", "run.update-6.safetensors"])
    try killed.train(options, start: .resume)
    #expect(kept(killed) == kept(whole))
    #expect(try killed.contents() == whole.contents())
    for name in kept(whole) {
      let files = [whole, killed].map { $0.folder.file(name) }
      #expect(try readWholeFile(files[0]) == readWholeFile(files[1]))
    }
    // Another run with this name begins without them.
    options.keepCheckpoints = 0
    try whole.train(options)
    #expect(kept(whole) == [])
  }

  @Test func whatIsTheModelOfAValidationIsToldByItsName() {
    for name in ["a.update-1.safetensors", "a.b.update-120.safetensors"] {
      #expect(TrainingFiles.isCheckpoint(name), "\(name)")
    }
    for name in [
      "update-1.safetensors", "a.update-.safetensors", "a.update-1x.safetensors", "a.safetensors",
      "a.update.safetensors", "a.update-1", "", ".",
    ] {
      #expect(!TrainingFiles.isCheckpoint(name), "\(name)")
    }
  }
}
