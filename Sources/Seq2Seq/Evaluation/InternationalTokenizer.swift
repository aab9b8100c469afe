/// The words of `mteval-v14.pl --international-tokenization`: punctuation is separate unless it is
/// between numbers, symbols always are. A mark that ends a segment stays with a number before it.
///
/// The classes P, S and N are those of the runtime's version of Unicode.
/// Source: sacreBLEU's tokenizer `intl` (Post 2018), with its rules in the same order.
enum InternationalTokenizer {
  /// The segment with white space between its words.
  static func separate(_ segment: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text = segment
    while let last = text.last, PythonString.isSpace(last) { text.removeLast() }
    text = separateNeighbors(.second, of: { !isNumber($0) }, isPunctuation, in: text)
    text = separateNeighbors(.first, of: isPunctuation, { !isNumber($0) }, in: text)
    return separateEach(isSymbol, in: text)
  }

  private static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }

  private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: true
    default: false
    }
  }
}
