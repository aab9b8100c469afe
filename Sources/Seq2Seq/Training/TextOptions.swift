/// How a text becomes tokens and their numbers: of one side of a translator, or of a language model.
public struct TextOptions: Sendable, Equatable, Codable {
  /// nil: what suits the text.
  public var tokenizer: TokenizerKind?
  /// Whether text is put in lower case.
  public var lowercase = false
  /// The normal form of Unicode that text is put in; nil: what suits the text.
  public var normalize: NormalForm?
  /// Rarer tokens are unknown ones.
  public var minimumFrequency = 1
  /// Tokens of the vocabulary at most, the most frequent first; special symbols count.
  public var vocabularySize: Int?

  public init() {}

  /// Without what is learned from text.
  var unlearned: Tokenizer {
    Tokenizer(
      kind: tokenizer ?? .words, lowercase: lowercase, normalForm: normalize ?? .nfc)
  }

  /// Decides what was left to the text.
  mutating func complete(for tokenizer: Tokenizer) {
    self.tokenizer = tokenizer.kind
    normalize = tokenizer.normalForm
  }

  /// Throws for numbers outside of their range.
  func validate() throws(TrainingError) {
    try requireAtLeast([
      ("minimumFrequency", minimumFrequency, 1), ("vocabularySize", vocabularySize ?? 4, 4),
    ])
  }
}
