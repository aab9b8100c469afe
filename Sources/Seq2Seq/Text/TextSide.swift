/// One language of a translator: how its lines become numbers, and back.
package struct TextSide: Sendable, Equatable {
  /// As the corpus names it: `en`.
  package let language: String
  package let tokenizer: Tokenizer
  package let vocabulary: Vocabulary

  /// Whether a text can name a language: up to 64 characters that can be shown.
  package static func isLanguage(_ name: String) -> Bool {
    displayable(name, limit: 64).utf8.elementsEqual(name.utf8)
  }

  /// Tokens of a line, without its end symbol.
  package func tokenCount(_ line: String) -> Int { tokenizer.tokenize(line).count }

  /// Token numbers of a line, the end symbol last.
  package func encode(_ line: String) -> [Int32] {
    vocabulary.encode(tokenizer.tokenize(line), appendEnd: true)
  }

  /// The line of token numbers, up to an end symbol.
  package func decode(_ ids: [Int32]) -> String { tokenizer.detokenize(vocabulary.decode(ids)) }
}
