import Testing

@testable import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A run uses only files of its own, locks them, and leaves the model that it reports.
@Suite struct RunFilesTests {
  let options = TrainingExample.options()

  /// The events of a run, and its outcome.
  func notices(
    _ run: RunFolder, _ options: TrainingOptions, corpus: TrainingCorpus? = nil,
    start: TrainingStart = .fresh
  ) throws -> [TrainingEvent] {
    var found: [TrainingEvent] = []
    try run.train(options, corpus: corpus, start: start) { event in
      if event.isNotice { found.append(event) }
    }
    return found
  }

  // MARK: - Files of others

  static let places: [(place: KeyPath<TrainingFiles, String> & Sendable, expected: String)] = [
    (\.model, "model"), (\.state, "training state"), (\.log, "training log"), (\.previous, "model"),
  ]

  @Test(arguments: 0..<4, ["", "Some text.\n", "{\"a\": 1}\n", "\u{8}\0\0\0\0\0\0\0{}      "])
  func aForeignFileIsRefusedAndStaysAsItIs(_ index: Int, _ content: String) throws {
    let (place, expected) = Self.places[index]
    if place == \.log, content == "" { return }  // as a run leaves it that has not reported yet
    let run = try RunFolder()
    try run.train(options)
    let path = run.files[keyPath: place]
    try AtomicFile.write(to: path) { try $0.write(content) }
    let before = try run.contents()
    for start in [TrainingStart.fresh, .restart] {
      let error = #expect(throws: FileError.self) { try run.trainer(options, start: start) }
      #expect(error == .foreign(path: path, expected: expected))
      expectOneLine(error, about: path)
      #expect(try run.contents() == before)
    }
    if place == \.model || place == \.log {
      let error = #expect(throws: FileError.self) { try run.trainer(options, start: .resume) }
      #expect(error == .foreign(path: path, expected: expected))
      #expect(try run.contents() == before)
    }
  }

  @Test func anotherProgramsTensorsAreNoModel() throws {
    let run = try RunFolder()
    let writer = SafetensorsWriter(metadata: ["format": "pt", "kind": "model"])
    try writer.write([.init(name: "x", shape: [1], values: [1])], to: run.files.model)
    #expect(throws: FileError.foreign(path: run.files.model, expected: "model")) {
      try run.trainer(options)
    }
  }

  @Test(.enabled(if: !isSuperuser), arguments: ["run.safetensors", "run.log.jsonl", ""])
  func whatCannotBeWrittenIsFoundBeforeTraining(_ name: String) throws {
    let run = try RunFolder()
    try run.train(options)
    let before = try run.contents()
    let path = name == "" ? run.folder.path : run.folder.file(name)
    chmod(path, 0o555)
    defer { chmod(path, 0o755) }
    #expect(throws: FileError.self) { try run.trainer(options) }
    #expect(try run.contents() == before)
  }

  // MARK: - One run at a time

  @Test(arguments: [TrainingStart.fresh, .resume, .restart])
  func aSecondRunIsRefusedAndChangesNothing(_ start: TrainingStart) throws {
    let run = try RunFolder()
    let first = try run.trainer(options)
    let before = try run.contents()
    let error = #expect(throws: FileError.self) { try run.trainer(options, start: start) }
    #expect(error == .locked(path: run.files.model))
    expectOneLine(error, about: run.files.model)
    #expect(try run.contents() == before)
    _ = try first.run(shouldStop: { false }, report: { _ in })
  }

  @Test func theRightEndsWithTheRunAndLeavesNoFile() throws {
    let run = try RunFolder()
    try run.train(options)
    #expect(run.folder.names == ["run.log.jsonl", "run.safetensors", "run.state.safetensors"])
    try run.train(options, start: .resume)
  }

  // MARK: - The model that is claimed

  @Test func aModelThatIsGoneIsWrittenAgainFromTheState() throws {
    let undisturbed = try RunFolder()
    try undisturbed.train(options)
    for stop in [5, .max] {
      let run = try RunFolder()
      try run.train(options, stop: stop)
      try removeIfPresent(run.files.model)
      #expect(
        try notices(run, options, start: .resume) == [.modelWrittenAgain(path: run.files.model)])
      #expect(try run.contents() == undisturbed.contents())
    }
  }

  @Test func anotherRunsModelBecomesThePreviousOne() throws {
    let undisturbed = try RunFolder(), other = try RunFolder(), run = try RunFolder()
    try undisturbed.train(options)
    var seeded = options
    seeded.seed = 99
    try other.train(seeded)
    let foreign = try readWholeFile(other.files.model)
    try run.train(options)
    try AtomicFile.write(to: run.files.model) { try $0.write(foreign) }
    #expect(
      try notices(run, options, start: .resume) == [
        .keptPrevious(path: run.files.previous), .modelWrittenAgain(path: run.files.model),
      ])
    #expect(try run.contents().model == undisturbed.contents().model)
    #expect(try run.contents().previous == foreign)
  }

  @Test func aModelThatGoesMissingWhileTrainingIsThereInTheEnd() throws {
    let run = try RunFolder()
    var options = options
    options.learningRate = TrainerScheduleTests.standstill  // the first validation is the best
    var told: [TrainingEvent] = []
    try run.train(options) { event in
      switch event {
      case .progress(let report) where report.update == 7: try removeIfPresent(run.files.model)
      case _ where event.isNotice: told.append(event)
      default: break
      }
    }
    #expect(told == [.modelWrittenAgain(path: run.files.model)])
    #expect(try TranslationModel(path: run.files.model).summary.update == 3)
  }

  @Test func aModelThatIsReplacedIsToldByItsNewName() throws {
    let run = try RunFolder()
    #expect(try notices(run, options) == [])
    #expect(try notices(run, options) == [.keptPrevious(path: run.files.previous)])
    // The same once more has nothing to keep.
    #expect(try notices(run, options) == [])
  }

  @Test func aModelPutOverAnUnfinishedRunsIsKept() throws {
    let other = try RunFolder(), run = try RunFolder()
    var seeded = options
    seeded.seed = 99
    try other.train(seeded)
    let model = try readWholeFile(other.files.model)
    try run.train(options, stop: 4)
    try AtomicFile.write(to: run.files.model) { try $0.write(model) }
    #expect(
      try notices(run, options, start: .restart) == [.keptPrevious(path: run.files.previous)])
    #expect(try run.contents().previous == model)
  }

  // MARK: - The log, and validation

  @Test func aLogThatIsGoneIsBegunAgain() throws {
    let run = try RunFolder()
    try run.train(options, stop: 5)
    let lines = try #require(try run.log()).count - 1
    try removeIfPresent(run.files.log)
    #expect(
      try notices(run, options, start: .resume) == [
        .logBegunAgain(path: run.files.log, expectedLines: lines, foundLines: 0)
      ])
    #expect(try #require(try run.log()).count > 1)
  }

  @Test func aLogThatGoesMissingWhileTrainingIsBegunAgain() throws {
    let run = try RunFolder()
    var told: [TrainingEvent] = []
    try run.train(options) { event in
      switch event {
      case .progress(let report) where report.update == 4: try removeIfPresent(run.files.log)
      case _ where event.isNotice: told.append(event)
      default: break
      }
    }
    guard case .logBegunAgain(run.files.log, _, 0)? = told.first, told.count == 1 else {
      Issue.record("\(told)")
      return
    }
    #expect(fileExists(run.files.log))
  }

  @Test func aValidationPartOfUnknownWordsIsTold() throws {
    for (valid, expected) in [
      (SentencePair(source: "a b", target: "? !"), [TrainingEvent.validationIsUnknown]),
      (SentencePair(source: "? !", target: "A ?"), []),
    ] {
      let corpus = try TrainingCorpus(
        train: TrainingExample.pairs(10, seed: 5), valid: [valid], sourceLanguage: "low",
        targetLanguage: "up", options: options)
      #expect(try notices(RunFolder(), options, corpus: corpus) == expected)
    }
  }
}
