/// A finding in a corpus: a flaw in some lines, or a fact about a side or a part.
package struct CorpusFinding: Sendable, Equatable {
  package let kind: Kind
  /// The part of the corpus: `train`.
  package let part: String
  /// The side that it concerns; nil: both together.
  package let side: Side?
  /// Lines, pairs or tokens, as the kind says.
  package let count: Int
  /// The number of which `count` is a part; 0 where that means nothing.
  package let total: Int
  /// The first lines, from 1, ascending; none where the finding is about the side as a whole.
  package let lines: [Int]
  /// Lines that belong to `lines`, such as those that they repeat; empty where there are none.
  package let others: [Int]
  /// What was found, in the first line or on the whole, ready to be displayed.
  package let example: String

  package enum Side: String, Sendable, CaseIterable {
    case source, target
  }

  /// How serious a finding is.
  package enum Level: String, Sendable, Encodable {
    /// Something is probably wrong with the lines.
    case fault
    /// Another choice of options would probably be better.
    case advice
    /// Neither, but good to know.
    case fact
  }

  /// In the order in which they are reported.
  package enum Kind: String, Sendable, CaseIterable {
    // Encodings and marks.
    /// UTF-8 that was taken for Latin-1 or Windows-1252 and encoded again: `Ã©`.
    case mojibake
    /// U+FFFD, which replaces a lost character.
    case replacementCharacter
    /// U+FEFF within a text.
    case byteOrderMark
    /// C0 and C1 controls, except tab, CR and line separators.
    case controlCharacter
    /// A CR that does not end the line.
    case carriageReturn
    /// VT, FF, U+0085, U+2028, U+2029: other programs end a line there.
    case lineSeparator
    /// Format characters without width that no spelling needs, such as U+200B.
    case invisibleCharacter
    /// A tab within a side.
    case tab
    /// `&amp;`
    case entity
    /// `<b>`
    case tag
    /// `<unk>` and similar tokens, which another program put there.
    case specialToken
    /// `@@ ` or `▁`, in some of the lines.
    case subwordMarks
    /// A word with Latin and Cyrillic letters.
    case mixedWord

    // Pairs.
    /// One side has far more characters than the other side suggests.
    case lengthRatio
    /// Pairs that occurred before.
    case repeatedPair
    /// The same text on both sides.
    case untranslated
    /// Each side looks like the language of the other.
    case swappedSides
    /// One side looks like the language of the other.
    case otherLanguage
    /// Most letters are not of the side's script.
    case otherScript
    /// Numbers that the other side lacks, while it has other numbers.
    case numbers
    /// Translations that seem to be some lines away.
    case shifted
    /// More tokens than training accepts.
    case tooLong
    /// A side is empty.
    case emptySide

    // Parts.
    /// The sides of this part look like those of the training part swapped.
    case swappedPart
    /// Pairs of this part that training reads.
    case pairInTraining
    /// Sources of this part that training reads with a different translation.
    case sourceInTraining
    /// Punctuation is spaced in training and attached in this part, or the other way round.
    case otherSpacing
    /// Tokens of validation that the vocabulary has only in a different case.
    case unknownByCase
    /// Too few pairs to learn from.
    case fewPairs

    // Sides.
    /// Each line holds one word.
    case wordLines
    /// A script without spaces, read as words.
    case noSpaces
    /// The text has been cut into subwords already.
    case subwords
    /// The text has been tokenized already: punctuation is separate.
    case tokenized
    /// Sources with several translations.
    case manyTargets
    /// Lines that a Unicode normal form changes.
    case notNormalized
    /// Lines with white space that does not break a line.
    case noBreakSpace
    /// Lines that end in CR LF.
    case carriageReturnLineFeed

    /// The name in words joined by hyphens: `repeated-pair`.
    package var name: String {
      var name = ""
      for scalar in rawValue.unicodeScalars {
        if ("A"..."Z").contains(scalar) { name += "-" }
        scalar.appendLowercased(to: &name.unicodeScalars)
      }
      return name
    }

    package var level: Level {
      switch self {
      case .unknownByCase, .wordLines, .noSpaces, .subwords, .tooLong, .otherSpacing: .advice
      case .manyTargets, .sourceInTraining, .tokenized, .notNormalized, .noBreakSpace, .fewPairs,
        .carriageReturnLineFeed, .emptySide:
        .fact
      default: .fault
      }
    }
  }

  init(
    _ kind: Kind, in part: String, _ side: Side? = nil, count: Int, of total: Int = 0,
    lines: [Int] = [], others: [Int] = [], example: String = ""
  ) {
    self.kind = kind
    self.part = part
    self.side = side
    self.count = count
    self.total = total
    self.lines = lines
    self.others = others
    self.example = displayable(example, limit: 60)
  }
}

/// How many lines a finding has, and the first of them.
struct FoundLines {
  private(set) var count = 0
  private(set) var lines: [Int] = []
  private(set) var others: [Int] = []
  private(set) var example = ""

  static let most = 5

  /// - Parameters:
  ///   - other: a line that belongs to this one.
  ///   - example: kept for the first line only.
  mutating func add(_ line: Int, other: Int? = nil, example: @autoclosure () -> String = "") {
    if count == 0 { self.example = example() }
    count += 1
    guard lines.count < Self.most else { return }
    lines.append(line)
    if let other { others.append(other) }
  }

  /// nil where there is none.
  func finding(
    _ kind: CorpusFinding.Kind, in part: String, _ side: CorpusFinding.Side? = nil,
    of total: Int = 0
  ) -> CorpusFinding? {
    count == 0
      ? nil
      : CorpusFinding(
        kind, in: part, side, count: count, of: total, lines: lines, others: others,
        example: example)
  }
}
