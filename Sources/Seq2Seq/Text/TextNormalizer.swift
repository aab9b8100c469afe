import Foundation  // normal forms are the one thing that FoundationEssentials does not have

/// A normal form of Unicode.
public enum NormalForm: String, Codable, CaseIterable, Sendable {
  /// The text unchanged.
  case none
  /// `nfc` composes, `nfd` decomposes; `nfkc` and `nfkd` also replace compatibility characters,
  /// such as ligatures and full-width letters.
  case nfc, nfd, nfkc, nfkd

  fileprivate var isCompatible: Bool { self == .nfkc || self == .nfkd }
}

/// Gives equivalent texts equal scalars: a normal form of Unicode, by default C, then lower case if
/// asked for.
///
/// White space is not changed, except by the compatibility forms; the tokenizers collapse it.
/// Source: Unicode Standard Annex #15. Lower case is the full mapping of each scalar by itself,
/// without context and without a locale (so Σ always becomes σ, and I becomes i).
package struct TextNormalizer: Sendable, Equatable {
  package var form = NormalForm.nfc
  package var lowercase = false

  /// The text in its normal form, lower-cased if asked for. Takes time linear in the length of the
  /// text.
  package func normalize(_ text: String) -> String {
    let formed = normalForm(of: text)
    guard lowercase else { return formed }
    // A lower-case letter may compose with a mark that its capital does not: H + U+0331 → ẖ.
    return normalForm(of: Self.lowercased(formed))
  }

  /// Foundation is slow to find out that a text is in the normal form already, as most texts are.
  private func normalForm(of text: String) -> String {
    if form == .none || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    if form == .nfc {
      // Scalars below U+0300 never change; their UTF-8 bytes are exactly those below 0xCC.
      if text.utf8.allSatisfy({ $0 < 0xCC }) { return text }
      if text.unicodeScalars.allSatisfy({ Self.isInert($0) }) { return text }
    }
    let ordered = CombiningOrder.ordered(text, compatible: form.isCompatible)
    return switch form {
    case .none: text
    case .nfc: ordered.precomposedStringWithCanonicalMapping
    case .nfd: ordered.decomposedStringWithCanonicalMapping
    case .nfkc: ordered.precomposedStringWithCompatibilityMapping
    case .nfkd: ordered.decomposedStringWithCompatibilityMapping
    }
  }

  /// Whether a scalar is known never to change, move or compose with one before it: a text of such
  /// scalars alone is in form C (UAX #15, §9). The ranges hold most letters of living scripts that
  /// are written without marks of their own; what is left out costs time only.
  static func isInert(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x300: true
    case 0x388...0x3FF: true  // Greek
    case 0x400...0x482, 0x48A...0x58F: true  // Cyrillic, Armenian
    case 0x5D0...0x5EA, 0x620...0x64A: true  // Hebrew and Arabic letters
    case 0x10A0...0x10FF: true  // Georgian
    case 0x2002...0x20CF: true  // punctuation, currency
    case 0x3001...0x3029, 0x3041...0x3096, 0x30A1...0x30FF: true  // Japanese
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3: true  // Han, Hangul syllables
    case 0xFF01...0xFFEE: true  // full and half width
    default: false
    }
  }

  private static func lowercased(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalar.appendLowercased(to: &result) }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// Appends the full mapping to lower case, without context.
  func appendLowercased(to text: inout some RangeReplaceableCollection<Unicode.Scalar>) {
    switch self {
    case "A"..."Z": text.append(Unicode.Scalar(UInt8(value) + 32))
    case "\0"..."\u{7F}": text.append(self)
    default: text.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
    }
  }
}
