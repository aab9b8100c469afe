import Testing

@testable import Seq2Seq

/// Files that are not training states, or not quite: resuming is refused in one line that names the
/// file, and changes nothing.
@Suite struct TrainingStateTests {
  let options = TrainingExample.options()
  let run: RunFolder

  init() throws {
    run = try RunFolder()
    try run.train(options, stop: 4)
  }

  /// Changes the state, and expects that it cannot be resumed.
  @discardableResult
  func refused(_ label: String, _ change: (inout Tampered) throws -> Void) throws -> (any Error)? {
    let other = try run.copy()
    try Tampered(path: run.files.state, change).write(to: other.files.state)
    let before = try other.contents()
    let error = #expect(throws: (any Error).self, "\(label)") {
      try other.trainer(options, start: .resume)
    }
    guard let error else { return nil }
    #expect(
      error is ModelFileError || error is SafetensorsError || error is TrainingError,
      "\(label): \(error)")
    expectOneLine(error, about: other.files.state, label)
    #expect(try other.contents() == before, "\(label)")
    return error
  }

  static let keys = ["format", "kind", "corpus", "languages", "kernels", "progress", "options"]

  @Test func theseAreAllKeys() throws {
    #expect(try Tampered(path: run.files.state).metadata.keys.sorted() == Self.keys.sorted())
  }

  @Test(arguments: keys)
  func aMissingKeyOrGarbageInItIsRefused(_ key: String) throws {
    try refused("\(key) missing") { $0.metadata[key] = nil }
    for garbage in ["", "x", "{}", "[]", "null", "-1", "1e999", "\"", "{\"a\":", "\0", "a\na"] {
      try refused("\(key) = \(garbage.debugDescription)") { $0.metadata[key] = garbage }
    }
  }

  @Test func aNewerFormatAsksForAnUpgrade() throws {
    let error = try refused("newer") { $0.metadata["format"] = "3" }
    guard case .newerFormat(_, 3, 2)? = error as? ModelFileError else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [TrainingStart.fresh, .resume])
  func anOlderFormatAsksForARestart(_ start: TrainingStart) throws {
    let other = try run.copy()
    try Tampered(path: run.files.state) { $0.metadata["format"] = "1" }.write(to: other.files.state)
    let error = #expect(throws: TrainingError.self) { try other.trainer(options, start: start) }
    expectOneLine(error, about: other.files.state)
    guard case .unreadableRun? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    try other.train(options, start: .restart)
  }

  @Test func anotherKernelSetIsRefusedByName() throws {
    let error = try refused("kernels") { $0.metadata["kernels"] = "abacus" }
    guard case .otherKernels(_, _, "abacus")? = error as? TrainingError else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func otherNamesOfLanguagesAreRefused() throws {
    for (languages, option) in [
      (#"["hi","up"]"#, "sourceLanguage"), (#"["low","hi"]"#, "targetLanguage"),
    ] {
      let error = try refused(languages) { $0.metadata["languages"] = languages }
      guard case .otherOption(_, option, _, "hi")? = error as? TrainingError else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func aModelIsNoState() throws {
    let other = try RunFolder()
    let model = try readWholeFile(run.files.model)
    try AtomicFile.write(to: other.files.state) { try $0.write(model) }
    #expect(
      throws: ModelFileError.otherKind(
        path: other.files.state, expected: "training state", found: "model")
    ) { try other.trainer(options, start: .resume) }
  }

  @Test func everyTensorMustBeThereInItsShapeAndFinite() throws {
    for tensor in try Tampered(path: run.files.state).tensors {
      let name = tensor.name
      func index(_ file: Tampered) -> Int { file.tensors.firstIndex { $0.name == name }! }
      let missing = try refused("\(name) missing") { $0.tensors.remove(at: index($0)) }
      guard case .missingTensor(_, name)? = missing as? ModelFileError else {
        Issue.record("\(name): \(String(describing: missing))")
        continue
      }
      let shaped = try refused("\(name) of another shape") {
        $0.tensors[index($0)].shape = [tensor.values.count, 1]
      }
      guard case .wrongShape(_, name, _, _)? = shaped as? ModelFileError else {
        Issue.record("\(name): \(String(describing: shaped))")
        continue
      }
      let wild = try refused("\(name) NaN") { $0.tensors[index($0)].values[0] = .nan }
      guard case .notFinite(_, name, 0)? = wild as? SafetensorsError else {
        Issue.record("\(name): \(String(describing: wild))")
        continue
      }
    }
  }

  @Test func weightsMomentsAndProgressAreThere() throws {
    let state = try Tampered(path: run.files.state)
    let names = try EncoderDecoder(
      try #require(jsonValue(TrainingOptions.self, state.metadata["options"] ?? "")).configuration
    ).layout.parameters.map(\.name)
    let expected = names.flatMap {
      ["weight.\($0)", "best.\($0)", "moment1.\($0)", "moment2.\($0)"]
    }
    #expect(state.tensors.map(\.name).sorted() == expected.sorted())
    let progress = try #require(
      jsonValue(TrainingProgress.self, state.metadata["progress"] ?? ""))
    #expect(progress.update == 4 && progress.epoch == 2 && progress.position == 1)
    #expect(progress.lastValidation == 3 && progress.bestUpdate == 3 && !progress.isFinished)
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = try readWholeFile(run.files.state)
    var numbers = FileTestNumbers(state: 6)
    for _ in 0..<20 {
      let other = try run.copy()
      let length = Int.random(in: 0..<bytes.count, using: &numbers)
      try AtomicFile.write(to: other.files.state) { try $0.write(Array(bytes[..<length])) }
      let error = #expect(throws: SafetensorsError.self, "first \(length)") {
        try other.trainer(options, start: .resume)
      }
      expectOneLine(error, about: other.files.state, "first \(length)")
      let refusal = #expect(throws: (any Error).self, "first \(length)") {
        try other.trainer(options, start: .fresh)
      }
      expectOneLine(refusal, about: other.files.state, "first \(length)")
    }
  }

  @Test func aDamagedStateCanBeRestartedAndItsModelIsKept() throws {
    let model = try run.contents().model
    let other = try run.copy()
    let state = try readWholeFile(run.files.state)
    try AtomicFile.write(to: other.files.state) { try $0.write(Array(state.dropLast(100))) }
    let fresh = try RunFolder()
    try fresh.train(options)
    try other.train(options, start: .restart)
    #expect(try other.contents().model == fresh.contents().model)
    #expect(try other.contents().state == fresh.contents().state)
    #expect(try other.contents().previous == model)
  }

  struct Absurdity: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let apply: @Sendable (inout TrainingProgress) -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout TrainingProgress) -> Void) {
      testDescription = name
      self.apply = apply
    }
  }

  /// Numbers that no run reaches, which arithmetic would overflow on.
  static let absurdities = [
    Absurdity("update negative") { $0.update = -1 },
    Absurdity("update Int.max") { $0.update = .max },
    Absurdity("epoch 0") { $0.epoch = 0 },
    Absurdity("epoch Int.max") { $0.epoch = .max },
    Absurdity("position negative") { $0.position = -1 },
    Absurdity("position Int.max") { $0.position = .max },
    Absurdity("rate negative") { $0.learningRate = -1 },
    Absurdity("validations Int.max") { $0.validationsSinceBest = .max },
    Absurdity("validations Int.min") { $0.validationsSinceBest = .min },
    Absurdity("last validation Int.min") { $0.lastValidation = .min },
    Absurdity("last validation Int.max") { $0.lastValidation = .max },
    Absurdity("best update Int.min") { $0.bestUpdate = .min },
    Absurdity("tokens Int.max") { $0.tokens = .max },
    Absurdity("best loss enormous") { $0.bestLoss = 1e300 },
    Absurdity("best score negative") { $0.bestScore = -1 },
    Absurdity("best score enormous") { $0.bestScore = 1e300 },
    Absurdity("loss enormous") { $0.loss = 1.7e308 },
    Absurdity("nll enormous") { $0.nll = 1e300 },
    Absurdity("nll of no tokens") { ($0.nll, $0.tokens) = (800, 0) },
    Absurdity("report Int.max") { $0.updatesSinceReport = .max },
    Absurdity("report Int.min") { $0.updatesSinceReport = .min },
  ]

  @Test(arguments: absurdities)
  func impossibleProgressIsRefused(_ absurdity: Absurdity) throws {
    let error = try refused(absurdity.testDescription) { file in
      var progress = try #require(
        jsonValue(TrainingProgress.self, file.metadata["progress"] ?? ""))
      absurdity.apply(&progress)
      file.metadata["progress"] = try jsonText(progress)
    }
    guard case .badMetadata(_, "progress", _)? = error as? ModelFileError else {
      Issue.record("\(absurdity.testDescription): \(String(describing: error))")
      return
    }
  }

  @Test func optionsWithAbsurdSizesAreAnotherRuns() throws {
    for size in [16_384, 1 << 40, .max, 0, -2] {
      let error = try refused("hidden \(size)") { file in
        var options = try #require(
          jsonValue(TrainingOptions.self, file.metadata["options"] ?? ""))
        options.configuration.hidden = size
        options.configuration.embedding = size
        file.metadata["options"] = try jsonText(options)
      }
      guard case .otherOption? = error as? TrainingError else {
        Issue.record("hidden \(size): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func randomDamageIsSurvived() throws {
    let valid = try readWholeFile(run.files.state)
    let header = 8 + valid[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let other = try run.copy()
    let corpus = try TrainingExample.corpus(options)
    var numbers = FileTestNumbers(state: 9)
    var resumed = 0
    for round in 0..<150 {
      var bytes = valid
      let range = round % 3 == 0 ? bytes.indices : 8..<header
      for _ in 0..<Int.random(in: 1...2, using: &numbers) {
        let place = Int.random(in: range, using: &numbers)
        switch Int.random(in: 0..<3, using: &numbers) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        default: bytes[place] = UInt8.random(in: 0x30...0x39, using: &numbers)
        }
      }
      try AtomicFile.write(to: other.files.state) { try $0.write(bytes) }
      do {
        var updates = 0
        let trainer = try other.trainer(options, corpus: corpus, start: .resume)
        resumed += 1
        _ = try trainer.run {
          updates += 1
          return updates >= 2
        } report: { _ in
        }
      } catch {
        #expect(
          error is ModelFileError || error is SafetensorsError || error is TrainingError,
          "round \(round): \(error)")
        expectOneLine(error, "round \(round)")
      }
    }
    #expect((5..<145).contains(resumed), "\(resumed) resumed")
  }
}
