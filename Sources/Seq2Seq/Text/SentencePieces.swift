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
        // A cut in the first half would make more pieces without making more sense.
        let late = fitting.dropFirst(fitting.count / 2)
        if let end = late.lastIndex(where: { $0.word.ends(in: ".!?…。！？।") })
          ?? late.lastIndex(where: { $0.word.ends(in: ",;:—、，；：") })
        {
          piece = fitting[...end]
        }
      }
      pieces.append(Array(piece))
      rest = rest[piece.endIndex...]
    }
    return pieces
  }

  /// The word, or its pieces where it has more tokens than the limit: all but the last have as many.
  static func cut(_ word: TokenizedWord, limit: Int) -> [TokenizedWord] {
    if word.tokens.count <= limit { return [word] }
    return word.tokens.chunks(of: limit).map {
      TokenizedWord(word: $0.joined(), tokens: Array($0))
    }
  }
}

extension String {
  /// Whether the last scalar is one of these.
  fileprivate func ends(in scalars: String) -> Bool {
    unicodeScalars.last.map { scalars.unicodeScalars.contains($0) } ?? false
  }
}
