import Testing

@testable import Seq2Seq

/// Averages of weights, weight decay, two passes over each pair, and what else training drops.
@Suite struct RegularizedTrainingTests {
  static func plain() -> TrainingOptions {
    var options = TrainingExample.options()
    options.configuration.dropout = DropoutRates(0)
    options.validationInterval = 1
    options.updates = 1
    return options
  }

  static func weights(_ options: TrainingOptions) throws -> [Float] {
    let model = try #require(RunFolder().train(options).model)
    return model.network.layout.parameters.flatMap { model.slab[$0].values }
  }

  /// The weights before the first update.
  static func start(_ options: TrainingOptions) throws -> [Float] {
    let network = try EncoderDecoder(
      TranslationTask(TrainingExample.corpus(options), options).options.configuration)
    let slab = ParameterSlab(network.layout)
    slab.initialize(seed: options.seed)
    return network.layout.parameters.flatMap { slab[$0].values }
  }

  @Test func theKeptWeightsAreTheirAverageOverTheUpdates() throws {
    var options = Self.plain()
    let moved = try Self.weights(options)
    let start = try Self.start(options)
    for (decay, expected) in [(Float(0.999), Float(2) / 11), (0.1, 0.1)] {
      options.averageDecay = decay
      let average = try Self.weights(options)
      for i in average.indices {
        let value = expected * start[i] + (1 - expected) * moved[i]
        #expect(abs(average[i] - value) <= 1e-6, "decay \(decay), weight \(i)")
      }
    }
  }

  @Test func weightDecayShrinksWhatHasNoGradient() throws {
    var options = Self.plain()
    let usual = try Self.weights(options)
    options.weightDecay = 0.5
    let decayed = try Self.weights(options)
    let start = try Self.start(options)
    let share = options.learningRate * options.weightDecay
    for i in usual.indices {
      #expect(abs(usual[i] - share * start[i] - decayed[i]) <= 1e-6, "weight \(i)")
    }
  }

  static let kinds: [(String, @Sendable (inout TrainingOptions) -> Void)] = [
    ("two passes", { $0.consistency = 2 }),
    ("recurrent weights", { $0.recurrentDropout = 0.4 }),
    ("averaged", { $0.averageDecay = 0.9 }),
    ("decayed", { $0.weightDecay = 0.1 }),
    ("cosine", { $0.schedule = .cosine }),
    ("warmed up", { $0.warmup = 5 }),
  ]

  @Test func eachChangesTheWeights() throws {
    let plain = try Self.weights(TrainingExample.options())
    for (name, change) in Self.kinds {
      var options = TrainingExample.options()
      change(&options)
      #expect(try Self.weights(options) != plain, "\(name)")
    }
  }

  /// Without dropout two passes are identical, so their divergence is 0.
  @Test func twoEqualPassesAreTrainedAsOne() throws {
    var options = Self.plain()
    let one = try Self.weights(options)
    options.consistency = 3
    for (a, b) in zip(try Self.weights(options), one) { #expect(abs(a - b) <= 1e-4) }
  }

  @Test func aRunWithAllOfThemGoesOnToTheSameBitsAtAnyNumberOfThreads() throws {
    var options = TrainingExample.options()
    for (_, change) in Self.kinds { change(&options) }
    let whole = try RunFolder(), parts = try RunFolder()
    try whole.train(options)
    for stop in [1, 4, 5, .max] {
      try parts.train(
        options, start: stop == 1 ? .fresh : .resume, threads: stop == 4 ? 2 : 1, stop: stop)
    }
    #expect(try parts.contents() == whole.contents())
  }
}
