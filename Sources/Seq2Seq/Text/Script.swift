/// The writing system of a letter, as far as it is needed to tell languages apart.
///
/// Scripts that one language mixes count as one: Han, Kana and Bopomofo. A letter of a script that
/// is not listed has no script.
/// Source: the blocks of the Unicode Standard, chapters 7 to 20.
package enum Script: Int, Sendable, CaseIterable {
  case latin, greek, cyrillic, armenian, hebrew, arabic, devanagari, bengali, gurmukhi, gujarati
  case tamil, telugu, kannada, malayalam, sinhala, thai, lao, tibetan, myanmar, georgian, ethiopic
  case khmer, mongolian, hangul, han

  /// The name in messages.
  package var name: String {
    switch self {
    case .han: "Chinese or Japanese"
    default: "\(self)".prefix(1).uppercased() + "\(self)".dropFirst()
    }
  }

  /// Whether words are written without spaces between them.
  package var isWrittenWithoutSpaces: Bool {
    switch self {
    case .thai, .lao, .tibetan, .myanmar, .khmer, .han: true
    default: false
    }
  }

  init?(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x370 {
      switch value {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF: self = .latin
      default: return nil
      }
      return
    }
    guard let found = Self.find(value) else { return nil }
    self = found
  }

  private static func find(_ value: UInt32) -> Script? {
    switch value {
    case 0x370...0x373, 0x376...0x377, 0x37B...0x37D, 0x37F...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x481, 0x48A...0x52F, 0x1C80...0x1C8F, 0xA640...0xA69F: .cyrillic
    case 0x531...0x556, 0x561...0x588: .armenian
    case 0x5D0...0x5F2: .hebrew
    case 0x620...0x64A, 0x66E...0x6D3, 0x6D5, 0x6EE...0x6EF, 0x6FA...0x6FF, 0x750...0x77F,
      0x8A0...0x8C9, 0xFB50...0xFDFB, 0xFE70...0xFEFC:
      .arabic
    case 0x904...0x963, 0x971...0x97F: .devanagari
    case 0x980...0x9E3: .bengali
    case 0xA01...0xA63: .gurmukhi
    case 0xA81...0xAE3: .gujarati
    case 0xB82...0xBD7: .tamil
    case 0xC00...0xC63: .telugu
    case 0xC80...0xCE3: .kannada
    case 0xD00...0xD63: .malayalam
    case 0xD81...0xDF3: .sinhala
    case 0xE01...0xE4E: .thai
    case 0xE81...0xECD, 0xEDC...0xEDF: .lao
    case 0xF40...0xFBC: .tibetan
    case 0x1000...0x103F, 0x1050...0x109D: .myanmar
    case 0x10A0...0x10FA, 0x10FC...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2D: .georgian
    case 0x1200...0x135A, 0x1380...0x138F, 0x2D80...0x2DDE: .ethiopic
    case 0x1780...0x17D3: .khmer
    case 0x1820...0x18AA: .mongolian
    case 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xAC00...0xD7FB: .hangul
    case 0x1D00...0x1DBF, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA722...0xA787, 0xA78B...0xA7FF,
      0xAB30...0xAB64, 0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
      .latin
    case 0x3005...0x3007, 0x3041...0x309F, 0x30A1...0x30FF, 0x3105...0x312F, 0x31F0...0x31FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAD9, 0xFF66...0xFF9F, 0x20000...0x323AF:
      .han
    default: nil
    }
  }
}
