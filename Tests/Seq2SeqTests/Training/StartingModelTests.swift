import Testing

@testable import Seq2Seq

/// Training that starts from a model.
@Suite struct StartingModelTests {
  static func options(tied: Bool = false) -> TrainingOptions {
    var options = TrainingExample.options()
    options.configuration.embedding = tied ? 6 : 5
    options.tieEmbeddings = tied
    options.configuration.dropout = DropoutRates(0)
    return options
  }

  static func corpus(
    _ options: TrainingOptions, words: Int = 6, lengths: ClosedRange<Int> = 1...5, seed: UInt64 = 5,
    from start: StartingModel? = nil
  ) throws -> TrainingCorpus {
    try TrainingCorpus(
      train: SentencePairs(
        TrainingExample.pairs(24, words: words, lengths: lengths, seed: seed)),
      valid: SentencePairs(TrainingExample.pairs(12, lengths: lengths, seed: seed + 1)),
      sourceLanguage: "low", targetLanguage: "up", options: options, startingFrom: start)
  }

  static func model(_ options: TrainingOptions, updates: Int = 40) throws -> TranslationModel {
    var options = options
    options.updates = updates
    return try #require(
      try Trainer(corpus: corpus(options), options: options, threads: 1).run().model)
  }

  /// −log p of the corpus' validation part before the first update.
  static func loss(_ corpus: TrainingCorpus, _ options: TrainingOptions) throws -> Double {
    let task = try TranslationTask(corpus, options)
    let slab = ParameterSlab(task.layout)
    task.initialize(slab)
    let sum = task.validationLoss(in: Context(slab, on: Device()))
    return sum.nll / Double(sum.tokens)
  }

  @Test(arguments: [false, true])
  func theModelsFunctionIsKeptAtFirst(tied: Bool) throws {
    let model = try Self.model(Self.options(tied: tied))
    let start = try StartingModel(model)
    var options = TrainingOptions(startingFrom: model)
    options.batch = 4
    let kept = try Self.corpus(options, words: 20, from: start)
    #expect(kept.source.vocabulary == model.source.vocabulary)
    let task = try TranslationTask(kept, options)
    let slab = ParameterSlab(task.layout)
    task.initialize(slab)
    #expect(slab.floats.elementsEqual(model.slab.floats))

    let before = try Self.loss(kept, options)
    options.extendVocabulary = true
    let extended = try Self.corpus(options, words: 20, from: start)
    #expect(extended.source.vocabulary.count > model.source.vocabulary.count + 10)
    #expect(extended.target.vocabulary.tokens.starts(with: model.target.vocabulary.tokens))
    let after = try Self.loss(extended, options)
    #expect(after > before && after < before + 0.02, "\(after) after \(before)")
    // New words differ, as inputs and as outputs.
    let network = try TranslationTask(extended, options).network
    let larger = ParameterSlab(network.layout)
    try TranslationTask(extended, options).initialize(larger)
    for parameter in [network.encoder.embedding.weight, network.output.linear.weight] {
      let rows = larger[parameter]
      #expect(rows.row(rows.rows - 1)[0] != rows.row(rows.rows - 2)[0])
    }
  }

  @Test func fineTuningIsBetterThanTheModelAndThanABeginning() throws {
    let model = try Self.model(Self.options(), updates: 150)
    var tuned = TrainingOptions(startingFrom: model)
    var fresh = Self.options()
    for run in [\TrainingOptions.run] {
      fresh[keyPath: run].updates = 30
      tuned[keyPath: run] = fresh[keyPath: run]
    }
    tuned.configuration.dropout = DropoutRates(0)
    func corpus(_ options: TrainingOptions, from start: StartingModel? = nil) throws
      -> TrainingCorpus
    {
      try Self.corpus(options, lengths: 6...8, seed: 30, from: start)
    }
    let start = try StartingModel(model)
    let old = try Self.loss(corpus(tuned, from: start), tuned)
    func trained(_ corpus: TrainingCorpus, _ options: TrainingOptions) throws -> Double {
      try log(
        #require(
          Trainer(corpus: corpus, options: options, threads: 1).run().bestPerplexity))
    }
    let new = try trained(corpus(tuned, from: start), tuned)
    let scratch = try trained(corpus(fresh), fresh)
    #expect(new < old - 0.02 && new < scratch - 0.02, "\(new), was \(old), \(scratch) anew")
  }

  @Test(arguments: [NumberFormat.float32, .float16, .int8])
  func aModelStartsFromAnyFile(_ format: NumberFormat) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model.safetensors")
    let model = try Self.model(Self.options())
    try model.write(to: path, as: format)
    let start = try StartingModel(TranslationModel(path: path))
    #expect((start.digest == (try StartingModel(model).digest)) == (format == .float32))
    var options = TrainingOptions(startingFrom: start.model)
    options.updates = 3
    let outcome = try Trainer(
      corpus: Self.corpus(options, from: start), options: options, threads: 1
    ).run()
    #expect(outcome.model?.tensors.allSatisfy { $0.type == .float32 } == true)
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let path: String
    let apply: @Sendable (inout TrainingOptions) -> Void
    var testDescription: String { path }
  }

  static let changes = [
    Change(path: "configuration.hidden") { $0.configuration.hidden = 8 },
    Change(path: "configuration.attention") { $0.configuration.attention = .bahdanau },
    Change(path: "tieEmbeddings") { $0.tieEmbeddings = true },
    Change(path: "source.tokenizer") { $0.source.tokenizer = .words },
    Change(path: "target.lowercase") { $0.target.lowercase = true },
    Change(path: "target.normalize") { $0.target.normalize = NormalForm.none },
    Change(path: "source.minimumFrequency") { $0.source.minimumFrequency = 2 },
    Change(path: "source.vocabularySize") { $0.source.vocabularySize = 20 },
  ]

  @Test(arguments: changes)
  func whatIsTheModelsCannotBeChanged(_ change: Change) throws {
    let model = try Self.model(Self.options(), updates: 3)
    var options = TrainingOptions(startingFrom: model)
    change.apply(&options)
    let error = #expect(throws: TrainingError.self) {
      try Self.corpus(options, from: StartingModel(model))
    }
    guard case .otherThanStart(let path, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == change.path)
    expectOneLine(error)
  }

  @Test func withoutAModelNothingIsExtended() throws {
    var options = Self.options()
    options.extendVocabulary = true
    #expect(throws: TrainingError.self) { try Self.corpus(options) }
  }

  @Test func rareTokensAreNotAdded() throws {
    let model = try Self.model(Self.options(), updates: 3)
    var options = TrainingOptions(startingFrom: model)
    options.extendVocabulary = true
    options.bothSides.minimumFrequency = 4
    let start = try StartingModel(model)
    let few = try Self.corpus(options, words: 20, from: start).sourceVocabularySize
    options.bothSides.minimumFrequency = 1
    let all = try Self.corpus(options, words: 20, from: start).sourceVocabularySize
    #expect(model.source.vocabulary.count < few && few < all)
  }

  @Test func anotherModelIsAnotherRunAndAKilledOneGoesOnAsIfNothingWere() throws {
    let model = try Self.model(Self.options(), updates: 6)
    let start = try StartingModel(model)
    var options = TrainingOptions(startingFrom: model)
    options.run = TrainingExample.options().run
    options.extendVocabulary = true
    let corpus = try Self.corpus(options, words: 9, from: start)
    let whole = try RunFolder(), killed = try RunFolder()
    try whole.train(options, corpus: corpus)
    try killed.train(options, corpus: corpus, stop: 4)
    let other = try Self.corpus(
      options, words: 9, from: StartingModel(Self.model(Self.options(), updates: 9)))
    let error = #expect(throws: TrainingError.self) {
      try killed.train(options, corpus: other, start: .resume)
    }
    guard case .otherOption(_, "startFrom", _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    try killed.train(options, corpus: corpus, start: .resume)
    #expect(try killed.contents() == whole.contents())
  }

  @Test func anOptimizerThatIsKeptGoesOnWithItsMoments() throws {
    let run = try RunFolder()
    let base = Self.options()
    try run.train(base, corpus: Self.corpus(base))
    let model = try TranslationModel(path: run.files.model)
    let start = try StartingModel(model, keepingOptimizerOf: run.files.state)
    #expect(start.updates == 9 && start.learningRate == 0.01)
    var options = TrainingOptions(startingFrom: model)
    options.run = base.run
    options.extendVocabulary = true
    let corpus = try Self.corpus(options, words: 9, from: start)
    let task = try TranslationTask(corpus, options)
    let adam = Adam(task.layout)
    #expect(try task.initialize(moments: adam.moments) == 9)
    let old = ParameterSlab(model.network.layout)
    try SafetensorsFile(path: run.files.state).fill(old, prefix: "moment2.")
    let parameter = model.network.encoder.embedding.weight
    #expect(adam.second.values(of: parameter).elementsEqual(old.values(of: parameter)))
    #expect(old.values(of: parameter).contains { $0 != 0 })

    let kept = try RunFolder(), killed = try RunFolder(), anew = try RunFolder()
    try kept.train(options, corpus: corpus)
    try killed.train(options, corpus: corpus, stop: 5)
    try killed.train(options, corpus: corpus, start: .resume)
    #expect(try killed.contents() == kept.contents())
    let state = try #require(try SafetensorsFile(path: kept.files.state).metadata["progress"])
    #expect(jsonValue(TrainingProgress.self, state)?.updatesBefore == 9)
    try anew.train(options, corpus: Self.corpus(options, words: 9, from: StartingModel(model)))
    #expect(try anew.contents().model != kept.contents().model)

    options.sharedVocabulary.toggle()
    #expect(throws: TrainingError.self) { try Self.corpus(options, from: start) }
    options.sharedVocabulary.toggle()
    options.optimizer = .sgd
    #expect(
      throws: TrainingError.otherThanStart(
        option: "run.optimizer", found: "sgd", expected: "adam")
    ) { try Self.corpus(options, from: start) }
    #expect(throws: TrainingError.otherRun(state: kept.files.state)) {
      try StartingModel(model, keepingOptimizerOf: kept.files.state)
    }
  }
}
