/// The candidate that a mistyped word most probably means; nil where none is similar.
///
/// Tried in turn: a candidate that begins with the word; the one that is the fewest edits away, if
/// they are few for the length of the word; one that differs only in parts left out, added or cut
/// short, like `batch-size` and `batch`, or `layers` and `encoder-layers`; one with these initials,
/// like `lr`. Case does not matter, and an underscore counts as a hyphen.
func nearest(to word: String, among candidates: [String]) -> String? {
  let word = word.lowercased().replacing("_", with: "-")
  if word.count >= 3, let longer = candidates.first(where: { $0.hasPrefix(word) }) {
    return longer
  }
  let scored = candidates.map { (edits(word, $0), $0) }
  if let best = scored.min(by: { $0.0 < $1.0 }), best.0 <= max(1, word.count / 3) {
    return best.1
  }
  let parts = word.split(separator: "-")
  return candidates.first { sharesParts(parts, $0.split(separator: "-")) }
    ?? candidates.first { $0.contains("-") && word == initials($0) }
}

private func initials(_ name: String) -> String {
  name.split(separator: "-").map { String($0.prefix(1)) }.joined()
}

/// Whether, in order, each part of the shorter name is a prefix of a part of the longer one, or the
/// other way round.
private func sharesParts(_ left: [Substring], _ right: [Substring]) -> Bool {
  let (fewer, more) = left.count <= right.count ? (left, right) : (right, left)
  var rest = more[...]
  for part in fewer {
    guard
      let place = rest.firstIndex(where: {
        min(part.count, $0.count) >= 3 && ($0.hasPrefix(part) || part.hasPrefix($0))
      })
    else { return false }
    rest = rest[(place + 1)...]
  }
  return !fewer.isEmpty
}

/// The number of insertions, deletions, replacements and swaps of neighbors that turn one word into
/// another (Damerau 1964, optimal string alignment).
private func edits(_ left: String, _ right: String) -> Int {
  let a = Array(left.unicodeScalars), b = Array(right.unicodeScalars)
  var rows = [Array(0...b.count)]
  for i in 1...max(a.count, 1) where i <= a.count {
    var row = [i]
    for j in 1...max(b.count, 1) where j <= b.count {
      var best = min(rows[i - 1][j] + 1, row[j - 1] + 1)
      best = min(best, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        best = min(best, rows[i - 2][j - 2] + 1)
      }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
