/// Reads text that is typed differently from what a model learned from, in forms that it knows.
///
/// A token that training never saw is read as the first of these that it did see, else unchanged:
///
/// - a word in lower case with a capital, or in capitals: `paris` as `Paris`, `tv` as `TV`;
/// - the first word of a sentence in lower case: `Umbrellas` as `umbrellas`;
/// - a word of three capitals or more in lower case or with a capital: `VERY` as `very`;
/// - an apostrophe or quotation mark in another of its shapes: `don’t` as `don't`.
///
/// A capitalized word within a sentence is not changed: it is a name, and `Bill` is not a `bill`.
/// In a line of capitals every word is read in lower case or with a capital where that form is
/// known, the first word of a sentence preferably with a capital. Such a line has at least four
/// capitals, no small letter, fewer letters of scripts without case, and an unknown word with
/// capitals. Case is mapped scalar by scalar, without context and without a locale, as in
/// `TextNormalizer`.
struct KnownForms {
  private let isKnown: (String) -> Bool
  private let isInCapitals: Bool
  private var isWithinSentence = false

  /// - Parameters:
  ///   - tokens: the tokens of the line, before they are cut into subwords.
  ///   - isKnown: whether training saw such a token.
  init(_ tokens: some Sequence<String>, isKnown: @escaping (String) -> Bool) {
    self.isKnown = isKnown
    isInCapitals = Self.isInCapitals(tokens, isKnown)
  }

  mutating func beginSentence() { isWithinSentence = false }

  /// The form of the next token of the line.
  mutating func form(of token: String) -> String {
    guard let first = token.unicodeScalars.first, ScalarClass(first) == .letter else {
      return isKnown(token) ? token : Self.marks(like: token).first(where: isKnown) ?? token
    }
    defer { isWithinSentence = true }
    if isInCapitals {
      let forms = [token.inLowercase, token.capitalizedForm]
      return (isWithinSentence ? forms : forms.reversed()).first(where: isKnown) ?? token
    }
    if isKnown(token) { return token }
    return forms(ofUnknown: token).first(where: isKnown) ?? token
  }

  private func forms(ofUnknown token: String) -> [String] {
    let lowercase = token.inLowercase
    if lowercase.utf8.elementsEqual(token.utf8) {
      return [token.capitalizedForm, token.inCapitals]
    }
    let capitals = token.unicodeScalars.count { $0.properties.isUppercase }
    if capitals >= 3, capitals == token.unicodeScalars.count {
      return [lowercase, token.capitalizedForm]
    }
    return isWithinSentence ? [] : [lowercase]
  }

  /// A letter or mark of a text that is read in letters: as it is if training saw it, else in lower
  /// case, in capitals or as another shape of the mark, if training saw that. One letter may become
  /// several, as the capital of ß does.
  static func letters(of token: String, isKnown: (String) -> Bool) -> [String] {
    if isKnown(token) { return [token] }
    let cases = [token.inLowercase, token.inCapitals].map { $0.unicodeScalars.map { String($0) } }
    return (cases + marks(like: token).map { [$0] }).first { $0.allSatisfy(isKnown) } ?? [token]
  }

  private static func isInCapitals(
    _ tokens: some Sequence<String>, _ isKnown: (String) -> Bool
  ) -> Bool {
    var capitals = 0, uncased = 0, hasUnknown = false
    for token in tokens {
      let before = capitals
      for scalar in token.unicodeScalars {
        let properties = scalar.properties
        if properties.isLowercase { return false }
        if properties.isUppercase {
          capitals += 1
        } else if properties.isAlphabetic {
          uncased += 1
        }
      }
      if capitals > before, !hasUnknown { hasUnknown = !isKnown(token) }
    }
    return capitals >= 4 && uncased < capitals && hasUnknown
  }

  private static let shapes: [[Unicode.Scalar]] = [
    ["'", "\u{2019}", "\u{2018}", "`", "\u{B4}"],
    ["\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}"],
  ]

  /// The token with each other shape of the mark that it holds.
  private static func marks(like token: String) -> [String] {
    let marked = MarkedToken(token)
    guard marked.core.count == 1, let mark = marked.core.first,
      let shapes = shapes.first(where: { $0.contains(mark) })
    else { return [] }
    return shapes.filter { $0 != mark }.map { shape in
      var other = String.UnicodeScalarView()
      for scalar in token.unicodeScalars { other.append(scalar == mark ? shape : scalar) }
      return String(other)
    }
  }
}

extension String {
  fileprivate var inLowercase: String {
    var text = UnicodeScalarView()
    for scalar in unicodeScalars { scalar.appendLowercased(to: &text) }
    return String(text)
  }

  fileprivate var inCapitals: String {
    String(UnicodeScalarView(unicodeScalars.flatMap(\.properties.uppercaseMapping.unicodeScalars)))
  }

  fileprivate var capitalizedForm: String {
    guard let first = unicodeScalars.first else { return self }
    return first.properties.titlecaseMapping + String(unicodeScalars.dropFirst()).inLowercase
  }
}
