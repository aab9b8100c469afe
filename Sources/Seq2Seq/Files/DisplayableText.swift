/// `text` with everything escaped, as `\u{1b}`, that could move the cursor, begin an escape
/// sequence, end a line or reorder its neighbors: controls, line separators, bidi controls and
/// other invisible format characters. Joiners and the tags in flags stay. Text that is displayable
/// already is not changed.
///
/// - Parameters:
///   - limit: the number of scalars of `text` to keep, so that a hostile name cannot flood a
///     message; a cut text ends in `…`.
///   - lines: whether tabs and line feeds are kept.
package func displayable(_ text: String, limit: Int = .max, lines: Bool = false) -> String {
  if limit >= text.utf8.count, text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text }
  var result = String.UnicodeScalarView()
  var count = 0
  for scalar in text.unicodeScalars {
    guard count < limit else { return String(result) + "…" }
    count += 1
    if isDisplayable(scalar) || lines && (scalar == "\n" || scalar == "\t") {
      result.append(scalar)
    } else {
      result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    }
  }
  return String(result)
}

/// Whether a scalar may be written to a terminal unescaped.
package func isDisplayable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: false
  case .format:
    switch scalar {
    case "\u{200C}", "\u{200D}", "\u{E0020}"..."\u{E007F}": true
    default: enclosesDigits(scalar)
    }
  default: true
  }
}

/// Prepended_Concatenation_Mark: visible format characters, such as the Arabic number sign.
func enclosesDigits(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "\u{600}"..."\u{605}", "\u{6DD}", "\u{70F}", "\u{890}"..."\u{891}", "\u{8E2}",
    "\u{110BD}", "\u{110CD}":
    true
  default: false
  }
}
