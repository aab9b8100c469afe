import Testing

@testable import Seq2Seq

@Suite struct TranslationGradientFlowTests {
  static let pairs = TrainingExample.pairs(20, words: 6, lengths: 8...12, seed: 3)

  private static func model(_ cell: CellKind, layers: Int = 1) throws -> TranslationModel {
    var configuration = TrainingOptions().configuration
    configuration.cell = cell
    configuration.embedding = 10
    configuration.hidden = 12
    configuration.encoderLayers = layers
    configuration.decoderLayers = layers
    return try GradientFlow.untrained(configuration, tokenizer: .none, pairs: pairs, seed: 1)
  }

  @Test(arguments: CellKind.allCases)
  func everyDistanceHasANorm(_ cell: CellKind) throws {
    let model = try Self.model(cell, layers: 2)
    let found = try #require(
      GradientFlow.norms(of: model, over: Self.pairs, distance: 8, threads: 1))
    for norms in [found.decoder, found.encoder, found.withoutAttention] {
      #expect(norms.count == 9 && norms.allSatisfy { $0 > 0 && $0.isFinite }, "\(cell)")
    }
    // Through attention every state is near; without it only the last ones are.
    #expect(
      found.encoder[8] / found.encoder[0] > found.withoutAttention[8] / found.withoutAttention[0])
    #expect(
      found == GradientFlow.norms(of: model, over: Self.pairs, distance: 8, threads: 2))
    #expect(GradientFlow.norms(of: model, over: Self.pairs, distance: 30, threads: 1) == nil)
  }

  @Test func theDistanceThatPairsReachIsTheirLength() throws {
    let model = try Self.model(.gru)
    let lengths = Self.pairs.map {
      min(model.source.encode($0.source).count, model.target.encode($0.target).count)
    }.sorted { $0 > $1 }
    for count in [1, 5, 20] {
      #expect(
        GradientFlow.distance(reachedBy: count, of: Self.pairs, in: model, most: 60)
          == lengths[count - 1] - 1)
    }
    #expect(GradientFlow.distance(reachedBy: 3, of: Self.pairs, in: model, most: 4) == 4)
    #expect(GradientFlow.distance(reachedBy: 3, of: [], in: model, most: 4) == 1)
  }
}
