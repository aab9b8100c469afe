/// Reads text that is typed otherwise than what a model learned from, in the forms that it knows.
///
/// What training never saw is read as the first of these that it did see, else as it stands:
///
/// - a word in lower case with a capital, or in capitals: `paris` as `Paris`, `tv` as `TV`;
/// - the first word of a line in lower case: `Umbrellas` as `umbrellas`;
/// - an apostrophe or quotation mark as one of the other shapes of it: `don’t` as `don't`;
/// - in a line of capitals every word in lower case or with a capital, the first one rather with a
///   capital. A line of capitals has four of them and no small letter, and a word that is unknown.
///
/// A capitalized word within a line stays what it is: it is a name, `Bill` no `bill`.
struct KnownForms {
  private let isKnown: (String) -> Bool
  private let isInCapitals: Bool
  /// Whether a word has been read.
  private var isWithinLine = false

  /// - Parameters:
  ///   - tokens: those of the line, before they are cut into subwords.
  ///   - isKnown: whether training saw such a token.
  init(_ tokens: [String], isKnown: @escaping (String) -> Bool) {
    self.isKnown = isKnown
    isInCapitals = Self.isInCapitals(tokens) && !tokens.allSatisfy(isKnown)
  }

  /// The form of the next token of the line.
  mutating func form(of token: String) -> String {
    guard let first = token.unicodeScalars.first, ScalarClass(first) == .letter else {
      return isKnown(token) ? token : marks(like: token).first(where: isKnown) ?? token
    }
    defer { isWithinLine = true }
    if isInCapitals {
      let forms = [token.inLowercase, token.capitalizedForm]
      return (isWithinLine ? forms : forms.reversed()).first(where: isKnown) ?? token
    }
    if isKnown(token) { return token }
    let lowercase = token.inLowercase
    let forms =
      lowercase.utf8.elementsEqual(token.utf8)
      ? [token.capitalizedForm, token.inCapitals] : isWithinLine ? [] : [lowercase]
    return forms.first(where: isKnown) ?? token
  }

  private static func isInCapitals(_ tokens: [String]) -> Bool {
    var capitals = 0
    for scalar in tokens.lazy.flatMap(\.unicodeScalars) {
      if scalar.properties.isLowercase { return false }
      if scalar.properties.isUppercase { capitals += 1 }
    }
    return capitals >= 4
  }

  private static let shapes: [[Unicode.Scalar]] = [
    ["'", "\u{2019}", "\u{2018}", "\u{2BC}", "`", "\u{B4}"],
    ["\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}"],
  ]

  /// The token with other shapes of the mark that it holds.
  private func marks(like token: String) -> [String] {
    let marked = MarkedToken(token)
    guard marked.core.count == 1, let mark = marked.core.first,
      let shapes = Self.shapes.first(where: { $0.contains(mark) })
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
