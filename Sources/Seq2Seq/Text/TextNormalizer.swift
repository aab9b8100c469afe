import Foundation  // canonical composition is the one thing FoundationEssentials does not have

/// Gives equal texts equal scalars: Unicode normalisation form C, then lower case if asked.
///
/// White space is left alone; the tokenisers collapse it.
/// Source: Unicode Standard Annex #15; lower case is the full mapping of each scalar by itself,
/// without context and without a locale (so Σ is always σ, and I is always i).
public struct TextNormalizer: Sendable, Equatable, Codable {
  public var lowercase: Bool

  public init(lowercase: Bool = false) {
    self.lowercase = lowercase
  }

  /// The text in normal form C, lower-cased if asked.
  public func normalize(_ text: String) -> String {
    let composed = Self.composed(text)
    guard lowercase else { return composed }
    // A lower-case letter may compose with a mark that its capital does not: H + U+0331 → ẖ.
    return Self.composed(Self.lowercased(composed))
  }

  /// Normalisation form C. Foundation is slow to find that a text has it already, as most have.
  private static func composed(_ text: String) -> String {
    // Scalars below U+0300 never change; their UTF-8 bytes are exactly those below 0xCC.
    if text.utf8.allSatisfy({ $0 < 0xCC }) { return text }
    if text.unicodeScalars.allSatisfy({ isInert($0) }) { return text }
    let composed = text.precomposedStringWithCanonicalMapping
    // Foundation on Linux takes three Tibetan vowel signs apart but leaves the parts behind a mark
    // of a higher combining class. A second pass, which meets the parts themselves, orders them.
    let needsOrder = text.unicodeScalars.contains {
      $0 == "\u{0F73}" || $0 == "\u{0F75}" || $0 == "\u{0F81}"
    }
    return needsOrder ? composed.precomposedStringWithCanonicalMapping : composed
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
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let isCapital = scalar >= "A" && scalar <= "Z"
        result.append(isCapital ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
      } else {
        result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(result)
  }
}
