/// Remains of HTML, or of another translation program's files, in a text.
enum Markup {
  /// The first `&name;` or `&#number;`.
  static func entity(in text: String) -> String? {
    var rest = text.utf8[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      rest = rest[text.utf8.index(after: start)...]
      let name = rest.prefix(10).prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 && $0 < 0x80 }
      guard name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: ";") else {
        continue
      }
      if let name = String(name), isEntity(name) { return "&\(name);" }
    }
    return nil
  }

  private static func isEntity(_ name: String) -> Bool {
    if name.utf8.first == UInt8(ascii: "#") {
      let digits = name.utf8.dropFirst()
      if let first = digits.first, first | 0x20 == UInt8(ascii: "x") {
        return digits.count > 1 && digits.dropFirst().allSatisfy(isHexadecimal)
      }
      return !digits.isEmpty && digits.allSatisfy { 0x30...0x39 ~= $0 }
    }
    if entities.contains(name) { return true }
    return endings.contains { name.hasSuffix($0) && name.utf8.count <= $0.utf8.count + 2 }
      && name.utf8.count > 3
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x61...0x66 ~= byte | 0x20
  }

  private static let entities = [
    "amp", "lt", "gt", "quot", "apos", "nbsp", "hellip", "mdash", "ndash", "laquo", "raquo",
    "ldquo", "rdquo", "lsquo", "rsquo", "bdquo", "sbquo", "copy", "reg", "trade", "euro", "pound",
    "bull", "middot", "deg", "shy", "iexcl", "iquest", "szlig",
  ]
  private static let endings = [
    "acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "lig",
  ]

  /// The first markup tag, and the first special token of another program.
  static func tags(in text: String) -> (tag: String?, special: String?) {
    var found: (tag: String?, special: String?)
    var rest = text.utf8[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[text.utf8.index(after: start)...]
      guard let end = rest.prefix(400).firstIndex(of: UInt8(ascii: ">")) else { continue }
      let whole = rest[..<end]
      let body = whole.first == UInt8(ascii: "/") ? whole.dropFirst() : whole
      let name = body.prefix { 0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 }
      guard !name.isEmpty, let word = String(name)?.lowercased() else { continue }
      let after = body[name.endIndex...]
      let isTag =
        tagNames.contains(word) && (after.isEmpty || after.first == 0x20 || after.first == 0x2F)
      if specials.contains(word), after.isEmpty {
        found.special = found.special ?? "<\(String(whole) ?? word)>"
      } else if isTag {
        found.tag = found.tag ?? "<\(String(whole) ?? word)>"
      }
    }
    return found
  }

  private static let specials = ["unk", "s", "pad", "bos", "eos", "sep", "mask"]
  private static let tagNames = [
    "a", "b", "i", "u", "p", "br", "hr", "em", "strong", "span", "div", "font", "img", "table",
    "tr",
    "td", "th", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "sup", "sub", "small", "big",
    "center", "body", "html", "head", "title", "script", "style", "seg", "doc", "hl", "ref",
  ]

  /// The first token that a program cut from a word: `lo@@`, or `▁` before a word.
  static func subword(in text: String) -> String? {
    for token in SpacedTokens.split(text) {
      let scalars = token.unicodeScalars
      if token.utf8.count > 2, token.hasSuffix("@@"), !token.hasPrefix("@") { return token }
      if scalars.first == TokenMarks.space, scalars.count > 1 { return token }
    }
    return nil
  }
}
