import Seq2Seq

extension Options {
  // MARK: - Text

  static let valid = Option.file("valid", "text to validate on")
  static let test = Option.file("test", "text to test the best model on")
  static let heldOutLines = heldOut(
    "share of the lines, the last ones, to validate on if no file is given", in: .shareBelowAll,
    default: "0.1, or 0 for fewer than \(grouped(LanguageModelTrainingOptions.smallText)) tokens, "
      + "which are validated on themselves")
  static let testShare = Option.number(
    "test-share", "SHARE", "share of the lines, the last ones, to test on", in: .shareBelowAll)

  static let textReading: [Setting<LanguageModelTrainingOptions>] =
    [
      heldOutLines.sets(optional: \.heldOutShare), testShare.map(\.sameDigits).sets(\.testShare),
    ]
    + text.map {
      $0.within(\.text).saying($0.facts.help, default: textDefault($0))
    } + [mode]
  static let mode = Option.choice("mode", "KIND", LanguageModelMode.allCases) { _ in
    "stream: the whole text, with line ends as tokens; lines: each line by itself"
  }.sets(\LanguageModelTrainingOptions.configuration.mode)

  /// A language model's text does not decide defaults.
  private static func textDefault(_ option: Setting<TextOptions>) -> String? {
    switch option.facts.name {
    case tokenizer.facts.name: TokenizerKind.words.rawValue
    case normalize.facts.name: NormalForm.nfc.rawValue
    default: nil
    }
  }

  // MARK: - Model

  static let languageModel: [Setting<LanguageModelTrainingOptions>] = [
    cell.sets(\.configuration.cell),
    embedding.saying("length of token vectors").sets(\.configuration.embedding),
    hidden.saying("units of each layer").sets(\.configuration.hidden),
    Option.integer("layers", in: ModelConfiguration.layers).sets(\.configuration.layers),
    tieEmbeddings.saying("use the embedding as output weights").sets(\.configuration.tieEmbeddings),
    dropout.saying("dropout of token vectors, between layers and before the output").sets(
      \.configuration.embeddingDropout, \.configuration.layerDropout,
      \.configuration.outputDropout),
  ]

  // MARK: - Schedule

  static let lanes = batch.saying(
    "lanes of the stream, or lines, in an update; a lane holds at least four sequences")
  static let sequenceLength = Option.integer(
    "sequence-length", "N", "steps of the stream that an update backpropagates through",
    in: RunOptions.batches
  ).sets(\LanguageModelTrainingOptions.sequenceLength)
}
