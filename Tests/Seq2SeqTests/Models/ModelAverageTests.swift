import Testing

@testable import Seq2Seq

@Suite struct ModelAverageTests {
  static func model(
    _ seed: UInt64, _ change: (inout ModelConfiguration) -> Void = { _ in }
  ) throws -> TranslationModel {
    var configuration = ModelExample.configuration(.luong)
    change(&configuration)
    return try ModelExample.model(configuration, seed: seed)
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
    #expect(found.summary == models[0].summary && found.configuration == models[0].configuration)
    let alone = ModelAverage(models[1]).model
    #expect(alone.slab.floats.elementsEqual(models[1].slab.floats))
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
}
