@testable import Seq2Seq

/// Texts and options so small that a run takes a moment.
enum LanguageModelExample {
  static let lines = [
    "the crow was thirsty .", "no rain fell", "", "the river was dry .", "the crow flew",
    "he saw dust , and stones .", "was there water ?", "the jar was heavy .", "he drank .",
  ]

  static func options(
    _ mode: LanguageModelMode = .stream, cell: CellKind = .lstm
  ) -> LanguageModelTrainingOptions {
    var options = LanguageModelTrainingOptions()
    options.configuration.mode = mode
    options.configuration.cell = cell
    options.configuration.embedding = 5
    options.configuration.hidden = 6
    options.configuration.layers = 2
    options.configuration.embeddingDropout = 0.1
    options.configuration.layerDropout = 0.2
    options.configuration.outputDropout = 0.3
    options.batch = 3
    options.sequenceLength = 3
    options.updates = 9
    options.validationInterval = 4
    options.reportInterval = 2
    options.learningRate = 0.01
    options.seed = 7
    return options
  }

  static func corpus(_ options: LanguageModelTrainingOptions) throws -> LanguageModelTrainingCorpus
  {
    try LanguageModelTrainingCorpus(lines: lines, valid: nil, test: nil, options: options)
  }

  static func model(
    _ mode: LanguageModelMode = .stream, tokenizer: TokenizerKind = .words, seed: UInt64 = 3
  ) throws -> LanguageModel {
    var configuration = options(mode).configuration
    configuration.hidden = 17
    return try GradientFlow.untrained(configuration, tokenizer: tokenizer, lines: lines, seed: seed)
  }
}
