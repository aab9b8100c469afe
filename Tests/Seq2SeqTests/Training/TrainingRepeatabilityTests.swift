import Testing

@testable import Seq2Seq

/// A run is a function of its corpus, options and seed: bytes are compared.
@Suite struct TrainingRepeatabilityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let attention: AttentionKind
    let layers: Int
    let kernelSet: KernelSet
    var precision = NumberFormat.float32
    var testDescription: String { "\(attention), \(layers) layers, \(kernelSet), \(precision)" }
  }

  static let cases = KernelSet.available.flatMap { set in
    [
      Case(attention: .luong, layers: 2, kernelSet: set),
      Case(attention: .bahdanau, layers: 1, kernelSet: set),
      Case(attention: .luong, layers: 1, kernelSet: set, precision: .bfloat16),
      Case(attention: .bahdanau, layers: 2, kernelSet: set, precision: .bfloat16),
    ]
  }

  @Test(arguments: cases)
  func anyNumberOfThreadsGivesTheSameFiles(_ example: Case) throws {
    // Sizes at which loops are shared among threads.
    var options = TrainingExample.options(example.attention)
    options.configuration.embedding = 20
    options.configuration.hidden = 26
    options.configuration.encoderLayers = example.layers
    options.configuration.decoderLayers = example.layers
    options.batch = 13
    options.updates = 3
    options.validationInterval = 2
    options.labelSmoothing = 0.1
    options.precision = example.precision
    let corpus = try TrainingCorpus(
      train: TrainingExample.pairs(26, words: 20, lengths: 5...8, seed: 1),
      valid: TrainingExample.pairs(15, words: 20, lengths: 1...8, seed: 2), sourceLanguage: "a",
      targetLanguage: "b", options: options)
    let expected = try RunFolder()
    try expected.train(options, corpus: corpus, threads: 1, kernelSet: example.kernelSet)
    for threads in 2...3 {
      let found = try RunFolder()
      try found.train(options, corpus: corpus, threads: threads, kernelSet: example.kernelSet)
      #expect(try found.contents() == expected.contents(), "\(threads) threads")
    }
  }

  @Test func twoTrainersSideBySideGiveTheSameFiles() throws {
    let options = TrainingExample.options()
    let first = try RunFolder(), second = try RunFolder()
    // Both begin before either runs.
    let trainers = [try first.trainer(options), try second.trainer(options)]
    for trainer in trainers { _ = try trainer.run(shouldStop: { false }, report: { _ in }) }
    #expect(try first.contents() == second.contents())
  }

  @Test func anotherSeedGivesAnotherModel() throws {
    var options = TrainingExample.options()
    let first = try RunFolder(), second = try RunFolder()
    try first.train(options)
    options.seed += 1
    try second.train(options)
    #expect(try first.contents().model != second.contents().model)
  }

  @Test func anotherPrecisionGivesAnotherModel() throws {
    var options = TrainingExample.options()
    let first = try RunFolder(), second = try RunFolder()
    try first.train(options)
    options.precision = .bfloat16
    try second.train(options)
    #expect(try first.contents().model != second.contents().model)
  }

  @Test(arguments: AttentionKind.allCases)
  func aRunInterruptedAtAnyUpdateEndsAsIfUndisturbed(_ attention: AttentionKind) throws {
    let options = TrainingExample.options(attention)
    let undisturbed = try RunFolder()
    try undisturbed.train(options)
    let expected = try undisturbed.contents()
    let updates = try #require(options.updates)
    for stop in 1...updates {
      let run = try RunFolder()
      let first = try run.train(options, stop: stop)
      #expect(first.end == .interrupted && first.update == stop, "at \(stop)")
      let second = try run.train(options, start: .resume)
      #expect(
        !second.hadEnded && second.end != .interrupted && second.update == options.updates,
        "at \(stop)")
      #expect(try run.contents() == expected, "interrupted at \(stop)")
    }
  }

  @Test func aRunInterruptedAfterEveryUpdateEndsAsIfUndisturbed() throws {
    let options = TrainingExample.options()
    let undisturbed = try RunFolder()
    try undisturbed.train(options)
    let run = try RunFolder()
    try run.train(options, stop: 1)
    while try run.train(options, start: .resume, stop: 1).end == .interrupted {}
    #expect(try run.contents() == undisturbed.contents())
  }

  @Test(arguments: AttentionKind.allCases)
  func aRunKilledAtAnyInstantEndsAsIfUndisturbed(_ attention: AttentionKind) throws {
    var options = TrainingExample.options(attention)
    options.updates = 8  // ends between two validations
    let undisturbed = try RunFolder()
    var killed: [(label: String, run: RunFolder)] = []
    let trainer = try undisturbed.trainer(options)
    killed.append(("before the first update", try undisturbed.copy()))
    var failure: (any Error)?
    _ = try trainer.run {
      false
    } report: { event in
      do {
        killed.append(("after \(event)", try undisturbed.copy()))
      } catch { failure = error }
    }
    if let failure { throw failure }
    let expected = try undisturbed.contents()
    #expect(killed.count > 15)
    for (label, run) in killed {
      // A kill inside a write leaves a part of the new file under another name.
      let leftovers = ["", ".state", ".previous", ".update-4"].map {
        run.folder.file(".run\($0).safetensors.999999999-0.tmp")
      }
      for leftover in leftovers {
        try AtomicFile.write(to: leftover) { try $0.write("half a mod") }
      }
      try run.train(options, start: .resume)
      #expect(try run.contents() == expected, "killed \(label)")
      #expect(!leftovers.contains { fileExists($0) }, "killed \(label)")
    }
  }

  @Test func theLogIsCutBackToWhatTheStateKnows() throws {
    let options = TrainingExample.options()
    let undisturbed = try RunFolder()
    try undisturbed.train(options)
    let run = try RunFolder()
    try run.train(options, stop: 5)
    let known = try text(at: run.files.log)
    let later = known + "{\"step\":6}\n{\"step\":7,\"epo"
    try AtomicFile.write(to: run.files.log) { try $0.write(later) }
    _ = try run.trainer(options, start: .resume)
    #expect(try text(at: run.files.log) == known)
    try run.train(options, start: .resume)
    #expect(try run.contents() == undisturbed.contents())
  }

  @Test func eachLineOfTheLogIsAJSONObject() throws {
    let run = try RunFolder()
    try run.train(TrainingExample.options())
    struct Line: Decodable {
      let step, epoch: Int
      let learning_rate: Double
      /// Of reports, and of validations.
      let loss, perplexity, tokens_per_second, validation_perplexity: Double?
    }
    let lines = try text(at: run.files.log).split(separator: "\n")
    let decoded = try lines.map { try #require(jsonValue(Line.self, String($0))) }
    #expect(decoded.filter { $0.validation_perplexity == nil }.map(\.step) == [2, 4, 6, 8])
    for line in decoded {
      #expect((line.loss == nil) == (line.validation_perplexity != nil))
      #expect((line.perplexity == nil) == (line.loss == nil))
      #expect((line.tokens_per_second == nil) == (line.loss == nil))
    }
    #expect(decoded.filter { $0.validation_perplexity != nil }.map(\.step) == [3, 6, 9])
  }
}
