import Testing

@testable import Seq2Seq

@Suite struct AttentionSummaryTests {
  /// Worked by hand from the definition.
  @Test func spreadIsMeasuredOverTheWordsOfAllPairs() {
    var summary = AttentionSummary()
    #expect(summary.entropy == 0 && summary.entropyShare == 0 && summary.coverage == 1)
    // Even over two words and the end symbol; then certain.
    summary.add(
      HeatmapExample.matrix(
        ["a", "b"], ["x", "y"], [[1.0 / 3, 1.0 / 3, 1.0 / 3], [0, 1, 0]]))
    #expect(abs(summary.entropy - log(3) / 2) < 1e-6)
    #expect(abs(summary.entropyShare - 0.5) < 1e-6)
    #expect(summary.coverage == 0.5, "a has a third")
    summary.add(HeatmapExample.matrix(["a"], ["x"], [[0.5, 0.5]]))
    #expect(abs(summary.entropy - (log(3) + log(2)) / 3) < 1e-6)
    #expect(abs(summary.entropyShare - 2.0 / 3) < 1e-6)
    #expect(abs(summary.coverage - 2.0 / 3) < 1e-6)
    #expect(summary.pairs == 2)
  }

  @Test func emptySidesAreNoDivisionByZero() {
    var summary = AttentionSummary()
    summary.add(.empty)
    summary.add(HeatmapExample.matrix([], ["x"], [[1]]))
    #expect(summary.entropy == 0 && summary.entropyShare == 0 && summary.coverage == 1)
    summary.add(HeatmapExample.matrix(["a"], [], []))
    #expect(summary.coverage == 0)
  }
}

@Suite struct AlignmentReaderTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  func reader(_ text: String) throws -> AlignmentReader {
    try AlignmentReader(path: folder.write("gold.align", text))
  }

  @Test func aLineIsReadForEachPair() throws {
    let reader = try reader("0-0 1p1\n\n5-5\n")
    #expect(try reader.alignment(words: (2, 2)).pharaoh == "0-0 1p1")
    #expect(try reader.alignment(words: (1, 1)).pharaoh == "")
    #expect(try reader.alignment().pharaoh == "5-5")
    try reader.finish()
  }

  @Test func whatDoesNotFitThePairsIsRefused() throws {
    let short = try reader("0-0\n")
    _ = try short.alignment(words: (1, 1))
    let ended = #expect(throws: AlignmentFileError.self) { try short.alignment(words: (1, 1)) }
    #expect(ended?.description.contains("gold.align: 1 line, but there are more") == true)
    let long = try reader("0-0\n0-0\n0-0\n")
    _ = try long.alignment(words: (1, 1))
    let left = #expect(throws: AlignmentFileError.self) { try long.finish() }
    #expect(left?.description.contains("3 lines, but there are 1 sentence pair") == true)
    let beyond = #expect(throws: AlignmentFileError.self) {
      try reader("0-3\n").alignment(words: (1, 2))
    }
    #expect(beyond?.description.contains("line 1 links word 0 to 3") == true)
  }
}
