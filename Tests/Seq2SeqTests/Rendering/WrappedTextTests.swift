import Testing

@testable import Seq2Seq

@Suite struct WrappedTextTests {
  @Test(
    arguments: [
      ("", 10, 0, []), ("the crow was", 8, 0, ["the crow", "was"]),
      ("the crow was", 8, 2, ["  the", "    crow", "    was"]),
      ("wheelbarrow a", 5, 0, ["wheel", "barro", "w a"]), ("渇いた", 4, 0, ["渇い", "た"]),
      ("渇い", 1, 0, ["渇", "い"]), ("a\u{1B}b", 80, 0, ["a\\u{1b}b"]),
      ("كان x", 80, 0, ["\u{200E}كان\u{200E} x"]),
    ] as [(String, Int, Int, [String])])
  func linesBreakAtSpacesElseBetweenCharacters(
    _ text: String, _ width: Int, _ indent: Int, _ expected: [String]
  ) {
    #expect(scalars(wrapped(text, to: width, indent: indent)) == scalars(expected))
  }

  /// Each line of a sentence reads as a terminal orders it; words of a list keep their order.
  @Test func onlyWordsOfAListAreKeptInPlace() {
    #expect(scalars(wrapped("كان x", to: 80, isList: false)) == scalars(["كان x"]))
  }

  @Test func anyTextStaysWithinTheWidthAndWhole() {
    var texts = SeededText(seed: 89)
    for index in 0..<2000 {
      let (text, width) = (texts.string(pieces: 12), 8 + texts.below(40))
      let label = Comment("seed 89, text \(index), width \(width): \(text)")
      let lines = wrapped(text, to: width, indent: 2).map(HeatmapExample.unmarked)
      #expect(
        lines.allSatisfy { displayWidth($0) <= width && $0.utf8.starts(with: "  ".utf8) }, label)
      func letters(_ text: String) -> [UInt32] { scalars(text).filter { $0 != 0x20 } }
      #expect(letters(lines.joined()) == letters(displayable(text)), label)
    }
  }
}
