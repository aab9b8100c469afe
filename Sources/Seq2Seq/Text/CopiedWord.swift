/// Text between white space that is not a word of a language: an address, a path, a number in
/// parts. A model that copies unknown words copies it whole, as one unknown token.
///
/// It holds `@` or `://` or begins with `www.`; or else one of its parts is unknown, or at least
/// three are numbers, and the parts are joined as in addresses and figures: by `/` or `_`, by a
/// full stop before a small letter or a digit (`example.org`, but not `good.Then`), by commas,
/// colons or hyphens between digits (`12:47`), by hyphens between parts with capitals (`Ann-Zoe`).
/// Punctuation around it is not a part of it, except `/`, `_`, `~` and `#`. Scripts that are
/// written without spaces have no such words.
struct CopiedWord {
  /// The places of the tokens that it is made of.
  let range: ClosedRange<Int>
  /// Without joiner marks, escaped as tokens are.
  let token: String

  /// nil where the tokens are a word, or punctuation.
  ///
  /// - Parameters:
  ///   - tokens: those of `WordTokens`, before they are cut into subwords.
  ///   - isUnknown: whether the token at a place is unknown.
  init?(_ tokens: [String], isUnknown: (Int) -> Bool) {
    let cores = tokens.map { MarkedToken($0).core }
    let isPart = cores.map { $0.first.map { ScalarClass($0) != .symbol } ?? false }
    guard var first = isPart.firstIndex(of: true), var last = isPart.lastIndex(of: true) else {
      return nil
    }
    while first > 0, Self.isInside(cores[first - 1]) { first -= 1 }
    while last < tokens.count - 1, Self.isInside(cores[last + 1]) { last += 1 }
    guard last - first >= 2 else { return nil }
    let word = String(String.UnicodeScalarView(cores[first...last].joined()))
    let hasSpaces = !word.unicodeScalars.contains { Script($0)?.isWrittenWithoutSpaces ?? false }
    guard hasSpaces else { return nil }
    let inner = first + 1..<last
    let isAddress =
      inner.contains { cores[$0].elementsEqual("@".unicodeScalars) } || word.contains("://")
      || word.utf8.starts(with: "www.".utf8)
    if !isAddress {
      let parts = (first...last).filter { isPart[$0] }
      let isFigure = parts.count > 2 && parts.allSatisfy { cores[$0].allSatisfy(Self.isDigit) }
      guard isFigure || parts.contains(where: isUnknown),
        inner.allSatisfy({ isPart[$0] || Self.joins(cores, $0) }),
        inner.contains(where: { !isPart[$0] && !cores[$0].elementsEqual("-".unicodeScalars) })
          || word.unicodeScalars.contains(where: Self.isDigit)
          || (first...last).allSatisfy({
            !isPart[$0] || cores[$0].first?.properties.isUppercase == true
          })
      else { return nil }
    }
    range = first...last
    token = word
  }

  /// A mark that can begin or end paths, file names and fragments of addresses.
  private static func isInside(_ core: Substring.UnicodeScalarView) -> Bool {
    core.count == 1 && core.first.map { "/_~#".unicodeScalars.contains($0) } ?? false
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { "0"..."9" ~= scalar }

  /// Whether the mark at a place joins its neighbors.
  private static func joins(_ cores: [Substring.UnicodeScalarView], _ place: Int) -> Bool {
    guard cores[place].count == 1, let mark = cores[place].first else { return false }
    let next = cores[place + 1].first
    switch mark {
    case "/", "_", "-", "+", "~", "#": return true
    case ".": return next.map { $0.properties.isLowercase || isDigit($0) } ?? false
    case ",", ":":
      return (cores[place - 1].last.map(isDigit) ?? false) && (next.map(isDigit) ?? false)
    default: return false
    }
  }
}
