/// How other programs mark the subwords that they cut words into.
package enum SubwordMark: String, Sendable {
  /// `@@` after a piece that does not end its word, as in subword-nmt.
  case continuation = "@@"
  /// `▁` before a piece that begins a word, as in SentencePiece.
  case wordStart = "▁"

  /// A text with its pieces joined, whichever mark they have; unchanged where they have none.
  package static func join(_ text: String) -> String {
    let pieces = SpacedTokens.split(text)
    if pieces.contains(where: { $0.unicodeScalars.first == TokenMarks.space }) {
      let words = pieces.joined().unicodeScalars.split(separator: TokenMarks.space)
      return SpacedTokens.join(words.map { String($0) })
    }
    var joiner = BytePairJoiner()
    var words = pieces.compactMap { joiner.append($0) }
    if let last = joiner.end() { words.append(last) }
    return SpacedTokens.join(words)
  }
}
