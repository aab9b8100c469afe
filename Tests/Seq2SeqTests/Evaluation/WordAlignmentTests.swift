import Testing

@testable import Seq2Seq

@Suite struct WordAlignmentTests {
  @Test(
    arguments: [
      ("", [[]], [[]]),
      ("0-0 1-2", [[0, 0], [1, 2]], [[]]),
      ("  3p1\t2-2 ", [[2, 2]], [[3, 1]]),
      ("1-1 1p1", [[1, 1]], [[]]),  // a sure link is possible already
      ("007-10", [[7, 10]], [[]]),
    ] as [(String, [[Int]], [[Int]])])
  func pharaohLinesAreRead(_ line: String, _ sure: [[Int]], _ possible: [[Int]]) throws {
    func links(_ numbers: [[Int]]) -> Set<WordLink> {
      Set(numbers.filter { !$0.isEmpty }.map { WordLink($0[0], $0[1]) })
    }
    let found = try WordAlignment(pharaoh: line)
    #expect(found.sure == links(sure))
    #expect(found.possible == links(possible))
  }

  @Test(arguments: [
    "0", "0-", "-0", "0-0-0", "a-b", "0–0", "0-0,1-1", "0--1", "+1-0", "0p0p0", "0-1p2",
    "1234567890-0", "٠-٠", "p",
  ])
  func whatIsNoLinkIsNamed(_ part: String) {
    #expect(throws: NotALink(text: part)) { try WordAlignment(pharaoh: "0-0 \(part) 1-1") }
  }

  @Test func linksAreWrittenInOrder() throws {
    let text = "10-0 2-3 2-1 0p4"
    let alignment = try WordAlignment(pharaoh: text)
    #expect(alignment.pharaoh == "0p4 2-1 2-3 10-0")
    #expect(try WordAlignment(pharaoh: alignment.pharaoh) == alignment)
  }

  /// Worked by hand from the definition.
  @Test func theErrorRateCountsSureAndPossibleLinks() throws {
    var rate = AlignmentErrorRate()
    #expect(rate.rate == 0 && rate.precision == 1 && rate.recall == 1)
    let gold = try WordAlignment(pharaoh: "0-0 1-1 2-2 3p2 3p3")
    // One sure link found, two possible ones, one wrong; two sure ones missed.
    rate.add([WordLink(0, 0), WordLink(3, 2), WordLink(3, 3), WordLink(0, 3)], gold: gold)
    #expect(rate.precision == 0.75)
    #expect(rate.recall == 1.0 / 3)
    #expect(rate.rate == 1 - 4.0 / 7)
    // Counts of all pairs are summed before they are divided.
    rate.add([WordLink(0, 0)], gold: try WordAlignment(pharaoh: "0-0"))
    #expect(rate.rate == 1 - 6.0 / 9)

    var perfect = AlignmentErrorRate()
    perfect.add(gold.sure, gold: gold)
    perfect.add(gold.sure.union(gold.possible), gold: gold)
    #expect(perfect.rate == 0)
    var worthless = AlignmentErrorRate()
    worthless.add([WordLink(0, 3)], gold: gold)
    worthless.add([], gold: gold)
    #expect(worthless.rate == 1)
  }
}

@Suite struct AlignmentFileTests {
  static let pairs = [
    SentencePair(source: "The crow .", target: "Le corbeau ."),
    SentencePair(source: "Yes", target: "Oui  bien\tsûr"),
  ]

  func read(_ text: String) throws -> [WordAlignment] {
    let folder = try ScratchFolder()
    try folder.write("gold.align", text)
    return try AlignmentReader(path: folder.path + "/gold.align").all(Self.pairs)
  }

  @Test func aLineIsReadForEachPair() throws {
    let found = try read("0-0 1-1 2-2\n0-0 0p2\n")
    #expect(found.map(\.pharaoh) == ["0-0 1-1 2-2", "0-0 0p2"])
    #expect(try read("\n\n").allSatisfy { $0.sure.isEmpty })
  }

  @Test(arguments: [
    ("0-0\n", "1 line, but there are 2 sentence pairs"),
    ("0-0\n0-0\n0-0\n", "3 lines, but there are 2 sentence pairs"),
    ("0-0\n0:0\n", "line 2 holds '0:0'; expected links such as 0-0"),
    ("0-0 3-1\n0-0\n", "line 1 links word 3 to 1, but its pair has 3 and 3 words"),
    ("0-0\n0-2 0p3\n", "line 2 links word 0 to 3, but its pair has 1 and 3 words"),
  ])
  func whatDoesNotFitThePairsIsRefused(_ text: String, _ reason: String) throws {
    let error = #expect(throws: AlignmentFileError.self) { try read(text) }
    #expect(try #require(error).description.contains(reason))
  }
}
