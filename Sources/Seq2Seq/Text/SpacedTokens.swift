/// What white space separates; the tokens are left as they are, marks of other tools included.
enum SpacedTokens {
  static func split(_ text: String) -> [String] {
    text.unicodeScalars
      .split { ScalarClass($0) == .space }
      .map { String($0) }
  }

  /// Whether the text is white space alone, or nothing.
  static func isEmpty(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { ScalarClass($0) == .space }
  }

  static func join(_ tokens: [String]) -> String {
    var text = ""
    for token in tokens where !token.isEmpty {
      if !text.isEmpty { text.unicodeScalars.append(" ") }
      text.unicodeScalars.append(contentsOf: token.unicodeScalars)
    }
    return text
  }
}
