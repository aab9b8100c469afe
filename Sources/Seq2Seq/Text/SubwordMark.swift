/// How other programs mark the subwords that they cut words into.
package enum SubwordMark: String, Sendable {
  /// `@@` behind a piece that its word goes on after, as subword-nmt has it.
  case continuation = "@@"
  /// `▁` before a piece that begins a word, as SentencePiece has it.
  case wordStart = "▁"

  /// A text with its pieces joined, whichever mark they have; as it is where they have none.
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
