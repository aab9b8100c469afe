import Foundation
import Testing

@testable import Seq2Seq

@Suite struct CurvesPageTests {
  private static func page(_ names: [String], points: Int = 3) throws -> String {
    let values = (0..<points).map { LinePlot.Point(Double($0), Double($0 % 7)) }
    let curves = RunCurves(
      loss: values, training: values, validation: Array(values.prefix(1)), rate: values, norm: [])
    return try CurvesPage(
      names.map { name in
        .init(name: name, curves: curves, table: TextTable(["epoch", name], [["1", name]]))
      }
    ).text
  }

  private struct Content: Decodable {
    struct Run: Decodable {
      let name: String
      let curves: [String: [[Double]]]
    }
    let runs: [Run]
  }

  private static func content(of page: String) throws -> Content {
    let start = try #require(page.firstRange(of: "type=\"application/json\">")).upperBound
    let end = try #require(page[start...].firstRange(of: "</script>")).lowerBound
    return try JSONDecoder().decode(Content.self, from: Data(page[start..<end].utf8))
  }

  @Test func everyCurveAndTableIsThere() throws {
    let page = try Self.page(["one", "other"])
    let content = try Self.content(of: page)
    #expect(content.runs.map(\.name) == ["one", "other"])
    #expect(content.runs[0].curves["loss"] == [[0, 0], [1, 1], [2, 2]])
    #expect(content.runs[1].curves["validation"] == [[0, 0]])
    #expect(page.split(separator: "<table>").count == 3)
  }

  /// A hostile name is text, in the body and in the data.
  @Test func anyNameIsText() throws {
    var texts = SeededText(seed: 107)
    for index in 0..<60 {
      let name = texts.string(pieces: 6) + ["</script>", "<b>", "'\"&"][texts.below(3)]
      let page = try Self.page([name, "x"])
      #expect(page.split(separator: "<script").count == 3, "seed 107, name \(index)")
      #expect(!page.contains("<b>"))
      #expect(
        scalars(try Self.content(of: page).runs[0].name) == scalars(displayable(name)),
        "seed 107, name \(index)")
    }
  }

  @Test func longCurvesAreThinnedToTheirPeaks() {
    var numbers = SeededText(seed: 109)
    for _ in 0..<40 {
      let points = (0..<1 + numbers.below(9_000)).map {
        LinePlot.Point(Double($0), Double(numbers.below(1_000_000)))
      }
      let thin = CurvesPage.thinned(points, to: 100)
      #expect(thin.count <= 102 && thin.count <= points.count)
      #expect(thin.map(\.y).max() == points.map(\.y).max())
      #expect(thin.map(\.y).min() == points.map(\.y).min())
      #expect(zip(thin, thin.dropFirst()).allSatisfy { $0.x < $1.x })
    }
  }

  @Test func aMapHoldsItsWords() throws {
    let page = try WordMapPage(
      model: "</h1>",
      [
        .init(
          name: "en", words: ["a", "</script>"], places: [[0, 1], [2, 3]], shares: [0.5, 0.25])
      ]
    ).text
    #expect(page.contains("[[0,1],[2,3]]") && page.contains("&lt;/h1&gt;"))
    #expect(page.split(separator: "<script").count == 3)
  }
}
