import Testing

@testable import Seq2Seq

/// Training learns a task that only attention can solve.
@Suite struct LearningTests {
  static func options(_ attention: AttentionKind) -> TrainingOptions {
    var options = TrainingExample.options(attention)
    options.configuration.embedding = 8
    options.configuration.hidden = 20
    options.configuration.dropout = DropoutRates(0)
    options.labelSmoothing = 0
    options.learningRate = 0.02
    options.batch = 12
    options.updates = 120
    options.validationInterval = 40
    return options
  }

  @Test(arguments: AttentionKind.allCases)
  func copyingIsLearned(_ attention: AttentionKind) throws {
    let options = Self.options(attention)
    let pairs = TrainingExample.pairs(48, words: 4, lengths: 1...3, seed: 3).map {
      SentencePair(source: $0.source, target: $0.source)
    }
    let corpus = try TrainingCorpus(
      train: pairs, valid: pairs, sourceLanguage: "a", targetLanguage: "a", options: options)
    let run = try RunFolder()
    let outcome = try run.train(options, corpus: corpus)
    #expect(try #require(outcome.bestPerplexity) < 1.5)

    let session = TranslationSession(try TranslationModel(path: run.files.model), threads: 1)
    for beam in [1, 4] {
      var decoding = DecodingOptions()
      decoding.beam = beam
      let found = try session.translate(pairs.prefix(12).map(\.source), decoding)
      #expect(found.map { $0[0].text } == pairs.prefix(12).map(\.target), "beam \(beam)")
    }
  }
}
