import Testing

@testable import Seq2Seq

/// Properties of any plot and of its axes and legend.
@Suite struct LinePlotPropertyTests {
  private static func series(_ texts: inout SeededText) -> [LinePlot.Series] {
    (0..<texts.below(5)).map { place in
      var x = 0.0
      let scale = [1e-300, 1e-6, 1, 1e6, 1e300][texts.below(5)]
      return LinePlot.Series(
        name: texts.string(pieces: 8), mark: Character(String(place)),
        points: (0..<texts.below(200)).map { _ in
          x += Double(texts.below(100)) / 7
          let y = Double(texts.below(1_000)) - Double([0, 500][texts.below(2)])
          return .init(x, texts.below(50) == 0 ? .nan : y * scale)
        })
    }
  }

  @Test(arguments: [LinePlot.Scale.decades, .logarithmic, .linear])
  func anyNumbersAndNamesStayWithinTheWidth(_ scale: LinePlot.Scale) {
    var texts = SeededText(seed: 91)
    for index in 0..<80 {
      let all = Self.series(&texts), title = texts.string(pieces: 9)
      for width in [0, 30, 40, 80, 120, 203] {
        let lines = LinePlot.arranged(
          (0..<3).map { _ in
            {
              LinePlot(
                all, title: title, axis: "updates", end: 90, scale: scale, width: $0, height: 5)
            }
          }, width: width)
        let label = Comment("seed 91, plot \(index), width \(width)")
        #expect(lines.allSatisfy { displayWidth($0) <= max(width, LinePlot.leastWidth) }, label)
        #expect(!lines.contains { $0.unicodeScalars.contains { !isDisplayable($0) } }, label)
      }
    }
  }

  /// Titles and names are wrapped rather than cut.
  @Test func titlesAndNamesAreWhole() {
    var texts = SeededText(seed: 92)
    func letters(_ text: String) -> [UInt32] { scalars(displayable(text)).filter { $0 != 0x20 } }
    for index in 0..<80 {
      let title = texts.string(pieces: 20), names = (0..<3).map { _ in texts.string(pieces: 12) }
      for width in [30, 40, 80] {
        let plot = LinePlot(
          names.map { .init(name: $0, mark: "m", values: [1, 2]) }, title: title, axis: "tokens",
          width: width, height: 2)
        let label = Comment("seed 92, plot \(index), width \(width)")
        let place = plot.lines.firstIndex { $0.hasPrefix("   1e1 |") } ?? 0
        #expect(letters(plot.lines[..<place].joined()) == letters(title), label)
        let legend = plot.lines[(plot.lines.lastIndex(of: "") ?? 0)...]
        #expect(letters(legend.joined()) == letters(names.map { "m" + $0 }.joined()), label)
        #expect(plot.lines.allSatisfy { displayWidth($0) <= width }, label)
      }
    }
  }

  /// Every series is visible, whatever overlaps it, and no peak is lost among its neighbors.
  @Test func nothingIsLost() {
    var numbers = SeededText(seed: 93)
    for index in 0..<60 {
      let count = 1 + numbers.below(2_000), peak = numbers.below(count)
      let points = (0..<count).map { LinePlot.Point(Double($0 + 1), $0 == peak ? 100 : 1) }
      let plot = LinePlot(
        [
          .init(name: "peak", mark: "p", points: points),
          .init(name: "flat", mark: "f", points: points.map { .init($0.x, 2) }),
        ], axis: "x", scale: .linear, width: 60, height: 8)
      #expect(plot.lines[0].contains("p"), "seed 93, plot \(index): \(peak) of \(count)")
      #expect(plot.lines.prefix(8).contains { $0.contains("f") }, "\(index)")
      #expect(plot.lines.last == "p peak   f flat")
    }
  }

  @Test func twoPlotsStandSideBySideWhereThereIsRoom() {
    let plot: (Int) -> LinePlot = {
      LinePlot(
        [.init(name: "a", mark: "a", values: [1, 2])], axis: "x", width: $0, height: 3)
    }
    let one = plot(98).lines.count
    #expect(LinePlot.arranged([plot, plot], width: 97).count == 2 * one + 1)
    #expect(LinePlot.arranged([plot, plot], width: 98).count == one)
  }

  static let numbers: [(Double, String)] = [
    (0, "0"), (1, "1"), (0.003, "0.003"), (1.25, "1.25"), (12.345, "12.35"), (1004.7, "1005"),
    (99_999, "99999"), (100_000, "1e5"), (1.25e8, "1.3e8"), (0.000_12, "1.2e-4"), (-2.5, "-2.5"),
    (-1.25e-12, "-1e-12"), (1e300, "1e300"), (.nan, "?"), (9.99e7, "1e8"), (0.9999, "0.9999"),
  ]

  @Test(arguments: numbers)
  func numbersAreShort(_ number: Double, _ text: String) {
    #expect(plotNumber(number) == text)
  }

  @Test func anyNumberHasAtMostSevenCharacters() {
    var numbers = SeededText(seed: 95)
    for _ in 0..<2_000 {
      let value = Double(bitPattern: numbers.next())
      #expect(plotNumber(value).count <= 7, "\(value): \(plotNumber(value))")
      let small = Double(Int64(bitPattern: numbers.next()) >> 20) / 1e7
      #expect(plotNumber(small).count <= 7, "\(small): \(plotNumber(small))")
    }
  }

  @Test func aTableSaysWhetherItsColumnsHaveRoom() {
    let table = TextTable(["name", "count", "mark"], short: ["n", "c", "m"], [["1", "2", "3"]])
    #expect(table.wholeLines(width: 17) == ["name  count  mark", "   1      2     3"])
    #expect(table.wholeLines(width: 7) == ["n  c  m", "1  2  3"])
    #expect(table.wholeLines(width: 6) == nil && table.lines(width: 6) == ["n  m", "1  3"])
  }

  @Test func tablesKeepWithinTheirWidth() {
    var texts = SeededText(seed: 97)
    for index in 0..<80 {
      let columns = 1 + texts.below(7)
      let rows = (0..<texts.below(6)).map { _ in
        (0..<columns).map { _ in texts.string(pieces: 3) }
      }
      let table = TextTable((0..<columns).map { _ in texts.string(pieces: 2) }, rows)
      for width in [0, 20, 40, 80, 400] {
        let lines = table.lines(width: width), label = Comment("seed 97, table \(index), \(width)")
        #expect(lines.allSatisfy { displayWidth($0) <= width }, label)
        #expect(!lines.contains { $0.unicodeScalars.contains { !isDisplayable($0) } }, label)
      }
      // Where there is room nothing is left out but spaces at the ends of lines.
      let all = Array(table.lines(width: 4_000).joined(separator: "\n").utf8)
      for cell in rows.joined() {
        let bytes = displayable(cell).utf8.reversed().drop { $0 == UInt8(ascii: " ") }.reversed()
        #expect(bytes.isEmpty || all.firstRange(of: Array(bytes)) != nil, "table \(index), \(cell)")
      }
      #expect(!table.html.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    }
  }
}
