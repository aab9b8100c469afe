import Foundation
import Testing

@testable import Seq2Seq

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct AlignmentFigureTests {
  /// Reads a picture: its texts, and how many cells of each class it has.
  private final class Reader: NSObject, XMLParserDelegate {
    var texts: [String] = []
    var titles: [String] = []
    var cells: [String] = []
    var rings: [String] = []
    private var open: [String] = []

    init(_ svg: String) throws {
      super.init()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = self
      try #require(parser.parse(), "\(String(describing: parser.parserError)): \(svg)")
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      open.append(name)
      if name == "text" { texts.append("") }
      if name == "title" { titles.append("") }
      if name == "circle", let kind = attributes["class"] { rings.append(kind) }
      if name == "rect", let kind = attributes["class"], kind != "ground" { cells.append(kind) }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      switch open.last {
      case "text": texts[texts.count - 1] += text
      case "title": titles[titles.count - 1] += text
      default: break
      }
    }
  }

  @Test func wordsAreHeadingsAndWeightsAreColors() throws {
    let matrix = HeatmapExample.matrix(
      ["a", "<b>", "&"], ["x", "\"y\""], [[0.75, 0.25, 0, 0], [0, 0.05, 0.95, 0]])
    let read = try Reader(AlignmentFigure(matrix).svg)
    #expect(read.texts == ["a", "<b>", "&", "x", "\"y\""])
    #expect(
      read.cells == ["w15 greatest", "w5", "w0", "w0", "w1", "w19 greatest"])
    #expect(read.titles.first == "a <b> & → x \"y\"")
    #expect(read.titles[1] == "x ← a 0.75")
  }

  @Test func goldLinksHaveARingAndAKey() throws {
    let matrix = HeatmapExample.matrix(
      ["a", "b"], ["x", "y"], [[0.75, 0.25, 0], [0.75, 0.25, 0]])
    let gold = GoldLinks(
      WordAlignment(sure: [WordLink(0, 0), WordLink(1, 1)], possible: [WordLink(0, 1)]),
      found: matrix.hardLinks)
    let read = try Reader(AlignmentFigure(matrix, gold: gold).svg)
    let kinds = ["sure found", "sure missed", "possible found", "possible missed"]
    #expect(
      read.rings
        == ["gold sure found", "gold possible found", "gold sure missed"]
        + kinds.map { "gold \($0)" })
    #expect(
      read.titles.dropFirst() == [
        "x ← a 0.75, gold: sure, found", "x ← b 0.25", "y ← a 0.75, gold: possible, found",
        "y ← b 0.25, gold: sure, missed",
      ])
    #expect(
      read.texts == ["a", "b", "x", "y"] + kinds.map { "gold: " + $0.replacing(" ", with: ", ") })
    let plain = AlignmentFigure(matrix).svg
    #expect(try Reader(plain).rings.isEmpty && !plain.contains("gold"))
  }

  @Test func theEndHasAColumnWhereItIsLookedAt() throws {
    let matrix = HeatmapExample.matrix(["a"], ["x"], [[0.2, 0.8]])
    #expect(try Reader(AlignmentFigure(matrix).svg).texts == ["a", "</s>", "x"])
    #expect(try Reader(AlignmentFigure(.empty).svg).texts == [])
  }

  /// XML has no U+FFFE and U+FFFF.
  private func shown(_ text: String) -> String {
    text.replacing("\u{FFFE}", with: "\\u{fffe}").replacing("\u{FFFF}", with: "\\u{ffff}")
  }

  @Test func anyWordsAreTextWithoutControls() throws {
    var texts = SeededText(seed: 83)
    for _ in 0..<60 {
      let source = (0..<texts.below(20)).map { _ in texts.string(pieces: 6) }
      let target = (0..<texts.below(8)).map { _ in texts.string(pieces: 6) }
      let matrix = HeatmapExample.random(source, target, from: &texts)
      let svg = AlignmentFigure(matrix).svg
      // But for isolates of right-to-left words.
      let others = svg.unicodeScalars.filter { !["\n", "\u{2068}", "\u{2069}"].contains($0) }
      #expect(others.allSatisfy(isDisplayable))
      let read = try Reader(svg)
      #expect(
        scalars(Array(read.texts.suffix(target.count)))
          == scalars(target.map { shown(clipped($0, to: 24)) }))
      #expect(read.cells.count == target.count * (read.texts.count - target.count))
      #expect(read.cells.count { $0.hasSuffix("greatest") } == target.count)
    }
  }

  /// Lightness of a step is that of its place between the ends.
  @Test func colorsChangeEvenly() {
    for scale in [ColorScale.light, .dark] {
      let grays = (0...4).map { step in
        let hex = scale.hex(Double(step) / 4)
        return Int(hex.dropFirst().prefix(2), radix: 16)!
      }
      #expect(grays == grays.sorted() || grays == grays.sorted(by: >))
      #expect(Set(grays).count == 5)
    }
    #expect(
      ColorScale(ground: .init(l: 0, a: 0, b: 0), full: .init(l: 1, a: 0, b: 0)).hex(1) == "#ffffff"
    )
    #expect(
      ColorScale(ground: .init(l: 0, a: 0, b: 0), full: .init(l: 1, a: 0, b: 0)).hex(0) == "#000000"
    )
    // Oklab of sRGB's red, by the source.
    #expect(
      ColorScale(ground: .init(l: 0.62796, a: 0.22486, b: 0.12585), full: .init(l: 1, a: 0, b: 0))
        .hex(0) == "#ff0000")
  }
}
