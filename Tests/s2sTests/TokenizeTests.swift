import Testing

@Suite struct TokenizeTests {
  let sandbox: Sandbox

  init() throws { sandbox = try Sandbox() }

  /// The text of a text's tokens.
  private func roundTrip(_ text: String, _ kind: String) throws -> String {
    let tokens = try sandbox.s2s("tokenize", "-q", "--tokenizer", kind, input: text)
    #expect(tokens.status == 0 && tokens.error == "", "\(kind): \(tokens.error)")
    let found = try sandbox.s2s("detokenize", "--tokenizer", kind, input: tokens.output)
    #expect(found.status == 0 && found.error == "", "\(kind): \(found.error)")
    return found.output
  }

  private func expectSame(_ found: String, _ expected: String, _ label: String) {
    #expect(found.utf8.elementsEqual(expected.utf8), "\(label): \(found.debugDescription)")
  }

  @Test func tokensAreSeparatedBySpacesAndMarked() throws {
    let text = "Don't stop, (now)\n\n 日本 ▁ \n"
    let words = try sandbox.s2s("tokenize", input: text)
    #expect(words.output == "Don ￭'￭ t stop ￭, (￭ now ￭)\n\n日本 ￮2\n")
    let characters = try sandbox.s2s("tokenize", "--tokenizer", "characters", input: "a b\n ▁ \n\n")
    #expect(characters.output == "a ▁ b\n▁ ￮2 ▁\n\n")
    let none = try sandbox.s2s("tokenize", "--tokenizer", "none", "--lowercase", input: " A.  b\n")
    #expect(none.output == "a. b\n")
    let form = try sandbox.s2s("tokenize", "--normalize", "nfd", input: "\u{E9}\n")
    expectSame(form.output, "e\u{301}\n", "nfd")
  }

  static let lines = [
    "Don't stop (now)...", "", "  two  spaces ", "l'\u{E9}t\u{E9} e\u{301} «\u{A0}oui\u{202F}!»",
    "￭ ￮0 ▁ ￮", "tab\tand\u{3000}wide", "हिन्दी में लिखो", "狐は葡萄を見た。", "\0 \u{1B}[31m", "a@@ b@@",
    "\u{85}next\u{2028}line\u{C}page", "👩\u{200D}👩\u{200D}👧 👍🏽", "in\rside", " ", "\t",
  ]

  @Test func charactersComeBackWithTheirWhiteSpace() throws {
    let text = Self.lines.map { $0 + "\n" }.joined()
    let expected = text.replacing("e\u{301}", with: "\u{E9}")
    expectSame(try roundTrip(text, "characters"), expected, "characters")
  }

  @Test(arguments: ["words", "bpe", "none"])
  func wordsComeBackWithSingleSpaces(_ kind: String) throws {
    let text = Self.lines.map { $0 + "\n" }.joined()
    let expected = Self.lines.map { line in
      line.replacing("e\u{301}", with: "\u{E9}").unicodeScalars
        .split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ") + "\n"
    }
    expectSame(try roundTrip(text, kind), expected.joined(), kind)
  }

  @Test func whatWouldVanishAtTheEndsOfATextIsKept() throws {
    // The reader takes one byte order mark and the carriage return of a line's end away.
    let text = "\u{FEFF}\u{FEFF}a\u{FEFF}\r\r\n\u{FEFF}\r\r\n\r\r"
    let kept = "\u{FEFF}a\u{FEFF}\r\n\u{FEFF}\r\n\r\n"
    expectSame(try roundTrip(text, "characters"), kept, "characters")
    expectSame(try roundTrip("\u{FEFF}\u{FEFF} b\n", "words"), "\u{FEFF} b\n", "words")
  }

  @Test func aLastLineWithoutItsEndIsALine() throws {
    #expect(try sandbox.s2s("tokenize", input: "a.\r\nb").output == "a ￭.\nb\n")
    #expect(try sandbox.s2s("detokenize", input: "a ￭.\r\nb").output == "a.\nb\n")
    for command in ["tokenize", "detokenize"] {
      let found = try sandbox.s2s(command)
      #expect(found.status == 0 && found.output == "" && found.error == "")
    }
  }

  @Test func whatIsNotUTF8IsMendedAndTold() throws {
    let found = try sandbox.s2s(["tokenize"], bytes: [0x61, 0xFF, 0x0A, 0x62, 0x0A])
    #expect(found.status == 0 && found.outputLines == ["a ￭\u{FFFD}", "b"])
    #expect(found.errorLines.count == 1 && found.error.contains("U+FFFD"))
    expectOneLine(try sandbox.s2s(["tokenize"], bytes: [0x61, 0, 0x62, 0]), "UTF-16")
  }

  @Test(arguments: ["words", "none", "characters"])
  func aLongLineIsOneLineAndComesBack(_ kind: String) throws {
    for unit in ["word, ", "a"] {
      let line = String(repeating: unit, count: 150_000 / unit.utf8.count) + "end"
      let tokens = try sandbox.s2s("tokenize", "--tokenizer", kind, input: "\(line)\nnext\n")
      #expect(tokens.outputLines.count == 2 && tokens.errorLines.count == 1)
      let found = try sandbox.s2s("detokenize", "--tokenizer", kind, input: tokens.output)
      #expect(found.output == "\(line)\nnext\n", "\(kind), \(unit)")
    }
  }

  @Test func aLineStaysOneWhateverItsTokensStandFor() throws {
    for kind in ["words", "characters"] {
      let found = try sandbox.s2s("detokenize", "--tokenizer", kind, input: "a ￮3 b\nc\n")
      #expect(found.outputLines.count == 2 && found.outputLines[1] == "c", "\(found.output)")
    }
  }
}

@Suite struct BytePairCommandTests {
  let sandbox: Sandbox
  static let text = "low low low lower lower newest newest newest widest widest\n"
  /// Of the text, as subword-nmt learns them.
  static let codes = "#version: 0.2\nw e\ns t</w>\nl o\nwe st</w>\nn e\nne west</w>\n"

  init() throws { sandbox = try Sandbox() }

  @Test func mergesAreLearnedAndApplied() throws {
    let learned = try sandbox.s2s("tokenize", "--learn-bpe", "6", input: Self.text)
    #expect(learned.status == 0 && learned.error == "" && learned.output == Self.codes)
    try sandbox.write(learned.output, to: "codes")
    let lines = "lowest  newest \n\n  slow\u{A0}st x\n"
    let found = try sandbox.s2s("tokenize", "--bpe-codes", "codes", input: lines)
    // As subword-nmt has it, a no-break space is a part of a word.
    #expect(
      found.output == "lo@@ west newest \n\n  s@@ lo@@ w@@ \u{A0}@@ st x\n" && found.error == "")
    let joined = try sandbox.s2s(
      "detokenize", "--join-subwords", input: found.output + "lo@@\n@@\n")
    #expect(joined.output == "lowest newest\n\nslow\u{A0}st x\nlo\n\n")
    let marked = try sandbox.s2s(
      "detokenize", "--join-subwords", "--tokenizer", "words", input: "lo@@ west ￭. 1@@ 2\n")
    #expect(marked.output == "lowest. 12\n")
  }

  /// Computed by subword-nmt.
  @Test func mergesOfWordsWithOtherWhiteSpaceAreLearned() throws {
    let found = try sandbox.s2s(
      "tokenize", "--learn-bpe", "9", "-q", input: "Num\u{A0}28 Num\u{A0}28\n")
    let expected = ["\u{A0} 2", "\u{A0}2 8</w>", "u m", "um \u{A0}28</w>", "N um\u{A0}28</w>"]
    #expect(found.outputLines == ["#version: 0.2"] + expected)
  }

  @Test func theTokenizerOfPiecesIsTheSameByName() throws {
    try sandbox.write(Self.codes, to: "codes")
    let named = ["tokenize", "--tokenizer", "bpe"]
    let found = try sandbox.s2s(named + ["--bpe-codes", "codes"], input: "lowest, newest\n")
    #expect(found.output == "lo@@ we@@ s@@ t@@ , newest\n" && found.error == "")
    let joined = try sandbox.s2s("detokenize", "--tokenizer", "bpe", input: found.output)
    #expect(joined.output == "lowest, newest\n")
    let whole = try sandbox.s2s(named, input: "lowest, newest\n")
    #expect(whole.output == "lowest ￭, newest\n" && whole.errorLines.count == 1)
    #expect(whole.error.contains("--bpe-codes FILE"))
  }

  @Test func piecesThatAreRareAreCutFurther() throws {
    try sandbox.write(Self.codes, to: "codes")
    try sandbox.write("lo@@ 5\nwest 2\newest 1\nnewest 1\nne@@ 1\n", to: "pieces")
    let options = ["tokenize", "--bpe-codes", "codes", "--bpe-vocabulary", "pieces"]
    let all = try sandbox.s2s(options, input: "newest lowest\n")
    #expect(all.output == "newest lo@@ west\n")
    let frequent = try sandbox.s2s(
      options + ["--bpe-vocabulary-threshold", "2"], input: "newest lowest\n")
    #expect(frequent.output == "n@@ e@@ west lo@@ west\n")
  }

  @Test func theTextIsLeftAsItIsUnlessAskedOtherwise() throws {
    try sandbox.write("#version: 0.2\ne \u{301}\n", to: "codes")
    func found(_ more: String...) throws -> String {
      try sandbox.s2s(["tokenize", "--bpe-codes", "codes"] + more, input: "Ee\u{301}x\n").output
    }
    #expect(try found().utf8.elementsEqual("E@@ e\u{301}@@ x\n".utf8))
    #expect(try found("--lowercase").utf8.elementsEqual("e@@ e\u{301}@@ x\n".utf8))
    #expect(try found("--normalize", "nfc").utf8.elementsEqual("E@@ \u{E9}@@ x\n".utf8))
  }

  @Test func aWordLongerThanAnyPieceOfALineIsOneWord() throws {
    try sandbox.write("#version: 0.2\na a\naa aa\n", to: "codes")
    let word = String(repeating: "a", count: 200_001)
    let found = try sandbox.s2s("tokenize", "--bpe-codes", "codes", input: "b \(word)\n")
    let pieces = String(repeating: "aaaa@@ ", count: 50_000) + "a\n"
    #expect(found.output == "b " + pieces)
    let joined = try sandbox.s2s("detokenize", "--join-subwords", input: found.output)
    #expect(joined.output == "b \(word)\n")
  }

  @Test func whatCannotBeLearnedIsToldInOneLine() throws {
    for text in ["", "\n\n", "a b c\n"] {
      expectOneLine(
        try sandbox.s2s("tokenize", "--learn-bpe", "10", input: text), "at least two characters")
    }
    let few = try sandbox.s2s("tokenize", "--learn-bpe", "1000", input: "ab ab cd\n")
    #expect(few.status == 0 && few.output == "#version: 0.2\na b</w>\n")
    #expect(few.errorLines == ["1 of 1,000 merges learned: no other pair occurs twice"])
    #expect(
      try sandbox.s2s("tokenize", "--learn-bpe", "1000", "-q", input: "ab ab cd\n").error == "")
  }

  @Test func damagedFilesAreToldInOneLine() throws {
    try sandbox.write("#version: 0.2\na b\nc\n", to: "codes")
    try sandbox.write(Self.codes, to: "good")
    try sandbox.write("a\n", to: "pieces")
    let codes = ["tokenize", "--bpe-codes"]
    expectOneLine(try sandbox.s2s(codes + ["codes"], input: "ab\n"), "codes: line 3 is 'c'")
    expectOneLine(try sandbox.s2s(codes + ["missing"], input: "ab\n"), "missing: no such file")
    expectOneLine(
      try sandbox.s2s(codes + ["good", "--bpe-vocabulary", "pieces"], input: "ab\n"),
      "pieces: line 1 is 'a'")
  }

  @Test func optionsThatDoNotGoTogetherAreRefused() throws {
    for words in [
      ["--learn-bpe", "5", "--bpe-codes", "x"], ["--bpe-codes", "x", "--tokenizer", "words"],
      ["--bpe-vocabulary", "x"], ["--bpe-codes", "x", "--bpe-vocabulary-threshold", "2"],
      ["--learn-bpe", "0"], ["text"],
    ] {
      let found = try sandbox.s2s(["tokenize"] + words, input: "a\n")
      #expect(found.status == 2 && found.output == "", "\(words)")
    }
  }
}
