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
