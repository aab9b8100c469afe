import Testing

@testable import Seq2Seq

/// What looks like a fault but is not one.
@Suite struct CorpusCheckTruthTests {
  private func kinds(_ source: String, _ target: String) throws -> [CorpusFinding.Kind] {
    var corpus = PlantedCorpus()
    corpus.sources[20] = source
    corpus.targets[20] = target
    return try PlantedCorpus.findings(corpus).map(\.kind).filter { $0 != .fewPairs }
  }

  static let truePairs = [
    ("Yes.", "Oui, bien sûr."), ("Thank you very much.", "Merci."), ("Taxi!", "Taxi !"),
    ("The AT&T; office", "Le bureau AT&T;"), ("R&D; and more", "R&D; et plus"),
    ("They met at 3:30 pm.", "Ils se sont vus à 15 h 30."),
    ("He is 6 feet tall.", "Il mesure 1,83 m."),
    ("It cost 12,500 francs in 1984.", "Cela coûtait 12 500 francs en 1984."),
    ("If a < b and b > c", "Si a < b et b > c"), ("Mail me @home", "Écris-moi @home"),
    ("He said « NÃ » aloud", "Il dit « MANHÃ» tout haut"), ("Ãpres", "SÃO"),
    ("Émile Zola wrote “Nana”.", "Émile Zola a écrit « Nana »."),
    ("The word мир means peace", "Le mot мир signifie paix"),
    ("Paris, Lyon", "Paris, Lyon"), ("نمی‌خواهم", "नमस्ते"), ("👩‍👩‍👧 came", "👩‍👩‍👧 vint"),
  ]

  @Test(arguments: truePairs)
  func aTruePairIsNotAccused(_ source: String, _ target: String) throws {
    let found = try kinds(source, target).filter { $0 != .noBreakSpace && $0 != .otherScript }
    #expect(found.isEmpty, "\(found)")
  }

  /// Some thousand lines of each part, since a debug build is slow.
  @Test func theFablesAreOnlyRepeatedAndTokenized() throws {
    let folder = try CorpusFolder(path: GoldAlignmentTests.corpus)
    let scratch = try ScratchFolder()
    let parts = try ["train", "valid", "test"].map { name in
      let pairs = try folder.read(name).pairs.prefix(3_000)
      return CorpusCheck.Part(
        name: name,
        text: try ParallelText(
          sourcePath: scratch.write("\(name).en", pairs.map { $0.source + "\n" }.joined()),
          targetPath: scratch.write("\(name).fr", pairs.map { $0.target + "\n" }.joined())))
    }
    let words = CorpusCheck.Reading(nil)
    let check = CorpusCheck(parts, source: words, target: words, maximumLength: 100)
    let kinds = Set(check.findings.map(\.kind))
    #expect(kinds.isSubset(of: [.repeatedPair, .tokenized]), "\(check.findings)")
  }

  @Test func numbersAreReadInAnyScriptAndGrouping() {
    #expect(
      NumbersInText.numbers(in: "1,000 and 2.500.000, 12 345") == ["1000", "2500000", "12345"])
    #expect(NumbersInText.numbers(in: "in 1984 200 people, ١٢٣") == ["1984", "200", "123"])
    #expect(NumbersInText.numbers(in: "3.5 % of 10:30") == ["3", "5", "10", "30"])
    #expect(NumbersInText.difference("from 3 to 1984", "de 3 à 1948") == "1984, 1948")
    #expect(NumbersInText.difference("in 1984", "en mille neuf cents") == nil)
  }

  @Test func aLineOfManyNumbersOrMarksTakesLittleTime() {
    let numbers = (0..<40_000).map { "\(100 + $0)" }.joined(separator: " ; ")
    let line = String(repeating: "<b &amp Ã a\u{301}\u{323}", count: 10_000)
    FuzzCases.timed("long lines") {
      #expect(NumbersInText.difference(numbers, numbers + "1") == nil)
      #expect(LineScan(line).words > 10_000)
    }
  }

  @Test func quantilesAreOfSortedNumbers() {
    let numbers = Quantiles((1...100).reversed().map { Int32($0) })
    #expect(numbers.median == 51 && numbers.most95 == 96 && numbers.longest == 100)
    #expect(Quantiles([]).longest == 0)
  }

  @Test func theLineOfAPairCountsThoseThatWereLeftOut() throws {
    let folder = try ScratchFolder()
    let text = try ParallelText(
      sourcePath: folder.write("a", "\n\na\nb\n\nc\nd\n"),
      targetPath: folder.write("b", "x\ny\nA\n\n\nC\nD\n"))
    #expect(text.skippedLines == [1, 2, 4, 5])
    #expect(text.pairs.indices.map { text.line(of: $0) } == [3, 6, 7])
  }
}
