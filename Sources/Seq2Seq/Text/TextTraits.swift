/// What a text looks like, from which follows which tokens suit it.
package struct TextTraits: Sendable, Equatable {
  /// The number of lines that are looked at, spread evenly.
  private static let sampled = 2_000

  /// The mark of subwords, where another program has cut the text.
  package private(set) var subwordMark: SubwordMark?
  /// Nearly all lines are one word.
  package private(set) var isWordList = false
  /// Nearly all words are symbols of one to three characters, such as phones.
  package private(set) var isSymbols = false
  /// Lines are short, as words and names are.
  package private(set) var isShort = false
  /// Much of it is in scripts without spaces between words, and it has no spaces.
  package private(set) var isWithoutSpaces = false
  /// Much of it is in Hangul syllables.
  package private(set) var isHangul = false

  /// - Parameters:
  ///   - count: the number of lines.
  ///   - line: a line by its place.
  package init(count: Int, line: (Int) -> String) {
    var lines = 0, single = 0, words = 0, short = 0, scalars = 0
    var letters = 0, spaceless = 0, hangul = 0, continued = 0, started = 0
    for place in stride(from: 0, to: count, by: max(count / Self.sampled, 1)) {
      let tokens = SpacedTokens.split(line(place))
      if tokens.isEmpty { continue }
      lines += 1
      if tokens.count == 1 { single += 1 }
      words += tokens.count
      for token in tokens {
        if token.utf8.count > 2, token.utf8.suffix(2).elementsEqual("@@".utf8) { continued += 1 }
        if token.unicodeScalars.first == TokenMarks.space { started += 1 }
        var width = 0
        for scalar in token.unicodeScalars {
          scalars += 1
          switch ScalarClass(scalar) {
          case .continuing: continue
          case .letter:
            letters += 1
            if Script(scalar)?.isWrittenWithoutSpaces ?? false { spaceless += 1 }
            if (0xAC00...0xD7A3).contains(scalar.value) { hangul += 1 }
          default: break
          }
          width += 1
        }
        if width <= 3 { short += 1 }
      }
    }
    if 100 * continued > words {
      subwordMark = .continuation
    } else if 5 * started > words {
      subwordMark = .wordStart
    }
    isWordList = lines > 0 && 100 * single >= 95 * lines
    isSymbols = words > 0 && 100 * short >= 95 * words
    isShort = lines > 0 && scalars + words < 25 * lines
    isWithoutSpaces = 10 * spaceless > 3 * max(letters, 1) && scalars > 4 * words
    isHangul = 10 * hangul > 3 * max(letters, 1)
  }

  /// The tokenizer that suits the text, given the other side: letters go with sounds. If both sides
  /// are symbols, both may as well be words.
  package func tokenizer(beside other: TextTraits) -> TokenizerKind {
    if subwordMark != nil { return .none }
    if isWordList || isWithoutSpaces { return .characters }
    if isSymbols == other.isSymbols { return .words }
    return isSymbols ? .none : isShort ? .characters : .words
  }

  /// The normal form that suits the text with a kind of tokens: where characters are read, Hangul
  /// is decomposed into letters.
  package func normalForm(_ kind: TokenizerKind) -> NormalForm {
    kind == .characters && isHangul ? .nfd : .nfc
  }
}
