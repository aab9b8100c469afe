/// Why a translation reads as it does: the token choices that the model was least sure of, with the
/// probable alternatives, and the words that were copied.
package struct TranslationExplanation: Sendable, Equatable {
  /// A token within its word: what is before and after it in the word. The end symbol is `</s>`.
  package struct Piece: Sendable, Equatable {
    package let before: String
    package let text: String
    package let after: String

    package var word: String { before + text + after }
    /// Whether the token is a whole word.
    package var isWhole: Bool { before.isEmpty && after.isEmpty }
  }

  /// A token that could replace another one, after the same tokens.
  package struct Alternative: Sendable, Equatable {
    /// The token within the word that the most probable tokens after it form.
    package let piece: Piece
    /// As the vocabulary spells it: two tokens may read alike, but join their neighbors in other ways.
    package let token: String
    package let probability: Float
  }

  package struct Choice: Sendable, Equatable {
    /// The place of the word in the translation; nil: the end symbol.
    package fileprivate(set) var word: Int?
    package let piece: Piece
    /// As the vocabulary spells it.
    package let token: String
    package let probability: Float
    /// The most probable other tokens, best first.
    package let alternatives: [Alternative]
  }

  /// An unknown word that was replaced by a source word, or by what a lexicon has for it.
  package struct Copy: Sendable, Equatable {
    /// The place of the word in the translation that holds the written text.
    package fileprivate(set) var word: Int
    /// The place of the source word that holds the copied text.
    package fileprivate(set) var sourceWord: Int
    package let text: String
    package let source: String
  }

  /// By place.
  package let choices: [Choice]
  package let copies: [Copy]

  init(choices: [Choice], copies: [Copy]) {
    self.choices = choices
    self.copies = copies
  }

  /// Joins the explanations of parts of a line, with the numbers of words in each: the `count`
  /// least probable choices of all.
  init(
    joining parts: [(explanation: TranslationExplanation, source: Int, target: Int)], count: Int
  ) {
    var source = 0, target = 0
    var choices: [Choice] = [], copies: [Copy] = []
    for part in parts {
      for var choice in part.explanation.choices {
        choice.word = choice.word.map { $0 + target }
        choices.append(choice)
      }
      for var copy in part.explanation.copies {
        copy.word += target
        copy.sourceWord += source
        copies.append(copy)
      }
      source += part.source
      target += part.target
    }
    let least = Self.leastProbable(choices.map(\.probability), count: count)
    self.init(choices: least.map { choices[$0] }, copies: copies)
  }

  /// The places of the least probabilities, in order; of equal ones the first.
  static func leastProbable(_ probabilities: [Float], count: Int) -> [Int] {
    probabilities.indices
      .sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
      .prefix(count).sorted()
  }
}

extension Tokenizer {
  /// The token within its word, as alignments count words, and the word's place; nil where the
  /// token has no word.
  func piece(
    at place: Int, in tokens: [String]
  ) -> (word: Int, piece: TranslationExplanation.Piece)? {
    var first = 0
    for (number, word) in shown(joinedWords(tokens), tokens: false).enumerated() {
      if place < first + word.tokens.count {
        var joiner = joiner()
        let texts = word.tokens.map { token in
          SpacedTokens.join(SpacedTokens.split(joiner.append(token)))
        }
        let own = place - first
        return (
          number,
          TranslationExplanation.Piece(
            before: texts[..<own].joined(), text: texts[own],
            after: texts[(own + 1)...].joined())
        )
      }
      first += word.tokens.count
    }
    return nil
  }
}
