/// Cuts a long line into pieces that a model can read: after the end of a sentence if there is one
/// near enough, else after a comma or a similar mark, else at the limit.
enum SentencePieces {
  /// Pieces of at most `limit` tokens, in order. A line within the limit is one piece; a word of
  /// more tokens than the limit is itself cut.
  static func split(_ words: [TokenizedWord], limit: Int) -> [[TokenizedWord]] {
    let limit = max(limit, 1)
    var pieces: [[TokenizedWord]] = []
    var rest = words.flatMap { cut($0, limit: limit) }[...]
    while !rest.isEmpty {
      var tokens = 0
      let fitting = rest.prefix { word in
        tokens += word.tokens.count
        return tokens <= limit
      }
      var piece = fitting
      if fitting.count < rest.count {
        piece =
          fitting[...(end(of: fitting) { $0.word[...].unicodeScalars } ?? fitting.endIndex - 1)]
      }
      pieces.append(Array(piece))
      rest = rest[piece.endIndex...]
    }
    return pieces
  }

  /// The word, or its pieces where it has more tokens than the limit: any two in a row have more.
  static func cut(_ word: TokenizedWord, limit: Int) -> [TokenizedWord] {
    if word.tokens.count <= limit { return [word] }
    var pieces: [TokenizedWord] = []
    var rest = word.tokens[...]
    while !rest.isEmpty {
      var piece = rest.prefix(limit)
      if piece.count < rest.count, let end = end(of: piece, text: { MarkedToken($0).core }) {
        piece = piece[...end]
      }
      pieces.append(TokenizedWord(word: piece.joined(), tokens: Array(piece)))
      rest = rest[piece.endIndex...]
    }
    return pieces
  }

  /// The last place where a sentence ends, or else a part of one; nil where none is in the second
  /// half: a cut in the first half would make more pieces without making more sense.
  private static func end<Part>(
    of fitting: ArraySlice<Part>, text: (Part) -> Substring.UnicodeScalarView
  ) -> Int? {
    let late = fitting.dropFirst(fitting.count / 2)
    func last(_ marks: Set<Unicode.Scalar>) -> Int? {
      late.lastIndex { text($0).last.map(marks.contains) ?? false }
    }
    return last(SentenceEnds.ends) ?? last(clauseEnds)
  }

  private static let clauseEnds = Set(",;:—、，；：､،؛".unicodeScalars)
}

/// What stands between the translations of two parts of a line: nothing beside an empty one, or
/// where the text is Chinese or Japanese; else a space.
package func separator(between left: String, and right: String) -> String {
  guard let last = left.unicodeScalars.last, let first = right.unicodeScalars.first else {
    return ""
  }
  /// Whether it is punctuation as wide as the letters of these scripts.
  func isWideMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x3001...0x303F ~= scalar.value || 0xFF01...0xFF65 ~= scalar.value)
      && ScalarClass(scalar) == .symbol
  }
  if isWideMark(last) { return "" }
  return Script(last) == .han && (Script(first) == .han || isWideMark(first)) ? "" : " "
}
