import Testing

@testable import Seq2Seq

@Suite struct TrainingOptionsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let option: String
    let apply: @Sendable (inout TrainingOptions) -> Void
    var testDescription: String { option }

    init(_ option: String, _ apply: @escaping @Sendable (inout TrainingOptions) -> Void) {
      self.option = option
      self.apply = apply
    }
  }

  static let impossible = [
    Case("batch") { $0.batch = 0 },
    Case("batch") { $0.batch = .min },
    Case("epochs") { $0.epochs = 0 },
    Case("updates") { $0.updates = 0 },
    Case("patience") { $0.patience = -1 },
    Case("validationInterval") { $0.validationInterval = 0 },
    Case("reportInterval") { $0.reportInterval = 0 },
    Case("minimumFrequency") { $0.source.minimumFrequency = 0 },
    Case("maximumLength") { $0.maximumLength = 0 },
    Case("vocabularySize") { $0.target.vocabularySize = 3 },
    Case("learningRate") { $0.learningRate = 0 },
    Case("learningRate") { $0.learningRate = .nan },
    Case("learningRate") { $0.learningRate = .infinity },
    Case("clip") { $0.clip = -1 },
    Case("clip") { $0.clip = .nan },
    Case("clip") { $0.clip = .infinity },
    Case("clipValue") { $0.clipValue = -1 },
    Case("clipValue") { $0.clipValue = .nan },
    Case("plateauFactor") { $0.plateauFactor = 1.5 },
    Case("plateauFactor") { $0.plateauFactor = .nan },
    Case("decay") { $0.decay = -1 },
    Case("labelSmoothing") { $0.labelSmoothing = 1 },
    Case("labelSmoothing") { $0.labelSmoothing = .nan },
    Case("heldOutShare") { $0.heldOutShare = 0 },
    Case("warmup") { $0.warmup = -1 },
    Case("weightDecay") { $0.weightDecay = 1 },
    Case("averageDecay") { $0.averageDecay = 1 },
    Case("averageDecay") { $0.averageDecay = .nan },
    Case("consistency") { $0.consistency = -1 },
    Case("recurrentDropout") { $0.recurrentDropout = 1 },
    Case("recurrentDropout") { $0.recurrentDropout = -0.1 },
    Case("heldOutShare") { $0.heldOutShare = 1 },
    Case("heldOutShare") { $0.heldOutShare = .nan },
  ]

  @Test(arguments: impossible)
  func anImpossibleOptionIsRefusedByItsName(_ example: Case) throws {
    var options = TrainingExample.options()
    example.apply(&options)
    let error = #expect(throws: TrainingError.self) { try options.validate() }
    guard case .outOfRange(let name, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(name == example.option)
    expectOneLine(error)
    let data = try TrainingExample.corpus(TrainingExample.options())
    let run = try RunFolder()
    #expect(throws: TrainingError.self) { try run.trainer(options, corpus: data) }
    #expect(run.folder.names == [])
  }

  @Test func anImpossibleSizeIsRefusedBeforeAnythingIsWritten() throws {
    var options = TrainingExample.options()
    options.configuration.hidden = 7
    let run = try RunFolder()
    #expect(throws: ModelError.oddHidden(7)) { try run.train(options) }
    #expect(run.folder.names == [])
  }

  /// As a user may type who means "for ever"; a trap would end this test run.
  static let enormous = [
    Case("epochs") { $0.epochs = .max },
    Case("batch") { $0.batch = .max },
    Case("updates") { $0.updates = .max },
    Case("patience") { $0.patience = .max },
    Case("validationInterval") { $0.validationInterval = .max },
    Case("reportInterval") { $0.reportInterval = .max },
    Case("maximumLength") { $0.maximumLength = .max },
    Case("vocabularySize") { $0.target.vocabularySize = .max },
    Case("minimumFrequency") { $0.source.minimumFrequency = .max },
    Case("seed") { $0.seed = .max },
  ]

  @Test(arguments: enormous)
  func anEnormousOptionEitherWorksOrIsRefused(_ example: Case) throws {
    var options = TrainingExample.options()
    example.apply(&options)
    let run = try RunFolder()
    do {
      try run.train(options, stop: 4)
      try run.train(options, start: .resume, stop: 5)
    } catch let error as TrainingError {
      expectOneLine(error)
    } catch let error as ModelError {
      expectOneLine(error)
    }
  }
}
