import Foundation
import Testing

@testable import Seq2Seq

@Suite struct AlignmentPageTests {
  /// What a page holds, read as its script reads it.
  struct Read: Decodable {
    let models: [String]
    let words: [String]
    let sentences: [Sentence]

    struct Sentence: Decodable {
      let number: Int
      let gold: String?
      let readings: [Reading?]
    }

    struct Reading: Decodable {
      let source: String
      let given: Bool
      let rows: String
      let alternatives: [Alternative]
      let beams: [String]
    }

    struct Alternative: Decodable {
      let target, rows, scores, score: String
    }

    init(_ page: AlignmentPage) throws {
      let text = try page.text()
      let start = try #require(text.firstRange(of: "type=\"application/json\">")).upperBound
      let end = try #require(text[start...].firstRange(of: "</script>")).lowerBound
      self = try JSONDecoder().decode(Read.self, from: Data(text[start..<end].utf8))
    }

    func words(_ packed: String) -> [String] { unpacked(packed).map { words[$0] } }
  }

  static func unpacked(_ text: String) -> [Int] {
    var numbers: [Int] = []
    var number = 0, scale = 1
    for byte in text.utf8 {
      let digit = PackedNumbers.alphabet.firstIndex(of: byte) ?? 0
      number += digit % 32 * scale
      scale *= 32
      if digit < 32 {
        numbers.append(number)
        (number, scale) = (0, 1)
      }
    }
    return numbers
  }

  private func reading(_ matrix: AlignmentMatrix, beams: [BeamFigure] = []) -> AlignmentPage.Reading
  {
    .init(
      alternatives: [
        .init(matrix, wordScores: matrix.target.indices.map { -0.5 * Float($0) }, score: -1.25)
      ], isGiven: beams.isEmpty, beams: beams)
  }

  @Test func packedNumbersComeBack() {
    let edges = [0, 1, 31, 32, 1023, 1024, 32_767, 32_768, 100_000_000]
    #expect(Self.unpacked(PackedNumbers.text(edges)) == edges)
    var numbers = SeededText(seed: 4)
    for _ in 0..<50 {
      let some = (0..<numbers.below(40)).map { _ in numbers.below(1 << numbers.below(30)) }
      #expect(Self.unpacked(PackedNumbers.text(some)) == some)
    }
    #expect(PackedNumbers.text([0, 31]).count == 2, "small numbers are one letter")
    #expect(PackedNumbers.hundredths(.nan) == 0 && PackedNumbers.hundredths(.infinity) > 0)
    #expect(PackedNumbers.hundredths(-1) == 0 && PackedNumbers.hundredths(0.126) == 13)
  }

  @Test func wordsWeightsScoresAndLinksAreTold() throws {
    let matrix = HeatmapExample.matrix(
      ["the", "crow"], ["le", "le", "x"],
      [[0.9, 0.096, 0.004], [0.9, 0.096, 0.004], [0, 0.5, 0.5]])
    var page = AlignmentPage(title: "t", models: ["m"])
    page.add(
      number: 7, [reading(matrix), nil],
      gold: WordAlignment(sure: [WordLink(1, 0)], possible: [WordLink(0, 2)]))
    let read = try Read(page)
    let sentence = try #require(read.sentences.first)
    #expect(sentence.number == 7 && sentence.readings.count == 2 && sentence.readings[1] == nil)
    #expect(Self.unpacked(try #require(sentence.gold)) == [0, 2, 0, 1, 0, 1])
    let found = try #require(sentence.readings[0])
    #expect(read.words(found.source) == ["the", "crow"])
    let best = found.alternatives[0]
    #expect(read.words(best.target) == ["le", "le", "x"])
    #expect(Self.unpacked(best.scores) == [0, 50, 100])
    #expect(Self.unpacked(best.score) == [1250])
    #expect(Self.unpacked(best.rows) == [0, 0, 1], "equal rows stand once")
    #expect(
      found.rows.split(separator: " ").map { Self.unpacked(String($0)) } == [
        [0, 0, 90, 0, 10], [1, 1, 50, 0, 50],
      ])
    #expect(read.words.sorted() == ["crow", "le", "the", "x"])
  }

  @Test func beamsAreToldWithoutWhatIsFarBehind() throws {
    let passed = [BeamFigure.Word("z", logProbability: -3)]
    var nodes = [
      BeamFigure.Node(
        "a", parent: nil, place: 0, sum: -0.1, outcome: .followed, passedOver: passed),
      BeamFigure.Node("b", parent: nil, place: 1, sum: -2, outcome: .dropped, passedOver: []),
    ]
    for place in 0..<14 {
      nodes.append(
        BeamFigure.Node(
          "c\(place)", parent: 0, place: place, sum: -1 - Float(place),
          outcome: place == 12 ? .finished(score: -0.5, rank: 1) : .open, passedOver: []))
    }
    var page = AlignmentPage(title: "t", models: ["m"])
    page.add(
      number: 1,
      [
        reading(
          HeatmapExample.diagonal(["s"], ["a"]), beams: [.init(nodes: nodes, passedOver: passed)])
      ])
    let read = try Read(page)
    let numbers = Self.unpacked(try #require(read.sentences[0].readings[0]?.beams.first))
    func number(_ word: String) throws -> Int { try #require(read.words.firstIndex(of: word)) }
    let (z, a, b) = try (number("z"), number("a"), number("b"))
    #expect(
      numbers.prefix(17) == [16, 1, z, 300, 1, a, 10, 0, 0, 1, z, 300, 2, b, 200, 1, 1],
      "\(numbers)")
    #expect(read.words.contains("c9") && read.words.contains("c12"))
    #expect(!read.words.contains("c10") && !read.words.contains("c13"))
    #expect(numbers.suffix(7) == [12, try number("c12"), 1290, 12, 5, 500, 0])
  }

  @Test func whatWordsHoldIsTextAndControlCharactersAreShown() throws {
    let words = [
      "</script><script>alert(1)</script>", "<!--", "&amp;", "\u{1b}[31m", "\u{202e}evil", "日本",
    ]
    var page = AlignmentPage(title: "<b>", models: ["<i>\u{7}"])
    page.add(number: 1, [reading(HeatmapExample.diagonal(words, words))])
    let text = try page.text()
    #expect(text.hasPrefix(HTMLPage.beginning))
    #expect(text.split(separator: "<script").count == 3)
    #expect(!text.contains("\u{1b}") && !text.contains("\u{202e}"))
    #expect(text.contains("<h1>&lt;b&gt;</h1>"))
    for loads in ["http:", "https:", "src=", "@import", "url("] { #expect(!text.contains(loads)) }
    for markup in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
      #expect(!text.contains(markup), "\(markup)")
    }
    let read = try Read(page)
    #expect(
      read.words(try #require(read.sentences[0].readings[0]).source)
        == words.map { displayable($0) })
    #expect(read.models == ["<i>\\u{7}"])
  }

  @Test func aPageOfFiveHundredSentencesIsBelowTwoMegabytes() throws {
    var random = SeededText(seed: 5)
    var page = AlignmentPage(title: "many", models: ["m"])
    for number in 1...500 {
      // Five translations that begin alike and a beam of five, of words that few others have.
      func words(_ count: Int) -> [String] { (0..<count).map { _ in "word\(random.below(4_000))" } }
      let source = words(18)
      let (target, others) = (words(20), words(60))
      let best = HeatmapExample.attending(source, target + others, from: &random)
      let alternatives = (0..<5).map { place in
        let new = place == 0 ? 0..<0 : 20 + 10 * place..<30 + 10 * place
        let shared = place == 0 ? 20 : 10
        let target = Array(best.target.prefix(shared) + best.target[new])
        return AlignmentPage.Alternative(
          HeatmapExample.matrix(
            source, target, Array(best.weights.prefix(shared) + best.weights[new])),
          wordScores: target.map { _ in -Float(random.below(400)) / 100 }, score: -Float(place))
      }
      var nodes: [BeamFigure.Node] = []
      for step in 0..<21 {
        for place in 0..<5 {
          nodes.append(
            .init(
              "word\(random.below(4_000))",
              parent: step == 0 ? nil : 5 * (step - 1) + random.below(2), place: place,
              sum: -Float(step) - Float(random.below(100)) / 100, outcome: .followed,
              passedOver: [
                .init("word\(random.below(4_000))", logProbability: -3)
              ]))
        }
      }
      page.add(
        number: number,
        [
          .init(
            alternatives: alternatives, isGiven: false,
            beams: [.init(nodes: nodes, passedOver: [])])
        ])
    }
    let size = try page.text().utf8.count
    #expect(size < 2_000_000, "\(size)")
    #expect(try Read(page).sentences.count == 500)
  }
}

extension HeatmapExample {
  /// Rows of which a few words have almost all weight, as attention does.
  fileprivate static func attending(
    _ source: [String], _ target: [String], from numbers: inout SeededText
  ) -> AlignmentMatrix {
    let weights = target.map { _ in
      var row = (0...source.count).map { _ in Float(numbers.below(6)) / 1_000 }
      for _ in 0..<3 { row[numbers.below(row.count)] += Float(numbers.below(100)) / 300 }
      return row
    }
    return matrix(source, target, weights)
  }
}
