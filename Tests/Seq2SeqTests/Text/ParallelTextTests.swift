import Testing

@testable import Seq2Seq

@Suite struct ParallelTextTests {
  @Test func linesPairUpAndPairsWithAnEmptySideAreCounted() throws {
    let folder = try ScratchFolder()
    let source = try folder.write("x.en", "one\n\nthree\n \u{3000}\nfive\r\n")
    let target = try folder.write("x.fr", "un\ndeux\n\t\n\ncinq")
    let text = try ParallelText(sourcePath: source, targetPath: target)
    #expect(text.pairs.map(\.source) == ["one", "five"])
    #expect(text.pairs.map(\.target) == ["un", "cinq"])
    #expect(text.skipped == 3)
    #expect(text.sourcePath == source && text.targetPath == target)
  }

  @Test(arguments: [(1203, 1204), (1204, 1203), (1, 3)])
  func differentLineCountsAreRefused(_ sources: Int, _ targets: Int) throws {
    let folder = try ScratchFolder()
    let source = try folder.write("x.en", String(repeating: "a\n", count: sources))
    let target = try folder.write("x.fr", String(repeating: "b\n", count: targets))
    #expect(
      throws: CorpusError.lineCountMismatch(
        source: source, sourceLines: sources, target: target, targetLines: targets)
    ) {
      try ParallelText(sourcePath: source, targetPath: target)
    }
  }

  @Test func theShorterFileOfAMismatchIsNamedFirst() {
    let opening =
      "corpora/x.fr: 1,203 lines, but corpora/x.en has 1,204; line 1204 of x.en is the first"
      + " without a partner"
    let error = CorpusError.lineCountMismatch(
      source: "corpora/x.en", sourceLines: 1204, target: "corpora/x.fr", targetLines: 1203)
    #expect(error.description.hasPrefix(opening))
    let swapped = CorpusError.lineCountMismatch(
      source: "corpora/x.fr", sourceLines: 1203, target: "corpora/x.en", targetLines: 1204)
    #expect(swapped.description == error.description)
    let one = CorpusError.lineCountMismatch(
      source: "x.en", sourceLines: 1, target: "x.fr", targetLines: 1_000_000)
    #expect(one.description.hasPrefix("x.en: 1 line, but x.fr has 1,000,000; line 2 of x.fr is"))
  }

  @Test func anEmptyFileIsRefused() throws {
    let folder = try ScratchFolder()
    let empty = try folder.write("x.en", "")
    let full = try folder.write("x.fr", "a\n")
    #expect(throws: CorpusError.emptyFile(path: empty)) {
      try ParallelText(sourcePath: full, targetPath: empty)
    }
    #expect(throws: CorpusError.emptyFile(path: empty)) { try ParallelText(pairs: [empty]) }
  }

  @Test func aTextWithoutOnePairIsRefused() throws {
    let folder = try ScratchFolder()
    let blank = try folder.write("x.en", "\n\n")
    let full = try folder.write("x.fr", "a\nb\n")
    #expect(throws: CorpusError.noPairs(source: blank, target: full, skipped: 2)) {
      try ParallelText(sourcePath: blank, targetPath: full)
    }
  }

  @Test func tabSeparatedLinesGiveTheirTwoSides() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("x.tsv", "one\tun\r\n\tdeux\nthree\t\u{301}trois\n\t\n")
    let text = try ParallelText(pairs: [path])
    #expect(text.pairs.map(\.source) == ["one", "three"])
    #expect(scalars(text.pairs.map(\.target)) == scalars(["un", "\u{301}trois"]))
    #expect(text.skipped == 2)
    #expect(text.sourcePath == path && text.targetPath == path)
  }

  @Test func severalFilesAreReadInOrderAndEachLineKeepsItsPlace() throws {
    let folder = try ScratchFolder()
    let paths = [
      try folder.write("a.tsv", "one\tun\n\ntwo\tdeux\n"), try folder.write("b.tsv", "\t\n"),
      try folder.write("c.tsv", "three\ttrois\r\nfour\tquatre\r\n"),
    ]
    let text = try ParallelText(pairs: paths)
    #expect(text.pairs.map(\.source) == ["one", "two", "three", "four"])
    #expect(text.skippedLines == [2, 4])
    let places = text.pairs.indices.map { text.place(ofLine: text.line(of: $0)) }
    #expect(places.map(\.path) == [paths[0], paths[0], paths[2], paths[2]])
    #expect(places.map(\.line) == [1, 3, 1, 2])
    #expect(text.place(ofLine: 4) == (paths[1], 1))
    #expect(text.carriageReturns[1] == (2, 5) && text.hasSeveralFiles)
    let bad = try folder.write("d.tsv", "five\tcinq\nsix\n")
    #expect(throws: CorpusError.noPair(path: bad, line: 2, reason: .oneColumn)) {
      try ParallelText(pairs: paths + [bad])
    }
    let empty = try folder.write("e.tsv", "")
    #expect(throws: CorpusError.emptyFile(path: empty)) {
      try ParallelText(pairs: paths + [empty])
    }
  }

  @Test(arguments: [
    ("one", PairFormatError.oneColumn), ("one|||un", .bareBars), ("one |||un", .bareBars),
    ("a||b ||||", .oneColumn),
    (
      "one ||| un ||| 0-0",
      .surplus(found: 3, column: 3, is: .unclear, sourceColumn: 1, targetColumn: 2)
    ),
    (
      "Go.\tVa !\tCC-BY 2.0 (France) Attribution: x.org #1",
      .surplus(found: 3, column: 3, is: .attribution, sourceColumn: 1, targetColumn: 2)
    ),
    ("17\tGo.\tVa !", .surplus(found: 3, column: 1, is: .number, sourceColumn: 2, targetColumn: 3)),
    ("one\tun\t-0.5", .surplus(found: 3, column: 3, is: .number, sourceColumn: 1, targetColumn: 2)),
  ])
  func aLineThatIsNoPairIsRefused(_ line: String, _ reason: PairFormatError) throws {
    let folder = try ScratchFolder()
    let path = try folder.write("x.tsv", "a\tb\n\n\(line)\n")
    #expect(throws: CorpusError.noPair(path: path, line: 3, reason: reason)) {
      try ParallelText(pairs: [path])
    }
    #expect(!reason.description.contains("\n"))
  }

  @Test func columnsChooseWhatIsReadAndTurnAFileRound() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("x.tsv", "17\tone\tun\n\n18\ttwo\tdeux\n")
    let forward = try ParallelText(
      pairs: [path], format: PairFormat(columns: PairColumns(source: 2, target: 3)))
    #expect(forward.pairs.map(\.source) == ["one", "two"] && forward.skipped == 1)
    let back = try ParallelText(
      pairs: [path], format: PairFormat(columns: PairColumns(source: 3, target: 2)),
      keepingEmpty: true)
    #expect(back.pairs.map(\.source) == ["un", "", "deux"])
    #expect(back.pairs.map(\.target) == ["one", "", "two"])
    #expect(
      throws: CorpusError.noPair(path: path, line: 1, reason: .missingColumn(wanted: 4, found: 3))
    ) {
      try ParallelText(
        pairs: [path], format: PairFormat(columns: PairColumns(source: 4, target: 1)))
    }
    #expect(PairColumns(source: 1, target: 1) == nil && PairColumns(source: 0, target: 1) == nil)
  }

  @Test func barsPartALineThatHasNoTab() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("x", "a b ||| c  |||| d\n|||  x |||y\n e|f\tg ||| h\n")
    let text = try ParallelText(pairs: [path], keepingEmpty: true)
    #expect(text.pairs.map(\.source) == ["a b", "", " e|f"])
    #expect(text.pairs.map(\.target) == ["c  |||| d", "x |||y", "g ||| h"])
    #expect(!PairFormat.hasColumns("a || b |||c"))
    let bare = ["a|||b", "a |||b", "a||| b", "|||b", "a || b|||c"]
    #expect(bare.allSatisfy { PairFormat.hasBareBars($0) })
    let others = ["a ||| b", "a||b", "a||||b", "a\tb|||c", "a ||| b|||c", ""]
    #expect(others.allSatisfy { !PairFormat.hasBareBars($0) })
  }

  @Test(arguments: [
    CorpusError.missingFile(path: "a/x", folder: "a", holds: nil),
    .missingFile(path: "a/x", folder: "a", holds: []),
    .missingFile(path: "a/x", folder: "a", holds: (1...20).map { "f\($0)" }),
    .folderForFile(path: "a"),
    .missingFolder(path: "a"),
    .fileForFolder(path: "a"),
    .noPairFiles(folder: "a"),
    .unreadable(path: "a", reason: "Permission denied"),
    .emptyFile(path: "a"),
    .invalidUTF8(path: "a", line: 7),
    .nul(path: "a", line: 7),
    .noPair(path: "a", line: 7, reason: .oneColumn),
    .tooLarge(path: "a", neededBytes: 1 << 40, availableBytes: 1 << 30),
    .lineCountMismatch(source: "a", sourceLines: 1, target: "b", targetLines: 2),
    .noPairs(source: "a", target: "b", skipped: 1),
    .languagesUnclear(folder: "a", part: "train", found: []),
    .languagesUnclear(folder: "a", part: "train", found: ["en"]),
    .languagesUnclear(folder: "a", part: "train", found: ["de", "en", "fr"]),
    .unknownLanguage(folder: "a", part: "train", wanted: "x", found: ["en", "fr"]),
    .sameLanguage(folder: "a", language: "en"),
  ])
  func everyErrorIsOneLine(_ error: CorpusError) {
    #expect(error.description.count > 20)
    #expect(!error.description.unicodeScalars.contains("\n"))
  }
}
