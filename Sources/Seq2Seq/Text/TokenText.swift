/// Tokens of a line as text, for a filter that reads and writes them: separated by U+0020, which no token
/// holds. Other white space does not separate them, since with `characters` it is a token of its own.
///
/// A line's tokens have a space before them where the first begins with U+FEFF, and one after them
/// where the last is a carriage return: at the start of a text and at the end of a line these two
/// would not count as part of the text.
package struct TokenText: Sendable {
  /// Tokens of the line, or of what was read of it.
  package private(set) var text = ""
  private var isEmpty = true
  private var endsInReturn = false

  package init() {}

  package mutating func append(_ token: String) {
    if !isEmpty || token.unicodeScalars.first == "\u{FEFF}" { text += " " }
    text += token
    isEmpty = false
    endsInReturn = token.utf8.elementsEqual(CollectionOfOne(UInt8(ascii: "\r")))
  }

  /// Adds spaces that do not separate tokens.
  package mutating func append(spaces count: Int) { text += String(repeating: " ", count: count) }

  package mutating func endLine() {
    text += endsInReturn ? " \n" : "\n"
    isEmpty = true
    endsInReturn = false
  }

  /// Returns what was written since the last call.
  package mutating func take() -> String {
    defer { text = "" }
    return text
  }

  package static func tokens(_ line: String) -> [Substring] {
    line.unicodeScalars.split(separator: " ").map { Substring($0) }
  }
}

extension Tokenizer {
  /// The tokens of a line that is given in pieces. A piece ends after white space, or with the
  /// line.
  package func tokenize(piece: String) -> [String] { tokenizeKeepingBlanks(piece) }

  /// The words of such a line as subword-nmt tells them apart: by spaces (U+0020) alone, so that a
  /// no-break space or a tab is part of a word.
  package func words(piece: String) -> [String] {
    normalized(piece).unicodeScalars.split { $0 == " " }.map { String($0) }
  }

  /// Makes what puts the tokens of a line together as they come.
  package func detokenizer() -> Detokenizer { Detokenizer(joiner: joiner()) }
}

/// Puts the text of a line together as its tokens come.
package struct Detokenizer: Sendable {
  fileprivate var joiner: any TokenJoiner

  /// What the next token adds to the text.
  package mutating func append(_ token: String) -> String { joiner.append(token) }
}

/// Joins pieces of words that byte-pair encoding has made: a piece that ends in `@@` continues in
/// the next one.
package struct BytePairJoiner: Sendable {
  private var begun = ""
  /// Bytes of a word at most; a longer one is cut.
  private static let longest = 1 << 20

  package init() {}

  /// The word that the next piece ends; nil where the word continues.
  package mutating func append(_ piece: String) -> String? {
    let mark = BytePairEncoder.continuation.utf8
    let bytes = piece.utf8
    guard bytes.suffix(mark.count).elementsEqual(mark), begun.utf8.count < Self.longest else {
      begun += piece
      return end()
    }
    begun.unicodeScalars.append(contentsOf: piece.unicodeScalars.dropLast(mark.count))
    return nil
  }

  /// An unfinished word, whose last piece had a mark; nil where there is none.
  package mutating func end() -> String? {
    defer { begun = "" }
    return begun.isEmpty ? nil : begun
  }
}
