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

  public func normalize(_ text: String) -> String {
    let composed = Self.composed(text)
    guard lowercase else { return composed }
    // A lower-case letter may compose with a mark that its capital does not: H + U+0331 → ẖ.
    return Self.composed(Self.lowercased(composed))
  }

  /// Normalisation form C.
  ///
  /// Scalars below U+0300 never change. Their UTF-8 bytes are exactly those below 0xCC, so most
  /// lines of Latin script are recognised without decoding.
  private static func composed(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0xCC }) { return text }
    let composed = text.precomposedStringWithCanonicalMapping
    // Foundation on Linux takes three Tibetan vowel signs apart but leaves the parts behind a mark
    // of a higher combining class. A second pass, which meets the parts themselves, orders them.
    let needsOrder = text.unicodeScalars.contains {
      $0 == "\u{0F73}" || $0 == "\u{0F75}" || $0 == "\u{0F81}"
    }
    return needsOrder ? composed.precomposedStringWithCanonicalMapping : composed
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
