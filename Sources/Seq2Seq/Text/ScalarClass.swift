/// What a scalar does to the token being read.
enum ScalarClass: Sendable {
  /// White_Space: ends the token and belongs to none.
  case space
  /// A letter or number (L*, N*): starts or continues a word.
  case letter
  /// A mark (M*, variation selectors among them) or a zero width (non-)joiner: stays with what
  /// it follows, and starts a word where it follows nothing.
  case continuing
  /// Anything else, such as punctuation, symbols and controls: a token of its own.
  case symbol

  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9":
      self = .letter
    case " ", "\t"..."\r":
      self = .space
    case "\0"..."\u{7F}":
      self = .symbol
    case "\u{200C}", "\u{200D}":
      self = .continuing
    default:
      self = Self.beyondASCII(scalar.properties)
    }
  }

  private static func beyondASCII(_ properties: Unicode.Scalar.Properties) -> ScalarClass {
    if properties.isWhitespace { return .space }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      return .letter
    case .nonspacingMark, .spacingMark, .enclosingMark:
      return .continuing
    default:
      return .symbol
    }
  }
}

/// Whether most letters of a text are of scripts that are written without spaces between words.
func isWithoutSpaces(_ text: String) -> Bool {
  var letters = 0, found = 0
  for scalar in text.unicodeScalars where ScalarClass(scalar) == .letter {
    letters += 1
    if Script(scalar)?.isWrittenWithoutSpaces ?? false { found += 1 }
  }
  return 2 * found > letters
}
