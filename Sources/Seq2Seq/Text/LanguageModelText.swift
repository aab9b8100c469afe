/// How a language model's lines become numbers, and back. A line's end is the end symbol.
package struct LanguageModelText: Sendable, Equatable {
  let side: TextSide

  init(_ side: TextSide) { self.side = side }

  init(tokenizer: Tokenizer, vocabulary: Vocabulary) {
    self.init(TextSide(language: "text", tokenizer: tokenizer, vocabulary: vocabulary))
  }

  package var tokenizer: Tokenizer { side.tokenizer }
  package var vocabulary: Vocabulary { side.vocabulary }

  /// Token numbers of a line, without its end. Unlike a translator, a model of characters reads lines
  /// of white space alone.
  package func encode(_ line: String) -> [Int32] {
    tokenizer.wholeTokensKeepingBlanks(line).flatMap { side.spelling(of: $0) }
  }

  /// Token numbers of a text, an end symbol for each line feed.
  package func encode(text: String) -> [Int32] {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return Array(lines.map { encode(String($0)) }.joined(separator: [Vocabulary.end]))
  }

  /// Makes a writer that puts tokens back together one at a time.
  package func writer() -> LanguageModelTextWriter {
    LanguageModelTextWriter(text: self, joiner: tokenizer.joiner())
  }
}

/// Puts a text together as its tokens come.
package struct LanguageModelTextWriter: Sendable {
  fileprivate let text: LanguageModelText
  fileprivate var joiner: any TokenJoiner

  /// What the next token adds to the text: a line feed for the end symbol.
  package mutating func append(_ token: Int32) -> String {
    if token == Vocabulary.end {
      joiner = text.tokenizer.joiner()
      return "\n"
    }
    return joiner.append(text.vocabulary.token(token))
  }
}
