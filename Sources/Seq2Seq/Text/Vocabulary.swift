/// Tokens and their numbers.
///
/// Three ids are special: 0 `<unk>`, 1 `<s>`, 2 `</s>`. The regular tokens follow from 3. A text
/// that holds the letters `<s>` never means the special token; as a regular token it has an id of
/// its own. Tokens are told apart by their UTF-8 bytes.
package struct Vocabulary: Sendable, Equatable {
  /// Stands for every token that is not here.
  package static let unknown: Int32 = 0
  /// What the decoder reads before the first token.
  package static let begin: Int32 = 1
  /// Ends every sentence.
  package static let end: Int32 = 2
  package static let specialCount = 3
  /// Bytes of memory, at most, for a token in addition to its text.
  static let bytesPerToken = 160
  private static let specials = ["<unk>", "<s>", "</s>"]

  /// The regular tokens in the order of their ids, which start at `specialCount`.
  package let tokens: [String]
  private let ids: [UTF8Key: Int32]

  /// - Throws: `VocabularyError` when a token is empty, holds white space without being a single
  ///   such scalar, or occurs twice.
  package init(tokens: [String]) throws(VocabularyError) {
    var ids: [UTF8Key: Int32] = [:]
    ids.reserveCapacity(tokens.count)
    for (index, token) in tokens.enumerated() {
      if let flaw = Self.flaw(in: token, at: index + 1) { throw flaw }
      let id = Int32(index + Self.specialCount)
      if let earlier = ids.updateValue(id, forKey: UTF8Key(token)) {
        let first = Int(earlier) - Self.specialCount + 1
        throw .duplicate(token: token, first: first, second: index + 1)
      }
    }
    self.tokens = tokens
    self.ids = ids
  }

  /// For tokens that are known to be distinct and valid.
  init(distinct tokens: [String]) {
    self.tokens = tokens
    let first = Int32(Self.specialCount)
    ids = Dictionary(uniqueKeysWithValues: zip(tokens.map { UTF8Key($0) }, first...))
  }

  static func flaw(in token: String, at position: Int) -> VocabularyError? {
    if token.isEmpty { return .empty(position: position) }
    let scalars = token.unicodeScalars
    // A character model has a token for each white space scalar; U+0020 and LF are written otherwise.
    let isAlone = scalars.count == 1 && scalars.first != " " && scalars.first != "\n"
    if !isAlone, scalars.contains(where: { ScalarClass($0) == .space }) {
      return .whiteSpace(token: token, position: position)
    }
    return nil
  }

  package static func == (left: Vocabulary, right: Vocabulary) -> Bool {
    left.ids == right.ids
  }

  /// Special and regular tokens together: the number of rows an embedding needs.
  package var count: Int { Self.specialCount + tokens.count }

  /// Whether exactly this token is a regular one. Unlike `id(of:)` it tries no other form.
  package func contains(_ token: String) -> Bool {
    ids[UTF8Key(token)] != nil
  }

  /// The token's id, else that of the same token with other joiner marks, else `unknown`. White space
  /// that the vocabulary lacks is the space of a character model.
  ///
  /// Text may be spaced differently from the text that the vocabulary was learned from: "thirsty."
  /// gives `￭.`, "thirsty ." gives `.`. So an absent token is looked for as its bare core, and
  /// where the core is punctuation then as `￭.`, `.￭` and `￭.￭`, in this order. Only the look-up is
  /// lenient; ids and tokens stay one to one.
  package func id(of token: String) -> Int32 {
    if let id = ids[UTF8Key(token)] { return id }
    let marked = MarkedToken(token)
    guard let first = marked.core.first else { return Self.unknown }
    if CharacterTokens.isWhiteSpace(token) {
      return ids[UTF8Key(String(TokenMarks.space))] ?? Self.unknown
    }
    let core = String(marked.core)
    if marked.isMarked, let id = ids[UTF8Key(core)] { return id }
    guard ScalarClass(first) == .symbol else { return Self.unknown }
    let joiner = String(TokenMarks.joiner)
    for form in [joiner + core, core + joiner, joiner + core + joiner] {
      if let id = ids[UTF8Key(form)] { return id }
    }
    return Self.unknown
  }

  /// The token with this id, which must be in `0..<count`.
  package func token(_ id: Int32) -> String {
    precondition(id >= 0 && id < count, "id \(id) in a vocabulary of \(count) tokens")
    let index = Int(id) - Self.specialCount
    return index < 0 ? Self.specials[Int(id)] : tokens[index]
  }

  /// One id for each token, and `end` after them if asked for.
  package func encode(_ tokens: [String], appendEnd: Bool) -> [Int32] {
    tokens.map { id(of: $0) } + (appendEnd ? [Self.end] : [])
  }

  /// The tokens before the first `end`, without `begin`. Ids must be in `0..<count`.
  package func decode(_ ids: [Int32]) -> [String] {
    ids.prefix { $0 != Self.end }.filter { $0 != Self.begin }.map { token($0) }
  }
}

extension Vocabulary {
  /// The regular tokens, one per line, without a final line feed.
  package var serialized: String {
    tokens.joined(separator: "\n")
  }

  /// Reads what `serialized` wrote; the empty text is the vocabulary without regular tokens.
  ///
  /// - Throws: `VocabularyError`.
  package init(serialized: String) throws(VocabularyError) {
    let lines = serialized.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    try self.init(tokens: serialized.isEmpty ? [] : lines.map { String($0) })
  }
}
