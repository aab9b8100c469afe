extension Tokenizer {
  /// A token with the text of a source token, or of its whole word where the token is part of one;
  /// or with what a lexicon has for it.
  func copy(
    of place: Int, in source: [String], by other: Tokenizer, lexicon: Lexicon? = nil
  ) -> String {
    let whole = other.segmentation.whole(at: place, in: source)
    let text = other.detokenize([whole])
    if let translation = lexicon?.translation(of: text) { return token(saying: translation) }
    // Its marks stay where they mean the same here, as between subwords of words that are cut
    // alike.
    let isAlike = kind == other.kind && detokenize([whole]).utf8.elementsEqual(text.utf8)
    return isAlike ? whole : token(saying: text)
  }

  /// One token that detokenizes to this text, whatever marks the text holds.
  private func token(saying text: String) -> String {
    if detokenize([text]).utf8.elementsEqual(text.utf8) { return text }
    var token = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { TokenMarks.append(escaping: scalar, to: &token) }
    return String(token)
  }
}
