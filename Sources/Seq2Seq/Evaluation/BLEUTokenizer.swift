/// What BLEU counts as a word, under sacreBLEU's names.
public enum BLEUTokenizer: String, Sendable, CaseIterable {
  /// Words as WMT counts them, for text as people write it.
  case mteval13a = "13a"
  /// Words separated by white space, for text that is tokenized already.
  case none
  /// Punctuation and symbols of every script are words of their own.
  case international = "intl"
  /// Every character except white space is a word.
  case characters = "char"
  /// Every Chinese character is a word; between them words are those of `mteval13a`.
  case chinese = "zh"

  /// The segment with white space between its words.
  func separate(_ segment: [Unicode.Scalar]) -> [Unicode.Scalar] {
    switch self {
    case .mteval13a: Tokenizer13a.separate(segment)
    case .none: segment
    case .international: InternationalTokenizer.separate(segment)
    case .characters: Array(segment.lazy.map { [$0] }.joined(separator: [" "]))
    case .chinese: ChineseTokenizer.separate(segment)
    }
  }
}

/// Which of two neighbors becomes a word of its own.
enum Neighbor { case first, second }

/// Puts spaces around one side of each pair of neighbors that matches: leftmost first, none shared,
/// as a regular expression replaces them.
@inline(__always)
func separateNeighbors(
  _ side: Neighbor, of first: (Unicode.Scalar) -> Bool, _ second: (Unicode.Scalar) -> Bool,
  in text: [Unicode.Scalar]
) -> [Unicode.Scalar] {
  var result: [Unicode.Scalar] = []
  result.reserveCapacity(2 * text.count)
  var place = 0
  while place < text.count {
    let next = place + 1
    if next < text.count && first(text[place]) && second(text[next]) {
      if side == .first { result.append(" ") }
      result.append(text[place])
      result.append(" ")
      result.append(text[next])
      if side == .second { result.append(" ") }
      place += 2
    } else {
      result.append(text[place])
      place += 1
    }
  }
  return result
}

/// Puts spaces around the scalars that match.
@inline(__always)
func separateEach(
  _ isAlone: (Unicode.Scalar) -> Bool, in text: [Unicode.Scalar]
) -> [Unicode.Scalar] {
  var result: [Unicode.Scalar] = []
  result.reserveCapacity(2 * text.count)
  for scalar in text {
    if isAlone(scalar) { result += [" ", scalar, " "] } else { result.append(scalar) }
  }
  return result
}
