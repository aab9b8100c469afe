/// One language of a translator: how its lines become numbers, and back.
public struct TextSide: Sendable, Equatable {
  /// As the corpus names it: `en`.
  public let language: String
  public let tokenizer: Tokenizer
  public let vocabulary: Vocabulary

  public init(language: String, tokenizer: Tokenizer, vocabulary: Vocabulary) {
    self.language = language
    self.tokenizer = tokenizer
    self.vocabulary = vocabulary
  }

  /// Whether a text can name a language: up to 64 characters that can be shown.
  public static func isLanguage(_ name: String) -> Bool {
    displayable(name, limit: 64).utf8.elementsEqual(name.utf8)
  }

  /// Tokens of a line, without its end symbol.
  public func tokenCount(_ line: String) -> Int { tokenizer.tokenize(line).count }

  /// Token numbers of a line, the end symbol last.
  public func encode(_ line: String) -> [Int32] {
    vocabulary.encode(tokenizer.tokenize(line), appendEnd: true)
  }

  /// The line of token numbers, up to an end symbol.
  public func decode(_ ids: [Int32]) -> String { tokenizer.detokenize(vocabulary.decode(ids)) }
}
