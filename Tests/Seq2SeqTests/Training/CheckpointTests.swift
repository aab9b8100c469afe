import Testing

@testable import Seq2Seq

/// A run's files, without a run: weights are four numbers, and a model is a text.
@Suite struct CheckpointTests {
  let run: RunFolder
  let weights: ParameterSlab

  init() throws {
    run = try RunFolder()
    var layout = ParameterLayout()
    _ = layout.reserve("w", [2, 2], .zero)
    weights = ParameterSlab(layout)
  }

  func checkpoint(
    _ start: TrainingStart = .fresh, seed: UInt64 = 7, written: @escaping (Int) -> Void = { _ in }
  ) throws -> Checkpoint {
    try Checkpoint(
      run.files, start, RunIdentityTests.run { $0.seed = seed },
      slabs: [("weight", weights)]
    ) { progress, _ in written(progress.bestUpdate) }
  }

  static func progress(_ update: Int, best: Int = 0) -> TrainingProgress {
    var progress = TrainingProgress(learningRate: 0.5)
    progress.update = update
    progress.lastValidation = update
    if best > 0 { (progress.bestUpdate, progress.bestLoss) = (best, 1) }
    return progress
  }

  @Test func whatWasSavedIsResumed() throws {
    let saved = Self.progress(3)
    weights.floats[2] = 5
    do {
      let first = try checkpoint()
      #expect(first.resumed == nil)
      try first.save(saved)
    }
    weights.floats[2] = 0
    #expect(try checkpoint(.resume).resumed == saved)
    #expect(weights.floats[2] == 5)
  }

  /// Where the new run's first state cannot be written, nothing of the earlier one is lost.
  @Test func anEarlierRunsLogAndModelsStayUntilTheNewRunHasBegun() throws {
    var ended = Self.progress(3)
    (ended.isFinished, ended.checkpoints) = (true, [3])
    let kept = run.files.checkpoint(3)
    do {
      let first = try checkpoint()
      try first.begin(Self.progress(0))
      try first.log.append(newLearningRate: TrainingLogTests.report(3))
      try AtomicFile.write(to: kept) { try $0.write([1]) }
      try first.save(ended)
    }
    let next = try checkpoint()
    #expect(fileExists(kept))
    #expect(try readWholeFile(run.files.log).isEmpty == false)
    try next.begin(Self.progress(0))
    #expect(!fileExists(kept))
    #expect(try readWholeFile(run.files.log).isEmpty)
  }

  @Test func oneHasTheFilesAtATime() throws {
    let first = try checkpoint()
    #expect(throws: FileError.locked(path: run.files.model)) { try checkpoint() }
    withExtendedLifetime(first) {}
  }

  @Test func anUnfinishedOrAnotherRunIsNoneToBeginOrToResume() throws {
    #expect(throws: TrainingError.nothingToResume(state: run.files.state)) {
      try checkpoint(.resume)
    }
    try checkpoint().save(Self.progress(3))
    #expect(throws: TrainingError.unfinishedRun(state: run.files.state, update: 3)) {
      try checkpoint()
    }
    let other = TrainingError.otherOption(
      state: run.files.state, option: "run.seed", found: "8", expected: "7")
    #expect(throws: other) { try checkpoint(.resume, seed: 8) }
    #expect(try checkpoint(.restart, seed: 8).resumed == nil)
  }

  @Test func theBestModelIsWrittenAgainWhereItIsGone() throws {
    var written: [Int] = []
    try checkpoint { written.append($0) }.save(Self.progress(4, best: 3))
    #expect(written == [])
    let resumed = try checkpoint(.resume) { written.append($0) }
    #expect(written == [3])
    #expect(resumed.takeNotices() == [.modelWrittenAgain(path: run.files.model)])
    #expect(resumed.takeNotices() == [])
  }
}
