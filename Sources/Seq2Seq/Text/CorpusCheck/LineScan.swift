/// What one pass over a line finds.
struct LineScan {
  /// The kinds of findings that a line can have.
  typealias Mark = CorpusFinding.Kind

  private(set) var scalars = 0
  /// Words that white space separates.
  private(set) var words = 0
  /// Letters of known scripts.
  private(set) var letters = 0
  /// Letters of each script, by `Script.rawValue`.
  private(set) var scripts = [Int](repeating: 0, count: Script.allCases.count)
  /// Full stops and commas at the end of a word; then those that stand alone.
  private(set) var attachedStops = 0
  private(set) var spacedStops = 0
  private(set) var hasDigits = false
  /// What was found, each kind once, with an example.
  private(set) var marks: [(kind: Mark, example: String)] = []

  init(_ text: String) {
    var before: Unicode.Scalar = " ", previous: Unicode.Scalar = " "
    var mayBeMojibake = false, mayBeMarkup = false, mayBeSubword = false, isASCII = true
    var wordScripts = (latin: false, cyrillic: false), isMixed = false
    func note(_ kind: Mark, _ scalar: Unicode.Scalar) {
      if !marks.contains(where: { $0.kind == kind }) {
        marks.append((kind, "U+" + hexadecimal(scalar.value)))
      }
    }
    for scalar in text.unicodeScalars {
      scalars += 1
      let value = scalar.value
      var isSpace = value == 0x20
      var script: Script?
      if value < 0x80 {
        switch value {
        case 0x61...0x7A, 0x41...0x5A: script = .latin
        case 0x30...0x39: hasDigits = true
        case 0x26, 0x3C: mayBeMarkup = true
        case 0x40: mayBeSubword = true
        case 0x09...0x0D:
          isSpace = true
          if value == 0x09 { note(.tab, scalar) }
          if value == 0x0D { note(.carriageReturn, scalar) }
          if value == 0x0B || value == 0x0C { note(.lineSeparator, scalar) }
        case 0..<0x20, 0x7F: note(.controlCharacter, scalar)
        default: break
        }
      } else {
        isASCII = false
        if Mojibake.mayBegin(previous, scalar) { mayBeMojibake = true }
        script = Script(scalar)
        if script == nil {
          if scalar == TokenMarks.space { mayBeSubword = true }
          isSpace = ScalarClass(scalar) == .space
          if let kind = Self.mark(of: scalar) {
            note(kind, scalar)
          } else if scalar.properties.numericType == .decimal {
            hasDigits = true
          }
        }
      }
      if let script {
        letters += 1
        scripts[script.rawValue] += 1
        if script == .latin { wordScripts.latin = true }
        if script == .cyrillic { wordScripts.cyrillic = true }
        if wordScripts.latin, wordScripts.cyrillic { isMixed = true }
      } else if !(0x300...0x36F ~= value) {
        wordScripts = (false, false)
      }
      if isSpace {
        countStop(previous, after: before)
      } else if ScalarClass.isSpace(previous) {
        words += 1
      }
      before = previous
      previous = scalar
    }
    countStop(previous, after: before)
    if mayBeMojibake, let found = Mojibake.first(in: text) {
      marks.removeAll { $0.kind == .controlCharacter || $0.kind == .noBreakSpace }
      marks.append((.mojibake, found))
    }
    if mayBeMarkup {
      if let found = Markup.entity(in: text) { marks.append((.entity, found)) }
      let tags = Markup.tags(in: text)
      if let found = tags.tag { marks.append((.tag, found)) }
      if let found = tags.special { marks.append((.specialToken, found)) }
    }
    if mayBeSubword, let found = Markup.subword(in: text) { marks.append((.subwordMarks, found)) }
    if isMixed { marks.append((.mixedWord, mixedWord(in: text))) }
    if !isASCII, !Self.isNormalized(text) { marks.append((.notNormalized, "")) }
  }

  private mutating func countStop(_ scalar: Unicode.Scalar, after before: Unicode.Scalar) {
    guard scalar == "." || scalar == "," else { return }
    if ScalarClass.isSpace(before) { spacedStops += 1 } else { attachedStops += 1 }
  }

  private static func isNormalized(_ text: String) -> Bool {
    TextNormalizer().normalize(text).utf8.elementsEqual(text.utf8)
  }

  /// The finding for a scalar beyond ASCII that is not a letter.
  private static func mark(of scalar: Unicode.Scalar) -> Mark? {
    switch scalar.value {
    case 0x85, 0x2028, 0x2029: .lineSeparator
    case 0x80...0x9F: .controlCharacter
    case 0xA0, 0x202F: .noBreakSpace
    case 0xFEFF: .byteOrderMark
    case 0xFFFD: .replacementCharacter
    // Not the (non-)joiners, with which Persian, Indic scripts and emoji are spelled, nor the
    // direction marks of Hebrew and Arabic.
    case 0xAD, 0x180E, 0x200B, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFFF9...0xFFFB:
      .invisibleCharacter
    default: nil
    }
  }

  /// The script of the most letters.
  var mainScript: Script? {
    guard letters > 0 else { return nil }
    let most = scripts.indices.max { scripts[$0] < scripts[$1] }
    return most.flatMap { Script(rawValue: $0) }
  }
}

extension ScalarClass {
  /// Whether a scalar is white space.
  fileprivate static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar.value > 0x20 && scalar.value < 0x80
      ? scalar == " " : ScalarClass(scalar) == .space
  }
}

/// At least four digits.
func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

/// The first word that has Latin and Cyrillic letters.
private func mixedWord(in text: String) -> String {
  SpacedTokens.split(text).first { word in
    let scripts = word.unicodeScalars.compactMap { Script($0) }
    return scripts.contains(.latin) && scripts.contains(.cyrillic)
  } ?? ""
}
