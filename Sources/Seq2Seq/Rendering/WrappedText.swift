/// `displayable(text)` in lines of at most this many columns, broken at spaces, or between
/// characters inside a word that is wider than a line.
///
/// A character that is wider than a line has a line of its own.
///
/// - Parameters:
///   - indent: spaces that every line begins with; all lines except the first have twice as many.
///   - isList: keeps right-to-left words in their place among the others. Without it each line of a
///     sentence reads as a terminal orders it.
package func wrapped(
  _ text: String, to width: Int, indent: Int = 0, isList: Bool = true
) -> [String] {
  var lines: [String] = []
  var line = padding(indent), used = indent
  var isEmpty = true
  func end() {
    lines.append(line)
    (line, used, isEmpty) = (padding(2 * indent), 2 * indent, true)
  }
  func placed(_ fragment: String) -> String { isList ? keptInPlace(fragment) : fragment }
  for word in displayable(text).unicodeScalars.split(separator: " ") {
    let word = String(word)
    if !isEmpty {
      if used + 1 + displayWidth(word) > width {
        end()
      } else {
        line += " "
        used += 1
      }
    }
    var fragment = ""
    for character in word {
      let taken = Seq2Seq.columns(of: character)
      if used + taken > width, !isEmpty {
        line += placed(fragment)
        fragment = ""
        end()
      }
      fragment.append(character)
      used += taken
      isEmpty = false
    }
    line += placed(fragment)
  }
  return isEmpty ? lines : lines + [line]
}

/// Parts that are not broken, such as entries of a legend, in lines of at most this many columns,
/// with two spaces between parts. A wider part has a line of its own.
func filled(_ parts: [String], to width: Int) -> [String] {
  var lines: [String] = []
  var used = 0
  for part in parts {
    let size = displayWidth(part)
    if let last = lines.indices.last, used + 2 + size <= width {
      lines[last] += "  " + keptInPlace(part)
      used += 2 + size
    } else {
      lines.append(keptInPlace(part))
      used = size
    }
  }
  return lines
}
