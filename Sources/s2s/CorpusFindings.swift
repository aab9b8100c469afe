import Seq2Seq

// The wording of findings in a corpus: what they are, and what can be done about them in terms of
// options.

extension CorpusFinding {
  /// What was found.
  func text(in report: CorpusReport) -> String {
    let quoted = "'\(example)'"
    let training = report.path("train", side)
    return switch kind {
    case .mojibake: "UTF-8 that was read as Latin-1 and encoded again, such as \(quoted)"
    case .replacementCharacter: "U+FFFD, where a character was lost in a conversion"
    case .byteOrderMark: "a byte order mark (U+FEFF) within the text"
    case .controlCharacter: "a control character, such as \(example)"
    case .carriageReturn: "a carriage return (U+000D) within the line"
    case .lineSeparator:
      "a line separator (\(example)) within the line, where other programs begin a new one"
    case .invisibleCharacter: "an invisible character, such as \(example)"
    case .tab: "a tab within the text"
    case .entity: "an HTML entity, such as \(quoted)"
    case .tag: "a tag, such as \(quoted)"
    case .specialToken: "\(quoted), which another program put in place of words"
    case .subwordMarks: "a word that was cut into subwords, such as \(quoted)"
    case .mixedWord: "a word of Latin and Cyrillic letters, such as \(quoted)"
    case .lengthRatio:
      "one side is \(example) times as long as the other suggests"
        + (count > 1 ? ", in the first line" : "")
    case .repeatedPair: "the pair occurs earlier, in line \(numbers(others, report))"
    case .untranslated: "the same text on both sides, such as \(quoted)"
    case .swappedSides: "by their letters, source and target are swapped, as in \(quoted)"
    case .otherLanguage:
      "by its letters, it is in the language of the other side, such as \(quoted)"
    case .otherScript: "most letters are \(example), which the side is not written in"
    case .numbers: "numbers that the other side lacks: \(example)"
    case .shifted:
      "by their lengths, translations are \(abs(Int(example) ?? 0)) line"
        + "\(abs(Int(example) ?? 0) == 1 ? "" : "s") \(example.hasPrefix("-") ? "before" : "after")"
        + " their sources"
    case .tooLong: "more tokens on a side than training accepts, \(example) in the first line"
    case .emptySide: "an empty side"
    case .swappedPart: "by their letters, the part's source and target are swapped"
    case .pairInTraining: "the pair is in the training part, in line \(numbers(others, report))"
    case .sourceInTraining:
      "the source is in the training part with another target, in line \(numbers(others, report))"
    case .otherSpacing:
      example == "attached"
        ? "punctuation is attached to words, but stands alone in \(training)"
        : "punctuation stands alone, but is attached to words in \(training)"
    case .unknownByCase:
      "\(grouped(count)) of \(counted(total, "unknown token")) are known in a different case, "
        + "such as \(quoted)"
    case .fewPairs:
      "\(counted(count, "pair")), from which little more than these pairs can be learned"
    case .wordLines: "\(grouped(count)) of \(counted(total, "line")) are one word"
    case .noSpaces: "\(example), which has no spaces between words, is cut at spaces"
    case .subwords: "the text has been cut into subwords already, such as \(quoted)"
    case .tokenized:
      "the text has been tokenized already: \(grouped(count)) of \(grouped(total)) full stops and commas "
        + "stand alone"
    case .manyTargets: "a source with several targets, another in line \(numbers(others, report))"
    case .notNormalized: "characters that Unicode's normal form C changes"
    case .noBreakSpace: "no-break spaces, such as \(example)"
    case .carriageReturnLineFeed: "lines end in CR LF"
    }
  }

  /// Line numbers in the training part, or in the finding's own part for findings within one part.
  private func numbers(_ lines: [Int], _ report: CorpusReport) -> String {
    report.names(ofLines: lines, in: kind == .repeatedPair || kind == .manyTargets ? part : "train")
      .joined(separator: ", ") + (count > lines.count ? ", …" : "")
  }
}

extension CorpusFinding {
  /// What can be done about it.
  var remedy: String {
    switch kind {
    case .mojibake: "undo it, as with iconv -f UTF-8 -t WINDOWS-1252"
    case .replacementCharacter: "convert the original again, or leave the lines out"
    case .byteOrderMark, .controlCharacter, .invisibleCharacter: "delete it"
    case .carriageReturn, .lineSeparator: "replace it with a space"
    case .tab: "replace it with a space; a file of both sides is read with \(Options.pairs)"
    case .entity: "replace it with its character"
    case .tag: "delete it"
    case .specialToken: "restore the words, or leave the lines out"
    case .subwordMarks: "join its parts"
    case .mixedWord: "replace the letters that only look alike"
    case .lengthRatio: "check whether they are translations"
    case .repeatedPair: "leave the copies out"
    case .untranslated: "translate them, or leave them out, unless copying is to be learned"
    case .swappedSides, .swappedPart: "swap them back"
    case .otherLanguage, .otherScript: "leave the lines out, unless this is intended"
    case .numbers: "check whether they are translations"
    case .shifted: "look there for a line that is missing or doubled on one side"
    case .tooLong: "split them, or raise \(Options.maxLength)"
    case .emptySide: "training leaves the pair out"
    case .pairInTraining: "leave it out of training, or scores will be too good"
    case .sourceInTraining: "scores on it say little about new sentences"
    case .otherSpacing: "give all parts in one form"
    case .unknownByCase: "try \(option(Options.lowercase))"
    case .fewPairs: "give more if there are any"
    case .wordLines:
      "letters are learned with \(option(Options.tokenizer)) \(TokenizerKind.characters)"
    case .noSpaces: "use \(option(Options.tokenizer)) \(TokenizerKind.characters)"
    case .subwords:
      "\(option(Options.tokenizer)) \(TokenizerKind.none), the default, reads it so; "
        + (side == .target
          ? "'\(TranslateCommand.name) \(Options.joinSubwords)' joins translations"
          : "cut what is to be translated likewise")
    case .tokenized: "translations are spaced likewise"
    case .manyTargets: "training reads them all"
    case .notNormalized:
      "training composes them, unless \(option(Options.normalize)) says otherwise"
    case .noBreakSpace:
      "words end there; \(option(Options.normalize)) \(NormalForm.nfkc) makes them spaces"
    case .carriageReturnLineFeed: "training reads them like other lines"
    }
  }

  /// The option for the finding's side.
  private func option(_ both: some OptionDeclaration) -> String {
    side.map { "--\($0)-\(both.facts.name)" } ?? "\(both)"
  }
}
