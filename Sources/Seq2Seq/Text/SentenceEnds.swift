/// Where the sentences of a line end, by punctuation.
///
/// A sentence ends after `.`, `!`, `?`, `…` or their equivalents in other scripts, with closing
/// quotes and brackets included, where the next word begins as sentences do: with a capital letter,
/// a digit, or a letter of a script without capitals. Where punctuation is separate ("thirsty ."),
/// as in tokenized text, any next word will do in a line without capitals. A full stop after a
/// single letter, an abbreviation or a number that another word follows ("3. Oktober") does not end
/// a sentence.
enum SentenceEnds {
  private static let ends = Set(".!?…。！？।؟۔։".unicodeScalars)
  private static let closing = Set("\"'”’»)]}」』）".unicodeScalars)
  private static let opening = Set("\"'“‘«¿¡([{„「『（-–—".unicodeScalars)
  /// Ends that no space follows.
  private static let spacelessEnds = Set("。！？｡".unicodeScalars)
  private static let spacelessOpening = Set("「『（〈《【〔｢“‘".unicodeScalars)
  private static let spacelessClosing = Set("」』）〉》】〕｣”’".unicodeScalars)

  /// Abbreviations of several European languages, in lower case, without their last full stop.
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "e.g", "i.e", "cf", "nr",
    "vol", "fig", "approx", "dept", "inc", "ltd", "mme", "mlle", "bzw", "z.b", "d.h", "u.a",
    "usw", "ca", "ggf", "evtl", "hr", "fr", "sra", "dra", "pág", "sig", "av", "bd", "p.ex", "resp",
    "a.m", "p.m", "u.s", "jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov", "dec",
  ]

  private static let longestAbbreviation = 6

  /// Places of words that end a sentence, except the last sentence.
  static func places(in words: [String]) -> [Int] {
    lazy var hasCapitals = words.contains { word in
      word.unicodeScalars.contains { $0.properties.isUppercase }
    }
    return words.indices.dropLast().filter { place in
      // Most words end in a letter.
      if let last = words[place].utf8.last, (0x61...0x7A).contains(last | 0x20) { return false }
      let word = words[place].unicodeScalars
      var core = word[...]
      while let last = core.last, closing.contains(last) { core.removeLast() }
      guard let mark = core.last, ends.contains(mark) else { return false }
      let text = core.dropLast()
      let isApart = text.allSatisfy { ends.contains($0) }
      let before = isApart && place > 0 ? words[place - 1].unicodeScalars[...] : text
      if mark == ".", text.last != ".", isAbbreviation(before, isApart: isApart) { return false }
      return beginsSentence(words[place + 1]) || (isApart && !hasCapitals)
    }
  }

  private static func isAbbreviation(
    _ word: Substring.UnicodeScalarView, isApart: Bool
  ) -> Bool {
    let letters = word.drop { opening.contains($0) }
    if letters.count == 1, letters.allSatisfy(\.properties.isAlphabetic) {
      // "I ." and "Who, I?" end sentences; initials are written with their full stop.
      return !isApart
    }
    if letters.allSatisfy({ ("0"..."9").contains($0) }) { return !isApart && !letters.isEmpty }
    if letters.count > longestAbbreviation { return false }
    var lower = String.UnicodeScalarView()
    for scalar in letters { scalar.appendLowercased(to: &lower) }
    return abbreviations.contains(String(lower))
  }

  private static func beginsSentence(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first(where: { !opening.contains($0) }) else {
      return false
    }
    let properties = first.properties
    return properties.isUppercase || properties.numericType == .decimal
      || (properties.isAlphabetic && !properties.isCased)
  }
}

extension SentenceEnds {
  /// The line with a space between sentences that none separates, as in Chinese and Japanese: after
  /// `。`, `！` or `？`, unless quotes or brackets are open or close there.
  static func spaced(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard scalars.contains(where: spacelessEnds.contains) else { return line }
    var spaced = String.UnicodeScalarView()
    var open = 0
    for place in scalars.indices {
      let scalar = scalars[place]
      spaced.append(scalar)
      if spacelessOpening.contains(scalar) { open += 1 }
      if spacelessClosing.contains(scalar) { open = max(open - 1, 0) }
      guard open == 0, spacelessEnds.contains(scalar),
        let next = scalars[place...].dropFirst().first,
        ScalarClass(next) == .letter || spacelessOpening.contains(next)
      else { continue }
      spaced.append(" ")
    }
    return String(spaced)
  }

  /// The number of lines that are looked at, spread evenly.
  private static let sampled = 2_000

  /// Whether more than one line of twenty holds several sentences.
  static func areFrequent(count: Int, line: (Int) -> String) -> Bool {
    let lines = stride(from: 0, to: count, by: max(count / sampled, 1))
    var seen = 0, several = 0
    for place in lines {
      seen += 1
      if !places(in: SpacedTokens.split(spaced(line(place)))).isEmpty { several += 1 }
    }
    return 20 * several > seen
  }

  /// A line's words, sentence by sentence. White space before a sentence's first word is left out.
  ///
  /// - Parameter line: the words of the line with its capitals, which `words` may lack; nil:
  ///   `words` themselves.
  static func sentences(of words: [TokenizedWord], in line: [String]? = nil) -> [[TokenizedWord]] {
    var sentences: [[TokenizedWord]] = []
    var start = 0
    for end in places(in: line ?? words.map(\.word)) + [words.count - 1] where end >= start {
      var sentence = Array(words[start...end])
      if start > 0 {
        let tokens = sentence[0].tokens.drop { CharacterTokens.isWhiteSpace($0) }
        sentence[0] = TokenizedWord(word: sentence[0].word, tokens: Array(tokens))
      }
      sentences.append(sentence)
      start = end + 1
    }
    return sentences
  }
}

extension TextSide {
  /// A line's words, sentence by sentence. The line's capitals show where one begins, even if the
  /// words are in lower case.
  func sentences(_ words: [TokenizedWord], of line: String) -> [[TokenizedWord]] {
    guard tokenizer.lowercase else { return SentenceEnds.sentences(of: words) }
    var normalizer = tokenizer.normalizer
    normalizer.lowercase = false
    let cased = SpacedTokens.split(normalizer.normalize(line))
    return SentenceEnds.sentences(of: words, in: cased.count == words.count ? cased : nil)
  }
}
