/// Where the sentences of a line end, by punctuation.
///
/// A sentence ends after `.`, `!`, `?`, `…` or their equivalents in other scripts, with closing
/// quotes and brackets included, where the next word begins as sentences do: with a capital letter,
/// a digit, or a letter of a script without capitals; in a line without capitals any word will do. In
/// tokenized text quotes and brackets are words of their own ("thirsty . )"), and belong to the
/// sentence that they enclose. A full stop after a single letter, an abbreviation or a number that
/// another word follows ("3. Oktober") does not end a sentence.
enum SentenceEnds {
  /// The marks after which a sentence may end.
  static let ends = Set(".!?…。！？｡।؟۔։".unicodeScalars)
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
  private static let shortestEnd = 3

  /// Places of words that end a sentence, except the last sentence.
  static func places(in words: [String]) -> [Int] {
    lazy var hasCapitals = words.contains { word in
      word.unicodeScalars.contains { $0.properties.isUppercase }
    }
    lazy var marks = marksAlone(words)
    var places: [Int] = []
    var isEnd = false  // of the word before
    for place in words.indices.dropLast() {
      let before = isEnd
      isEnd = false
      // Most words end in a letter.
      if let last = words[place].utf8.last, (0x61...0x7A).contains(last | 0x20) { continue }
      isEnd = ends(at: place, in: words, hasCapitals) || before && marks[place] == .closing
      guard isEnd, marks[place + 1] != .closing else { continue }
      let next = (place + 1..<words.count).first { marks[$0] != .opening }
      if let next, beginsSentence(words[next]) || !hasCapitals { places.append(place) }
    }
    return places
  }

  /// Whether a sentence may end with a word; the words after it are not looked at.
  private static func ends(
    at place: Int, in words: [String], _ hasCapitals: @autoclosure () -> Bool
  ) -> Bool {
    let word = words[place].unicodeScalars
    var core = word[...]
    while let last = core.last, closing.contains(last) { core.removeLast() }
    guard let mark = core.last, ends.contains(mark) else { return false }
    let text = core.dropLast()
    let isApart = text.allSatisfy { ends.contains($0) }
    guard mark == ".", text.last != "." else { return true }
    let before = isApart && place > 0 ? words[place - 1].unicodeScalars[...] : text
    if isAbbreviation(before, isApart: isApart) { return false }
    // Without capitals nothing else tells a word from an abbreviation.
    return isApart || hasCapitals() || text.count >= shortestEnd && !text.contains(".")
  }

  private enum MarkAlone { case opening, closing }

  /// The words that are quotes and brackets alone, in tokenized text, by their places. Straight
  /// quotes open and close by turns.
  private static func marksAlone(_ words: [String]) -> [Int: MarkAlone] {
    var found: [Int: MarkAlone] = [:]
    var isOpen = false
    for (place, word) in words.enumerated() {
      let scalars = word.unicodeScalars
      let (opens, closes) = (
        scalars.allSatisfy(opening.contains), scalars.allSatisfy(closing.contains)
      )
      if opens, closes {
        found[place] = isOpen ? .closing : .opening
        isOpen.toggle()
      } else if opens || closes {
        found[place] = opens ? .opening : .closing
      }
    }
    return found
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
  /// `。`, `！` or `？`, unless quotes or brackets are open or close there; and where `!` or `?` stands
  /// between a small letter and a capitalized word.
  static func spaced(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard scalars.contains(where: { spacelessEnds.contains($0) || $0 == "?" || $0 == "!" }) else {
      return line
    }
    var spaced = String.UnicodeScalarView()
    var open = 0
    var before: Unicode.Scalar?
    for place in scalars.indices {
      let scalar = scalars[place]
      spaced.append(scalar)
      if spacelessOpening.contains(scalar) { open += 1 }
      if spacelessClosing.contains(scalar) { open = max(open - 1, 0) }
      let rest = scalars[place...].dropFirst()
      guard let next = rest.first else { break }
      let isEnd =
        spacelessEnds.contains(scalar)
        ? open == 0 && (ScalarClass(next) == .letter || spacelessOpening.contains(next))
        : (scalar == "?" || scalar == "!") && next.properties.isUppercase
          && before?.properties.isLowercase == true
          && rest.dropFirst().first.map { $0.properties.isLowercase || $0 == " " } ?? false
      before = scalar
      if isEnd { spaced.append(" ") }
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
