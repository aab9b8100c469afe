import Testing

@testable import Seq2Seq

/// The best model, chosen by a measure of translations.
@Suite struct BestByTests {
  static func options(_ measure: Measure?) -> TrainingOptions {
    var options = TrainingExample.options()
    options.bestBy = measure
    options.configuration.hidden = 16
    options.learningRate = 0.03
    options.updates = 60
    options.validationInterval = 6
    options.patience = 0
    return options
  }

  struct Validation {
    let update: Int
    let perplexity: Double
    let score: Double
    let isBest: Bool
  }

  @Test(arguments: [Measure.chrF, .characterErrorRate, .exactMatch])
  func theBestWeightsAreThoseThatTheMeasurePrefers(_ measure: Measure) throws {
    let options = Self.options(measure)
    var found: [Validation] = []
    let corpus = try TrainingExample.corpus(options)
    let outcome = try RunFolder().train(options, corpus: corpus) { event in
      guard case .validation(let report, let perplexity, let scores, let isBest) = event else {
        return
      }
      found.append(
        Validation(
          update: report.update, perplexity: perplexity,
          score: try #require(scores[measure], "\(measure)"), isBest: isBest))
      #expect(scores.count == 1)
    }
    var best: Validation?
    for validation in found {
      let isBetter =
        best.map {
          validation.score == $0.score
            ? validation.perplexity < $0.perplexity
            : measure.prefers(validation.score, to: $0.score)
        } ?? true
      #expect(validation.isBest == isBetter, "\(measure), update \(validation.update)")
      if isBetter { best = validation }
    }
    #expect(found.count == 10 && Set(found.map(\.score)).count > 1)
    #expect(outcome.bestUpdate == best?.update && outcome.bestScores[measure] == best?.score)

    var decoding = DecodingOptions()
    decoding.beam = 1
    let model = try #require(outcome.model)
    let evaluation = try TranslationSession(model, threads: 1).evaluate(
      Array(corpus.translated), decoding)
    #expect(evaluation[measure] == best?.score)
  }

  @Test func aRunInterruptedAtAnyUpdateEndsAsIfUndisturbed() throws {
    var options = Self.options(.tokenErrorRate)
    options.updates = 9
    options.validationInterval = 2
    let expected = try RunFolder()
    try expected.train(options)
    for update in 1..<9 {
      let run = try RunFolder()
      try run.train(options, stop: update)
      try run.train(options, start: .resume)
      #expect(try run.contents() == expected.contents(), "update \(update)")
    }
    let log = try #require(try expected.log())
    #expect(log.filter { $0.contains("\"validation_scores\":{\"token-error-rate\":") }.count == 5)
    options.bestBy = .bleu
    #expect {
      try expected.train(options, start: .resume)
    } throws: { error in
      guard case TrainingError.otherOption(_, "bestBy", "BLEU", "token-error-rate") = error else {
        return false
      }
      return true
    }
  }

  @Test func withoutAMeasureNothingIsTranslatedOrStored() throws {
    let options = Self.options(nil)
    #expect(try TrainingExample.corpus(options).translated.isEmpty)
    let run = try RunFolder()
    let outcome = try run.train(options, stop: 12)
    #expect(outcome.bestScores.isEmpty)
    let state = String(
      decoding: try #require(try run.contents().state).prefix(4_000), as: UTF8.self)
    #expect(state.contains("bestLoss") && !state.contains("bestScore") && !state.contains("bestBy"))
    #expect(try run.log()?.contains { $0.contains("validation_scores") } == false)
  }

  @Test func manyValidationPairsAreThinnedOutEvenly() throws {
    var options = TrainingExample.options()
    options.bestBy = .bleu
    let valid = TrainingExample.pairs(2 * TrainingOptions.translatedPairs + 1, seed: 3)
    let corpus = try TrainingCorpus(
      train: TrainingExample.pairs(10, seed: 5), valid: valid, sourceLanguage: "low",
      targetLanguage: "up", options: options)
    #expect(corpus.translated.count == TrainingOptions.translatedPairs)
    #expect(corpus.translated.first?.source == valid[0].source)
    #expect(corpus.translated.last?.source == valid[valid.count - 3].source)
  }
}
