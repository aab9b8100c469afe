/// A source sentence as each model of a session reads it.
struct SourceText {
  /// Its words, as the first model reads them.
  let words: [TokenizedWord]
  /// The tokens of each model, without the end symbol.
  let tokens: [[String]]
  /// Their numbers, the end symbol last.
  let ids: [[Int32]]

  /// The models that have the same tokens as the first one.
  var membersLikeFirst: [Int] {
    tokens.indices.filter { member in
      member == 0
        || tokens[member].count == tokens[0].count
          && zip(tokens[member], tokens[0]).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }
  }
}

/// How the models of a session read their source. The first one decides where a line is cut.
struct SourceReading {
  private let sides: [TextSide]
  /// Whether all models read alike.
  private let areEqual: Bool

  init(_ sides: [TextSide]) {
    self.sides = sides
    areEqual = sides.dropFirst().allSatisfy { $0 == sides[0] }
  }

  /// A line as a whole.
  func whole(_ line: String, copiesUnknown: Bool = false) -> SourceText {
    text(sides[0].words(line, copiesUnknown: copiesUnknown), line, copiesUnknown: copiesUnknown)
  }

  /// A line's parts: its sentences, where it is to be split, and pieces of those that are too long.
  func parts(of line: String, _ options: DecodingOptions, splits: Bool) -> [SourceText] {
    let copies = options.copiesUnknownWords
    let line = splits && sides[0].tokenizer.kind != .none ? SentenceEnds.spaced(line) : line
    let words = sides[0].words(line, copiesUnknown: copies)
    let sentences = splits ? sides[0].sentences(words, of: line) : [words]
    let parts = sentences.flatMap { SentencePieces.split($0, limit: options.maximumLength) }
    if areEqual || parts.count == 1 { return parts.map { text($0, line, copiesUnknown: copies) } }
    let texts = typed(
      parts, of: Array(sentences.joined()), in: line, limit: options.maximumLength)
    return zip(parts, texts).map { text($0, $1, copiesUnknown: copies) }
  }

  /// Each part of a line as it was typed: what the first model reads may be in lower case, or in
  /// forms that this model knows. A piece of a word that is cut is as the first model reads it, and
  /// so is a line whose normal form has other words.
  private func typed(
    _ parts: [[TokenizedWord]], of words: [TokenizedWord], in line: String, limit: Int
  ) -> [String] {
    let tokenizer = sides[0].tokenizer
    let spaced = SpacedTokens.splitKeepingSpace(line)
    guard spaced.count == words.count else {
      return parts.map { tokenizer.detokenize($0.flatMap(\.tokens)) }
    }
    let pieces = zip(words, spaced).flatMap { word, text in
      let cut = SentencePieces.cut(word, limit: limit)
      if cut.count == 1 { return [text] }
      let space = text.unicodeScalars.prefix { ScalarClass($0) == .space }
      return cut.enumerated().map { place, piece in
        (place == 0 ? String(space) : "") + withoutSpace(tokenizer.detokenize(piece.tokens))
      }
    }
    var next = 0
    return parts.map { part in
      let text = pieces[next..<next + part.count].joined()
      next += part.count
      if let first = part[0].tokens.first, CharacterTokens.isWhiteSpace(first) { return text }
      return withoutSpace(text)
    }
  }

  /// A text without white space before it.
  private func withoutSpace(_ text: String) -> String {
    String(text.unicodeScalars.drop { ScalarClass($0) == .space })
  }

  /// - Parameter line: what the other models read.
  private func text(
    _ words: [TokenizedWord], _ line: String, copiesUnknown: Bool
  ) -> SourceText {
    let tokens = words.flatMap(\.tokens)
    let ids = sides[0].vocabulary.encode(tokens, appendEnd: true)
    if areEqual {
      return SourceText(
        words: words, tokens: sides.map { _ in tokens }, ids: sides.map { _ in ids })
    }
    let others = sides.dropFirst().map { side in
      side.words(line, copiesUnknown: copiesUnknown).flatMap(\.tokens)
    }
    return SourceText(
      words: words, tokens: [tokens] + others,
      ids: [ids]
        + zip(sides.dropFirst(), others).map { $0.vocabulary.encode($1, appendEnd: true) })
  }
}

/// What a line's translation begins with.
struct LineBeginning {
  var tokens: [String] = []
  var ids: [Int32] = []
}

extension LineBeginning {
  init(_ text: String, _ side: TextSide) {
    tokens = side.words(text).flatMap(\.tokens)
    ids = side.vocabulary.encode(tokens, appendEnd: false)
  }
}

extension Vocabulary {
  /// - Throws: `ModelError.otherVocabulary` where a further model's tokens differ from these.
  func requireEqual(_ other: Vocabulary, ofModel place: Int) throws(ModelError) {
    for id in 0..<Int32(max(count, other.count)) {
      let (expected, found) = (
        id < count ? token(id) : nil, id < other.count ? other.token(id) : nil
      )
      if let expected, let found, expected.utf8.elementsEqual(found.utf8) { continue }
      throw .otherVocabulary(model: place, number: Int(id), expected: expected, found: found)
    }
  }
}
