import Testing

@testable import Seq2Seq

@Suite struct LinePlotTests {
  @Test func aFallingLineFallsWithinItsWidth() {
    let series = LinePlot.Series(name: "a", mark: "a", values: [100, 10, 1, 0.1])
    let plot = LinePlot([series], axis: "back", width: 40, height: 4)
    #expect(
      plot.lines == [
        "   1e2 |aaaaaa",
        "       |      aaaaaaaaaa",
        "   1e0 |                aaaaaaaaaa",
        "  1e-1 |                          aaaaaa",
        "       +--------------------------------",
        "        0             back             3",
        "",
        "a a",
      ])
  }

  @Test func valuesBeyondTheAxisAreCounted() {
    let wide = [1e20, 1e3, 2, 1.5, 0]
    let plot = LinePlot(
      [.init(name: "t", mark: "t", values: wide), .init(name: "v", mark: "v", values: [1e9])],
      axis: "k", scale: .logarithmic, width: 60, height: 3)
    #expect(plot.lines.contains("t: 4 values below 1e8, down to 0"), "\(plot.lines)")
    #expect(!plot.lines.contains { $0.hasPrefix("v: ") })
    let narrow = LinePlot(
      [.init(name: "t", mark: "t", values: wide)], axis: "k", width: 30, height: 3)
    #expect(narrow.lines.joined(separator: " ").contains("t: 4 values below 1e8, down to 0"))
    for (scale, values) in [(.decades, [1e6, 1e-6]), (.linear, [-5, 1e20])]
      as [(LinePlot.Scale, [Double])]
    {
      let whole = LinePlot(
        [.init(name: "t", mark: "t", values: values)], axis: "k", scale: scale, width: 60)
      #expect(!whole.lines.contains { $0.contains("value") }, "\(whole.lines)")
    }
    let greatest = LinePlot(
      [.init(name: "t", mark: "t", values: [1, 1.5e308, -1.5e308])], axis: "k", scale: .linear,
      width: 60)
    #expect(greatest.lines.contains("t: 1 value above 1e300, up to 1.5e308"))
    #expect(greatest.lines.contains("t: 1 value below -1e300, down to -1e308"))
  }

  @Test func eachNumberStandsOnceAtAnAxis() {
    for (value, labels) in [(123_456, ["1.2e5", "1.1e5"]), (400, ["400", "377.6", "356.5"])]
      as [(Double, [String])]
    {
      let plot = LinePlot(
        [.init(name: "t", mark: "t", points: [.init(0, value)])], axis: "updates",
        scale: .logarithmic, width: 40, height: 9)
      let found = plot.lines.prefix(9).map { $0.prefix(7).filter { $0 != " " && $0 != "|" } }
      #expect(found.filter { !$0.isEmpty } == labels, "\(plot.lines)")
      #expect(plot.lines[10].filter { $0 == "0" }.count == 1, "\(plot.lines[10])")
    }
  }

  @Test func anAxisWithoutRoomForItsNameHasItBelow() {
    let plot = LinePlot(
      [.init(name: "t", mark: "t", values: [1, 2])], axis: "tokens before the end", end: 14,
      width: 30, height: 2)
    #expect(plot.lines[3] == "        0                   14")
    #expect(plot.lines[4] == "        tokens before the end")
  }

  @Test func anySeriesIsDrawn() {
    for values in [[], [0], [0, 0], [.nan, .infinity, -1], [1e-300, 1e300], [5]] as [[Double]] {
      for width in [0, 30, 200] {
        let plot = LinePlot(
          [LinePlot.Series(name: "x", mark: "x", values: values)], axis: "k", width: width)
        #expect(plot.lines.allSatisfy { $0.count <= max(width, 30) }, "\(values), \(width)")
      }
    }
  }
}
