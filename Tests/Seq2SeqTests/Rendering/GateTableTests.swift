import Testing

@testable import Seq2Seq

@Suite struct GateTableTests {
  static let groups = ["encoder →", "encoder ←"].map {
    GateTable.Group(
      name: $0, words: ["The", "crow"], gates: [("i", [0.25, 1]), ("|c|", [0.049, 12])])
  }

  @Test func groupsOfTheSameWordsStandSideBySide() {
    #expect(
      GateTable(Self.groups, width: 40).lines == [
        "      encoder →  encoder ←",
        "         i  |c|     i  |c|",
        " The  : 25    5  : 25    5",
        "crow  @100 @+++  @100 @+++",
      ])
  }

  @Test func aRowOfShadesSaysWhereItIsCut() {
    let values: [Float] = [0, 0.5, 1, 0]
    #expect(GateTable.shades(values, .ascii, limit: 4) == " +@ ")
    #expect(GateTable.shades(values, .ascii, limit: 3) == " +…")
  }

  @Test func anyGatesStayWithinTheWidthAndOutOfControl() {
    var texts = SeededText(seed: 103)
    for index in 0..<60 {
      let words = (0..<texts.below(12)).map { _ in texts.string(pieces: 5) }
      let groups = (0..<1 + texts.below(6)).map { _ in
        GateTable.Group(
          name: texts.string(pieces: 6), words: texts.below(3) > 0 ? words : words + ["x"],
          gates: ["i", "f", "o", "z", "|g|", "|v|", "|c|"].prefix(1 + texts.below(7)).map { name in
            (
              name,
              words.map { _ in [Float(texts.below(120)) / 100, .nan, -1, 1e30][texts.below(4)] }
            )
          })
      }
      for width in [0, 30, 31, 40, 80, 120] {
        let label = Comment("seed 103, table \(index), width \(width)")
        let plain = GateTable(groups, width: width).lines
        let unmarked = plain.map(HeatmapExample.unmarked)
        #expect(unmarked.allSatisfy { displayWidth($0) <= max(width, 30) }, label)
        #expect(unmarked.joined().unicodeScalars.allSatisfy(isDisplayable), label)
        let colored = GateTable(groups, width: width, style: .color).lines
        #expect(scalars(colored.map(HeatmapExample.uncolored)) == scalars(plain), label)
        // Where there is little room, more than five gates stand in two parts.
        let rows = groups.reduce(0) { $0 + $1.words.count * ($1.gates.count > 5 ? 2 : 1) }
        #expect(plain.count >= words.count && plain.count <= rows + 6 * groups.count, label)
      }
    }
  }
}
