import Testing

@testable import Seq2Seq

@Suite struct ModelAverageTests {
  /// Models with weights of this seed, as if of one run.
  static func model(
    _ seed: UInt64, _ change: (inout ModelConfiguration) -> Void = { _ in }
  ) throws -> TranslationModel {
    var configuration = ModelExample.configuration(.luong)
    change(&configuration)
    let model = try ModelExample.model(configuration, seed: seed)
    var summary = model.summary
    summary.seed = 1
    return TranslationModel(
      network: model.network, slab: model.slab, source: model.source, target: model.target,
      summary: summary)
  }

  @Test func everyWeightIsTheMeanOfAll() throws {
    let models = try [1, 2, 3].map { try Self.model($0) { $0.dropout = DropoutRates(0.1) } }
    var average = ModelAverage(models[0])
    for model in models.dropFirst() { try average.add(model, path: "m") }
    let found = average.model
    for (i, value) in found.slab.floats.enumerated() {
      let sum = models.reduce(0.0) { $0 + Double($1.slab.floats[i]) }
      #expect(value == Float(sum / 3))
    }
    var summary = models[0].summary
    summary.averagedModels = 3
    #expect(found.summary == summary && found.configuration == models[0].configuration)
    let alone = ModelAverage(models[1]).model
    #expect(alone.slab.floats.elementsEqual(models[1].slab.floats))
    #expect(alone.summary == models[1].summary)
  }

  @Test func modelsOfOtherSizesOrWordsAreRefused() throws {
    var average = ModelAverage(try Self.model(1))
    try average.add(Self.model(2) { $0.dropout = DropoutRates(0.5) }, path: "m")
    #expect(throws: ModelAverageError.otherConfiguration(path: "m")) {
      try average.add(Self.model(1) { $0.hidden = 8 }, path: "m")
    }
    #expect(throws: ModelAverageError.otherConfiguration(path: "m")) {
      try average.add(Self.model(1) { $0.inputFeeding = false }, path: "m")
    }
    let model = try Self.model(1)
    let other = TranslationModel(
      network: model.network, slab: model.slab, source: model.source,
      target: TextSide(
        language: "fr", tokenizer: model.target.tokenizer,
        vocabulary: Vocabulary(distinct: model.target.vocabulary.tokens.reversed())),
      summary: model.summary)
    #expect(throws: ModelAverageError.otherVocabulary(path: "m", side: "target")) {
      try average.add(other, path: "m")
    }
    expectOneLine(ModelAverageError.otherVocabulary(path: "m", side: "target"), about: "m")
  }

  /// Weights of models that began apart have nothing in common; those of models that began with one
  /// model do.
  @Test func modelsThatBeganApartAreRefused() throws {
    let model = try Self.model(1)
    func run(seed: UInt64, startFrom: String?) throws -> TranslationModel {
      var summary = model.summary
      summary.seed = seed
      return TranslationModel(
        network: model.network, slab: model.slab, source: model.source, target: model.target,
        summary: summary,
        options: try TrainingOptions().stored(
          startFrom: startFrom, keepsOptimizer: false, isGuided: false))
    }
    func refused(_ found: String, _ expected: String = "seed 1") -> ModelAverageError {
      .otherBeginning(path: "m", found: found, expected: expected)
    }
    expectOneLine(refused("seed 2"), about: "m")
    var average = ModelAverage(try run(seed: 1, startFrom: nil))
    try average.add(run(seed: 1, startFrom: nil), path: "m")
    #expect(throws: refused("seed 2")) { try average.add(run(seed: 2, startFrom: nil), path: "m") }
    #expect(throws: refused("model a")) { try average.add(run(seed: 1, startFrom: "a"), path: "m") }
    var started = ModelAverage(try run(seed: 1, startFrom: "a"))
    try started.add(run(seed: 2, startFrom: "a"), path: "m")
    #expect(throws: refused("model b", "model a")) {
      try started.add(run(seed: 1, startFrom: "b"), path: "m")
    }
  }
}
