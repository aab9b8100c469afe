import Testing

@testable import Seq2Seq

@Suite struct AttentionStripTests {
  private static func row(_ update: String, _ weights: [[Float]]) -> AttentionStrip.Row {
    .init(
      label: update,
      HeatmapExample.matrix(["The", "crow", "drank"], ["Le", "corbeau", "but"], weights))
  }

  static let rows = [
    row("50", [[0.25, 0.25, 0.25, 0.3], [0.2, 0.25, 0.25, 0.3], [0, 0.3, 0.3, 0.4]]),
    row("1,000", [[1, 0, 0, 0], [0, 0.8, 0.2, 0], [0, 0.1, 0.9, 0]]),
  ]

  @Test func aRowTellsWhereEachTargetWordLooked() {
    #expect(
      AttentionStrip(Self.rows, width: 60).lines == [
        "      Le    corbeau but",
        "   50 -</s> -</s>   =</s>",
        "1,000 @The  %crow   @drank",
        "weight 0 .:-=+*#%@1, of the source word attended to most",
      ])
  }

  @Test func wordsBecomeNumbersWhereTheyDoNotFit() {
    let words = HeatmapExample.words("w", 12)
    let lines = AttentionStrip(
      [.init(label: "7", HeatmapExample.diagonal(words, words))], width: 30
    ).lines
    #expect(lines[1].hasPrefix("7 #1  #2  #3"), "\(lines)")
    #expect(lines.contains { $0.hasPrefix("source words: 1 w0  2 w1") }, "\(lines)")
    let told = lines.joined(separator: "  ")
    for (number, word) in (words + ["</s>"]).enumerated() {
      #expect(told.contains("\(number + 1) \(word)"), "\(lines)")
    }
    let legend = lines.joined(separator: " ")
    #expect(
      legend.hasSuffix("weight 0 .:-=+*#%@1, of the source word attended to most"), "\(lines)")
  }

  @Test func translationsThatDifferAreNumbered() {
    let other = AttentionStrip.Row(
      label: "9", HeatmapExample.diagonal(["The"], ["La", "x", "y", "z"]))
    let lines = AttentionStrip(Self.rows + [other], width: 80).lines
    #expect(lines[0].split(separator: " ") == ["1", "2", "3", "4"], "\(lines)")
  }

  @Test func ofManyRowsTheFirstAndTheLastAreAmongThoseShown() {
    let many = (1...100).map { AttentionStrip.Row(label: "u\($0)", Self.rows[1].matrix) }
    let lines = AttentionStrip(many, width: 60, most: 10).lines
    #expect(lines.count == 12)
    #expect(lines[1].contains("u1 ") && lines[10].contains("u100 "), "\(lines)")
  }

  @Test func anyWordsStayWithinTheWidthAndOutOfControl() {
    var texts = SeededText(seed: 101)
    for index in 0..<60 {
      let source = (0..<texts.below(30)).map { _ in texts.string(pieces: 5) }
      let fixed = (0..<texts.below(30)).map { _ in texts.string(pieces: 5) }
      let rows = (0..<1 + texts.below(5)).map { _ in
        let target =
          texts.below(2) == 0 ? fixed : (0..<texts.below(30)).map { _ in texts.string(pieces: 5) }
        return AttentionStrip.Row(
          label: texts.string(pieces: 2), HeatmapExample.random(source, target, from: &texts))
      }
      for width in [0, 30, 33, 80, 120] {
        let label = Comment("seed 101, strip \(index), width \(width)")
        let plain = AttentionStrip(rows, width: width).lines
        let unmarked = plain.map(HeatmapExample.unmarked)
        #expect(unmarked.allSatisfy { displayWidth($0) <= max(width, 30) }, label)
        #expect(unmarked.joined().unicodeScalars.allSatisfy(isDisplayable), label)
        let colored = AttentionStrip(rows, width: width, style: .color).lines
        #expect(scalars(colored.map(HeatmapExample.uncolored)) == scalars(plain), label)
      }
    }
  }
}
