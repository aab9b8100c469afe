/// Tokens separated by white space; they are left unchanged, marks of other tools included.
struct SpacedTokens: Segmentation {
  static let keepsWhiteSpace = false

  func split(_ text: String) -> [String] { Self.split(text) }

  func joiner() -> any TokenJoiner { Joiner() }

  func wordStarts(_ tokens: [String]) -> [Bool] { tokens.map { _ in true } }

  private struct Joiner: TokenJoiner {
    private var isEmpty = true

    mutating func append(_ token: String) -> String {
      if token.isEmpty { return "" }
      defer { isEmpty = false }
      return isEmpty ? token : " " + token
    }
  }

  static func split(_ text: String) -> [String] {
    text.unicodeScalars
      .split { ScalarClass($0) == .space }
      .map { String($0) }
  }

  /// The same words, each with the white space before it, and the last one with that after it.
  static func splitKeepingSpace(_ text: String) -> [String] {
    var words: [String] = []
    var open = ""
    var isInWord = false
    for scalar in text.unicodeScalars {
      let isSpace = ScalarClass(scalar) == .space
      if isSpace, isInWord {
        words.append(open)
        open = ""
      }
      open.unicodeScalars.append(scalar)
      isInWord = !isSpace
    }
    if isInWord {
      words.append(open)
    } else if let last = words.popLast() {
      words.append(last + open)
    }
    return words
  }

  /// Whether the text is white space alone, or nothing.
  static func isEmpty(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { ScalarClass($0) == .space }
  }

  static func join(_ tokens: [String]) -> String { Joiner().joined(tokens) }
}
