import Testing

@testable import Seq2Seq

/// A language model's run: the same bytes at any number of threads and after any interruption.
@Suite struct LanguageModelTrainingTests {
  @discardableResult
  func train(
    _ run: RunFolder, _ options: LanguageModelTrainingOptions, start: TrainingStart = .fresh,
    threads: Int = 1, stop: Int = .max
  ) throws -> TrainingOutcome<LanguageModel> {
    let trainer = try Trainer(
      corpus: LanguageModelExample.corpus(options), options: options, savingTo: run.files.model,
      start: start,
      threads: threads)
    var update = 0
    return try trainer.run {
      update >= stop
    } report: { event in
      if case .progress(let report) = event { update = report.update }
    }
  }

  static let modes = LanguageModelMode.allCases

  @Test(arguments: modes)
  func aRunInterruptedAtAnyUpdateEndsAsIfUndisturbed(_ mode: LanguageModelMode) throws {
    let options = LanguageModelExample.options(mode)
    let undisturbed = try RunFolder()
    try train(undisturbed, options)
    let expected = try undisturbed.contents()
    let updates = try #require(options.updates)
    for stop in 1...updates {
      let run = try RunFolder()
      #expect(try train(run, options, stop: stop).end == .interrupted)
      #expect(try train(run, options, start: .resume, threads: 2).end != .interrupted)
      #expect(try run.contents() == expected, "interrupted at \(stop)")
    }
  }

  @Test(arguments: CellKind.allCases, OptimizerKind.allCases)
  func everyCellLearnsWithEveryOptimizer(_ cell: CellKind, _ optimizer: OptimizerKind) throws {
    var options = LanguageModelExample.options(.lines, cell: cell)
    options.optimizer = optimizer
    options.clipValue = 0.5
    options.learningRate = optimizer == .sgd ? 1 : 0.03
    options.configuration.embeddingDropout = 0
    options.configuration.layerDropout = 0
    options.configuration.outputDropout = 0
    options.updates = 1
    let short = try RunFolder(), long = try RunFolder()
    let before = try #require(train(short, options).bestPerplexity)
    options.updates = 60
    let after = try #require(train(long, options).bestPerplexity)
    #expect(after < before / 1.5, "\(cell) with \(optimizer): \(before) → \(after)")
  }

  @Test func anotherOptionOrTextIsNoRunToResume() throws {
    let run = try RunFolder()
    var options = LanguageModelExample.options()
    try train(run, options, stop: 3)
    options.sequenceLength = 4
    let error = #expect(throws: TrainingError.self) { try train(run, options, start: .resume) }
    expectOneLine(error, about: run.files.state)
  }

  @Test func embeddingRowsThatDidNotOccurStayAsTheyAre() throws {
    var layout = ParameterLayout()
    let table = layout.reserve("embedding", [5, 3], .zero)
    let other = layout.reserve("other", [2, 2], .zero)
    let weights = ParameterSlab(layout), gradients = ParameterSlab(layout), adam = Adam(layout)
    let device = Device()
    weights.floats.update(repeating: 1)
    gradients.floats.update(repeating: 0.5)
    let pieces = SlabPieces(layout, touched: TouchedRows(parameter: table, rows: [1, 4]))
    #expect(abs(pieces.norm(of: gradients, on: device) - (0.25 * 22).squareRoot()) < 1e-6)
    adam.update(
      weights, gradients, pieces, time: 1, learningRate: 0.1, scale: 1, on: device)
    for row in 0..<5 {
      let moves = row == 1 || row == 4
      #expect((0..<3).allSatisfy { (weights[table][row, $0] != 1) == moves }, "row \(row)")
      #expect((0..<3).allSatisfy { (adam.first[table][row, $0] != 0) == moves }, "row \(row)")
    }
    #expect(weights[other].values.allSatisfy { abs($0 - 0.9) < 1e-6 })
  }

  @Test func clippingElementsLeavesWhatIsNoNumber() {
    for set in KernelSet.available {
      var numbers = SeededNumbers(seed: 1)
      var x = numbers.floats(37, 2) + [.nan, .infinity]
      let expected = x.map { $0.isNaN ? $0 : min(max($0, -0.5), 0.5) }
      set.table!.pointee.clamp(x.count, &x, 0.5)
      #expect(x.map(\.bitPattern) == expected.map(\.bitPattern), "\(set)")
    }
  }

  @Test func partsAreTheTextInOrder() throws {
    var options = LanguageModelExample.options(.lines)
    options.heldOutShare = 0.25
    options.testShare = 0.25
    let corpus = try LanguageModelExample.corpus(options)
    #expect([corpus.train, corpus.valid, corpus.test!].map(\.lines.count) == [4, 2, 2])
    options.heldOutShare = 0.05  // of eight lines
    options.testShare = 0
    let least = try LanguageModelExample.corpus(options)
    #expect([least.train, least.valid].map(\.lines.count) == [7, 1] && !least.validatesOnItself)
    (options.heldOutShare, options.testShare) = (0.25, 0.8)
    expectOneLine(#expect(throws: TrainingError.self) { try LanguageModelExample.corpus(options) })
  }

  @Test func everyTokenOfALaneButTheFirstIsPredictedOnce() throws {
    var options = LanguageModelExample.options()
    options.batch = 2
    let corpus = try LanguageModelExample.corpus(options)
    let stream = LanguageModelStream(corpus.train, lanes: 2, sequenceLength: 4)
    let all = corpus.train.lines.stream
    var lanes: [[Int32]] = [[], []]
    for i in 0..<stream.batches {
      let batch = stream.batch(i)
      for (row, lane) in batch.steps.places.map(\.sentence).enumerated() {
        lanes[Int(lane)].append(batch.targets[row])
      }
    }
    let length = all.count / 2
    #expect(lanes[0] == Array(all[1..<length]))
    #expect(lanes[1] == Array(all[length + 1..<2 * length]))
  }
}
