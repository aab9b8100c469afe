import Testing

@testable import Seq2Seq

/// Properties of the drawing of any alignment.
@Suite struct HeatmapPropertyTests {
  static let widths = [1, 20, 21, 33, 80, 120]

  @Test(arguments: widths)
  func anyWordsStayWithinTheWidthAndOutOfControl(_ width: Int) {
    var texts = SeededText(seed: 67)
    for index in 0..<60 {
      let source = (0..<texts.below(40)).map { _ in texts.string(pieces: 6) }
      let target = (0..<texts.below(8)).map { _ in texts.string(pieces: 6) }
      let matrix = HeatmapExample.random(source, target, from: &texts)
      let label = Comment("seed 67, alignment \(index) of \(source) and \(target)")
      let plain = AlignmentHeatmap(matrix, width: width).lines
      let colored = AlignmentHeatmap(matrix, width: width, color: true).lines
      let blocks = AlignmentHeatmap(matrix, width: width, style: .blocks).lines
      let seen = plain.map(HeatmapExample.unmarked)
      #expect(seen.allSatisfy { displayWidth($0) <= max(width, 20) }, label)
      // Words, brackets and columns are the same; only what fills a cell differs, and the scale.
      func map(_ lines: [String]) -> [Int] {
        lines.filter { !$0.hasPrefix("weight 0") }.map(displayWidth)
      }
      #expect(map(blocks) == map(plain), label)
      let hasControls = plain.contains {
        $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
      }
      #expect(!hasControls, label)
      #expect(scalars(colored.map(HeatmapExample.uncolored)) == scalars(plain), label)
    }
  }

  /// Target words are recognized by their labels, since no other line of a drawing begins in this
  /// way.
  @Test(arguments: widths)
  func eachTargetWordHasARowInEachBlockAndOneGreatestWeight(_ width: Int) throws {
    var numbers = SeededText(seed: 71)
    for index in 0..<60 {
      let source = HeatmapExample.words("s", numbers.below(101))
      let target = HeatmapExample.words("t", 1 + numbers.below(40))
      let matrix = HeatmapExample.random(source, target, from: &numbers)
      let label = Comment("seed 71, alignment \(index), \(source.count) × \(target.count) words")
      let rows = AlignmentHeatmap(matrix, width: width).lines.compactMap { line in
        let parts = line.split(separator: " ")
        let word = parts.first.flatMap { target.firstIndex(of: String($0)) }
        return word.map { (word: $0, line: line) }
      }
      let blocks = rows.count / target.count
      #expect(rows.map(\.word) == (0..<blocks).flatMap { _ in Array(target.indices) }, label)
      #expect(blocks >= 1, label)
      for t in target.indices {
        let row = rows.filter { $0.word == t }.map(\.line).joined()
        #expect(row.filter { "[]".contains($0) } == "[]", label)
      }
    }
  }

  /// Of any style, with gold links or without.
  @Test(arguments: widths)
  func goldLinksStandInTheirCells(_ width: Int) {
    var texts = SeededText(seed: 73)
    for index in 0..<40 {
      let source = HeatmapExample.words("s", 1 + texts.below(40))
      let target = HeatmapExample.words("t", 1 + texts.below(8))
      let matrix = HeatmapExample.random(source, target, from: &texts)
      func links() -> Set<WordLink> {
        Set((0..<4).map { _ in WordLink(texts.below(source.count), texts.below(target.count)) })
      }
      let gold = WordAlignment(sure: links(), possible: links())
      let marks = GoldLinks(gold, found: matrix.hardLinks)
      let label = Comment("seed 73, alignment \(index), \(source.count) × \(target.count) words")
      for style in HeatmapStyle.allCases {
        let lines = AlignmentHeatmap(matrix, width: width, style: style, gold: marks).lines
          .map(HeatmapExample.uncolored)
        #expect(lines.allSatisfy { displayWidth($0) <= max(width, 20) }, label)
        let rows = lines.prefix { !$0.hasPrefix("weight 0") }.filter { line in
          line.split(separator: " ").first.map { target.contains(String($0)) } ?? false
        }.joined()
        let kinds = (gold.sure.map { ($0, true) } + gold.possible.map { ($0, false) }).map {
          style.mark(.init(isSure: $1, isFound: matrix.hardLinks.contains($0)))
        }
        for mark in Set(GoldLinks.Link.all.map(style.mark)) {
          #expect(rows.count { $0 == mark } == kinds.count { $0 == mark }, label)
        }
      }
    }
  }

  /// Words of many scripts, without marks at their beginning.
  static let words = [
    "crow", "extraordinarily", "Donaudampfschifffahrtsgesellschaft", "渇いた", "カラスは川のそばで水を飲んだ",
    "क्योंकि", "स्त्री", "الغراب", "عطشان", "עִבְרִית", "👨\u{200D}👩\u{200D}👧", "👍🏽", "🇫🇷", "a\u{1B}\u{9B}b",
    "x\r\ny", "e\u{301}te\u{301}", "ไทย", "한국어", "ｗｉｄｅ", ".", "1\u{FE0F}\u{20E3}",
  ]

  @Test(arguments: widths)
  func columnsMeetAndNoTextIsLost(_ width: Int) throws {
    var texts = SeededText(seed: 79)
    for index in 0..<60 {
      func words(_ count: Int) -> [String] {
        (0..<count).map { _ in Self.words[texts.below(Self.words.count)] }
      }
      let (source, target) = (words(1 + texts.below(30)), words(1 + texts.below(8)))
      let matrix = HeatmapExample.random(source, target, from: &texts)
      let label = Comment("seed 79, alignment \(index) of \(source) and \(target)")
      let drawing = try #require(
        HeatmapExample.Reading(AlignmentHeatmap(matrix, width: width).lines, matrix), label)
      let strongest = matrix.weights.map { argmax($0) }
      for row in drawing.rows {
        guard let place = row.brackets else { continue }
        let heading = drawing.columns[strongest[row.target]]
        #expect(
          place.lowerBound < heading.lowerBound && heading.upperBound <= place.upperBound, label)
      }
      var whole: [String] = []
      for (side, shown, words) in [
        ("source", drawing.headings, source), ("target", drawing.labels, target),
      ] {
        for (place, word) in words.enumerated() {
          let word = displayable(word)
          if scalars(shown[place]) == scalars(word) { continue }
          #expect(shown[place].last == "…", label)
          #expect(scalars(word).starts(with: scalars(String(shown[place].dropLast()))), label)
          whole.append("\(side)\(place + 1):\(word)")
        }
      }
      #expect(scalars(drawing.whole) == scalars(whole.joined()), label)
    }
  }

  @Test func aSentenceOfAHundredWordsNeedsTheFewestBlocks() {
    let matrix = HeatmapExample.diagonal(HeatmapExample.words("s", 100), ["a", "b"])
    for (width, blocks) in [(80, 3), (120, 2), (240, 1), (20, 13)] {
      let titles = AlignmentHeatmap(matrix, width: width).lines.filter {
        $0.hasPrefix("source words ") || $0.hasPrefix("words ")
      }
      #expect(titles.count == (blocks == 1 ? 0 : blocks), "width \(width)")
    }
  }

  @Test func aTallMapHasItsHeadingsAtItsFootAsWell() {
    func headings(rows: Int) -> [Int] {
      let lines = AlignmentHeatmap(
        HeatmapExample.diagonal(["crow", "river"], HeatmapExample.words("t", rows))
      ).lines
      return lines.indices.filter { lines[$0].hasSuffix(" crow river </s>") }
    }
    #expect(headings(rows: 24) == [0])
    #expect(headings(rows: 25) == [0, 26])
  }

  @Test func aTenthOfWeightIsAStepOfShade() {
    let weights: [Float] = [
      0, 0.09, 0.1, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1, 1.00001,
      -0.1, .nan, .infinity,
    ]
    #expect(String(weights.map { HeatmapShade($0).symbol(.ascii) }) == "  .:-=+*#%@@@  @")
    #expect(String(weights.map { HeatmapShade($0).symbol(.blocks) }) == "  ·░░▒▒▓▓████  █")
  }

  /// A shade is painted once for a run of cells, and the terminal's own colors are restored.
  @Test func colorsAreSetWhereTheyChangeAndResetAtTheEnd() {
    let matrix = HeatmapExample.matrix(["a", "b"], ["x"], [[0.95, 0.05, 0]])
    let line = AlignmentHeatmap(matrix, color: true).lines[1]
    let (ground, most) = ("\u{1B}[38;5;231;48;5;234m", "\u{1B}[38;5;16;48;5;226m")
    #expect(line == "x \(ground)[\(most)@\(ground)]  \u{1B}[0m")
  }
}
