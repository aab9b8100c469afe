/// A text as words that are compared with those of other texts, each with its place in the text.
///
/// Words are those that BLEU counts, but nothing in them is replaced: HTML entities are kept. In
/// scripts that are written without spaces, each character with its marks is a word, unless the
/// text is said to be tokenized. Between words there is only white space.
struct ComparedWords: Sendable {
  let text: [Unicode.Scalar]
  /// The places of the words in `text`, one after another.
  let places: [Range<Int>]
  /// The words that are compared: in lower case where case is ignored.
  let words: [String]

  init(_ text: String, tokenizer: BLEUTokenizer, lowercase: Bool) {
    let scalars = Array(text.unicodeScalars)
    var places: [Range<Int>] = []
    var place = 0
    let separated = tokenizer.separateUnchanged(scalars)
    for word in separated.split(whereSeparator: PythonString.isSpace) {
      while place < scalars.count, PythonString.isSpace(scalars[place]) { place += 1 }
      let end = min(place + word.count, scalars.count)
      if place < end {
        places += tokenizer == .none ? [place..<end] : Self.characters(of: scalars, in: place..<end)
      }
      place = end
    }
    self.text = scalars
    self.places = places
    words = places.map { place in
      let word = Array(scalars[place])
      return String(scalars: lowercase ? PythonString.lowercased(word) : word)
    }
  }

  /// The parts of a word: characters of scripts without spaces, and the text between them.
  private static func characters(of text: [Unicode.Scalar], in word: Range<Int>) -> [Range<Int>] {
    func standsAlone(_ place: Int) -> Bool {
      Script(text[place])?.isWrittenWithoutSpaces ?? false
    }
    var parts: [Range<Int>] = []
    var first = word.lowerBound
    for place in word.dropFirst()
    where ScalarClass(text[place]) != .continuing && (standsAlone(place) || standsAlone(first)) {
      parts.append(first..<place)
      first = place
    }
    return parts + [first..<word.upperBound]
  }
}

extension String {
  init(scalars: some Sequence<Unicode.Scalar>) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}

extension BLEUTokenizer {
  /// The segment with white space between its words and at its ends, and no other change.
  fileprivate func separateUnchanged(_ segment: [Unicode.Scalar]) -> [Unicode.Scalar] {
    self == .mteval13a
      ? Tokenizer13a.separatePunctuation([" "] + segment + [" "]) : separate(segment)
  }
}
