import Foundation
import Testing

@testable import Seq2Seq

@Suite struct EvaluationPageTests {
  static let hostile = [
    "</script><script>alert(1)</script>", "a & b <b>\"'", "red \u{1B}[31m \u{202E}turned",
    "مرحبا بالعالم",
    "日本語の文。",
  ]

  struct Shown: Decodable {
    struct Sentence: Decodable {
      let s: String?
      let o, r: [[Piece]]
      let c: [Double]
      let n: Int
    }
    /// A mark or a text.
    enum Piece: Decodable, Equatable {
      case mark(Int)
      case text(String)

      init(from decoder: any Swift.Decoder) throws {
        let value = try decoder.singleValueContainer()
        self =
          try (try? value.decode(Int.self)).map { .mark($0) } ?? .text(value.decode(String.self))
      }
    }
    let labels: [String]
    let languages: [String?]
    let sentences: [Sentence]
  }

  func page(
    _ systems: [[String]], _ references: [[String]], sources: [String]? = nil,
    names: [String] = ["mine", "theirs"], intervals: Bool = false, training: String? = nil
  ) throws -> String {
    let measured = systems.map { TestSetComparisonTests.system($0, references) }
    let bootstrap = Bootstrap(resamples: 20, segments: references.count, seed: 1)
    return try EvaluationPage(
      EvaluationPage.Facts(
        names: Array(names.prefix(systems.count)), targetLanguage: "fr",
        others: [("perplexity", "3.142")]),
      systems: measured,
      comparisons: intervals
        ? bootstrap.comparisons(
          of: measured[0].measurements,
          baseline: measured.count > 1 ? measured[1].measurements : nil) : [],
      testSet: TestSetComparisonTests.compare(
        systems, references, sources: sources, training: training)
    ).html()
  }

  func data(_ page: String) throws -> Shown {
    let start = try #require(page.firstRange(of: "type=\"application/json\">")).upperBound
    let end = try #require(page[start...].firstRange(of: "</script>")).lowerBound
    return try JSONDecoder().decode(Shown.self, from: Data(page[start..<end].utf8))
  }

  @Test func theScriptReadsSentencesWithMarksAndScores() throws {
    let found = try data(page([["a x", "b"]], [["a b"], ["b"]], sources: ["A", "B"]))
    #expect(found.labels == ["Output"] && found.languages == [nil, "fr"])
    let first = found.sentences[0]
    #expect(first.s == "A" && first.n == 2)
    #expect(first.o == [[.mark(0), .text("a "), .mark(1), .text("x")]])
    #expect(first.r == [[.mark(0), .text("a "), .mark(1), .text("b")]])
    #expect(found.sentences[1].c == [100])
    #expect(try data(page([["a"]], [["a"]])).sentences[0].s == nil)
  }

  @Test func textStaysTextWhateverItHolds() throws {
    let found = try page(
      [Self.hostile, Self.hostile.reversed()], Self.hostile.map { [$0, "x"] },
      sources: Self.hostile, names: ["<img src=x>\u{1B}[2J", "</title>"], intervals: true)
    #expect(found.split(separator: "<script").count == 3, "only its own two scripts")
    #expect(!found.contains("<img") && !found.contains("<b>"))
    #expect(found.contains("&lt;img src=x&gt;\\u{1b}[2J"))
    #expect(
      found.unicodeScalars.allSatisfy { $0 == "\n" || isDisplayable($0) }, "no control character")
    let shown = try data(found)
    #expect(shown.sentences.map(\.s) == Self.hostile.map { displayable($0) })
    #expect(shown.sentences[2].s?.contains("\\u{202e}turned") == true)
  }

  @Test func tablesTellMeasuresAndBuckets() throws {
    let one = try page([["a b c d", "x"]], [["a b c d"], ["y"]])
    #expect(one.contains("<th scope=\"row\">BLEU</th><td class=\"number\">94.57</td></tr>"))
    #expect(one.contains("perplexity</th><td class=\"number\">3.142</td>"))
    #expect(one.contains("BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp"))
    #expect(one.contains("No training text was given") && !one.contains("95% interval"))
    #expect(!one.contains("value=\"gap\""))
    let two = try page([["a b c d", "x"], ["a", "y"]], [["a b c d"], ["y"]], intervals: true)
    for part in ["95% interval", ">Difference</th>", ">p</th>", "Baseline BLEU", "value=\"gap\""] {
      #expect(two.contains(part), "\(part)")
    }
  }

  @Test func linesWithoutWordsHaveNoBLEU() throws {
    let one = try page([["a b c d", ""]], [["a b c d"], [""]])
    #expect(
      one.contains(
        "<th scope=\"row\">0</th><td class=\"number\">1</td><td class=\"number\">–</td></tr>"))
    #expect(try data(one).sentences.map(\.c) == [[100], [100]])
    let two = try page([["a", ""], ["a", "x"]], [["a"], [""]])
    #expect(two.matches(of: #/<td class="number">–</td>/#).count == 3)
    let several = try page([["a b c d"]], [["", "a b c d"]])
    #expect(!several.contains(">–<"), "another reference has words")
  }

  @Test func everyTableHasACaptionAndHeadings() throws {
    let found = try page([["a"], ["b"]], [["a"]], intervals: true)
    let tables = found.matches(of: #/<table>.*?</table>/#.dotMatchesNewlines())
    #expect(tables.count == 3)
    for table in tables {
      let text = String(table.output)
      #expect(text.contains("<caption>"))
      let columns = text.matches(of: #/<th scope="col"/#).count
      for row in text.split(separator: "<tr>").dropFirst(2) {
        #expect(row.hasPrefix("<th scope=\"row\">"), "\(row)")
        #expect(row.matches(of: #/<t[hd]/#).count == columns, "\(row)")
      }
    }
  }

  @Test func theScriptFindsEveryElementThatItNames() throws {
    let found = try page([["a"]], [["a"]])
    let names = EvaluationPage.script.matches(of: #/byId\("([a-z]+)"\)/#).map { String($0.1) }
    #expect(names.count > 5)
    for name in names { #expect(found.contains("id=\"\(name)\""), "\(name)") }
    #expect(!EvaluationPage.script.contains("innerHTML"))
  }
}
