/// One language of a translator: how its lines become numbers, and back.
package struct TextSide: Sendable, Equatable {
  /// The language's name in the corpus: `en`.
  package let language: String
  package let tokenizer: Tokenizer
  package let vocabulary: Vocabulary
  /// Words of several subwords that training saw; where unknown words are copied, all others are
  /// unknown. nil: every word is spelled in subwords.
  var seenWords: SeenWords?

  /// Whether a text can name a language: up to 64 characters that can be shown.
  package static func isLanguage(_ name: String) -> Bool {
    displayable(name, limit: 64).utf8.elementsEqual(name.utf8)
  }

  /// Tokens of a line, without its end symbol.
  package func tokenCount(_ line: String) -> Int { encode(line).count - 1 }

  /// Token numbers of a line, the end symbol last.
  ///
  /// - Parameter copiesUnknown: as in `words`.
  package func encode(_ line: String, copiesUnknown: Bool = false) -> [Int32] {
    tokenizer.subwords == nil && !copiesUnknown
      ? vocabulary.encode(tokenizer.tokenize(line), appendEnd: true)
      : encode(words(line, copiesUnknown: copiesUnknown))
  }

  /// The same for a line given as words.
  func encode(_ words: [TokenizedWord]) -> [Int32] {
    vocabulary.encode(words.flatMap(\.tokens), appendEnd: true)
  }

  /// The words that white space separates, each with tokens of the vocabulary as far as it can be
  /// spelled in them.
  ///
  /// - Parameter copiesUnknown: whether a word or letter that training never saw is read in a form
  ///   that it did see (see `KnownForms`), or else stays one unknown token, as a `CopiedWord` does.
  func words(_ line: String, copiesUnknown: Bool = false) -> [TokenizedWord] {
    guard copiesUnknown else {
      guard let subwords = tokenizer.subwords else { return tokenizer.tokenizedWords(line) }
      return tokenizer.tokenizedWords(line) { spelled($0, subwords) }
    }
    if tokenizer.tellsWords, tokenizer.subwords == nil || seenWords != nil {
      return typedWords(line)
    }
    guard tokenizer.kind == .characters else { return tokenizer.tokenizedWords(line) { known($0) } }
    return tokenizer.tokenizedWords(line).map { word in
      TokenizedWord(
        word: word.word,
        tokens: word.tokens.flatMap { KnownForms.letters(of: $0, isKnown: hasSeen) })
    }
  }

  /// The words of a line as people type it; each unknown one is read in a known form, or copied.
  private func typedWords(_ line: String) -> [TokenizedWord] {
    let words = SpacedTokens.split(tokenizer.normalizer.normalize(line))
    let tokens = words.map { tokenizer.segmentation.split($0) }
    let ends = Set(SentenceEnds.places(in: words))
    var forms = KnownForms(tokens.joined(), isKnown: hasSeen)
    return words.indices.map { place in
      var read = tokens[place].map { known(forms.form(of: $0)) }
      if ends.contains(place) { forms.beginSentence() }
      let copied = CopiedWord(tokens[place]) { part in
        read[part].contains { vocabulary.id(of: $0) == Vocabulary.unknown }
      }
      if let copied { read.replaceSubrange(copied.range, with: [[copied.token]]) }
      return TokenizedWord(word: words[place], tokens: read.flatMap { $0 })
    }
  }

  /// Whether training saw a word, or a mark.
  private func hasSeen(_ token: String) -> Bool {
    guard let subwords = tokenizer.subwords else {
      return vocabulary.id(of: token) != Vocabulary.unknown
    }
    return seenWords?.contains(token) == true || spelled(token, subwords).count == 1
  }

  /// A word token as translation reads it: whole and unknown where training never saw it, or where
  /// it is a number that would be cut.
  private func known(_ token: String) -> [String] {
    guard let subwords = tokenizer.subwords else { return [token] }
    let pieces = spelled(token, subwords)
    guard pieces.count > 1, let seenWords,
      !seenWords.contains(token) || token.utf8.allSatisfy({ 0x30...0x39 ~= $0 })
    else { return pieces }
    // A word may look like a piece or a byte token without being one.
    return vocabulary.id(of: token) == Vocabulary.unknown ? [token] : pieces
  }

  /// The words of a line as `AlignmentMatrix` counts them, each with the places of its tokens
  /// before they are cut into subwords. A word that is part of a token has the whole token.
  package func alignedWords(_ line: String) -> [Range<Int>] {
    var tokenOfPiece: [Int] = []
    for (place, token) in tokenizer.wholeTokens(line).enumerated() {
      let pieces = tokenizer.subwords.map { spelled(token, $0).count } ?? 1
      tokenOfPiece += repeatElement(place, count: pieces)
    }
    var end = 0
    return tokenizer.shown(words(line), tokens: false).map { word in
      let first = end
      end = min(end + word.tokens.count, tokenOfPiece.count)
      return first < end ? tokenOfPiece[first]..<tokenOfPiece[end - 1] + 1 : 0..<0
    }
  }

  /// How a token is spelled in the vocabulary.
  private func spelled(_ token: String, _ subwords: any SubwordSegmentation) -> [String] {
    subwords.pieces(of: token) { vocabulary.id(of: $0) != Vocabulary.unknown }
  }

  /// The token numbers of a token before it is cut into subwords.
  func spelling(of token: String) -> [Int32] {
    guard let subwords = tokenizer.subwords else { return [vocabulary.id(of: token)] }
    return spelled(token, subwords).map { vocabulary.id(of: $0) }
  }

  /// The line of token numbers, up to an end symbol.
  package func decode(_ ids: [Int32]) -> String { tokenizer.detokenize(vocabulary.decode(ids)) }
}
