import Testing

@testable import Seq2Seq

@Suite struct CorpusCheckTests {
  typealias Kind = CorpusFinding.Kind

  /// A fault: how it is planted, and the finding that it causes.
  struct Fault: Sendable, CustomTestStringConvertible {
    let kind: Kind
    var part = "train"
    var side: CorpusFinding.Side?
    let lines: [Int]
    var others: [Int] = []
    var example: String?
    let plant: @Sendable (inout PlantedCorpus) -> Void
    var testDescription: String { "\(kind)" }
  }

  /// A fault of one side of a line: something is inserted after its first word.
  static func inside(
    _ kind: Kind, _ side: CorpusFinding.Side, _ line: Int, _ text: String, example: String? = nil
  ) -> Fault {
    Fault(kind: kind, side: side, lines: [line], example: example) { corpus in
      func spoilt(_ sentence: String) -> String {
        let words = sentence.unicodeScalars.split(separator: " ").map { String($0) }
        return ([words[0] + text] + words.dropFirst()).joined(separator: " ")
      }
      if side == .source {
        corpus.sources[line - 1] = spoilt(corpus.sources[line - 1])
      } else {
        corpus.targets[line - 1] = spoilt(corpus.targets[line - 1])
      }
    }
  }

  /// All of them fit into one corpus.
  static let faults: [Fault] = [
    inside(.mojibake, .target, 3, " dÃ©jÃ ", example: "Ã©"),
    inside(.mojibake, .source, 5, " the foxâ€™s", example: "â€™"),
    inside(.replacementCharacter, .target, 7, " d\u{FFFD}j", example: "U+FFFD"),
    inside(.byteOrderMark, .source, 9, "\u{FEFF}", example: "U+FEFF"),
    inside(.controlCharacter, .source, 11, "\u{1B}", example: "U+001B"),
    inside(.carriageReturn, .target, 13, "\r", example: "U+000D"),
    inside(.lineSeparator, .target, 15, "\u{2028}", example: "U+2028"),
    inside(.invisibleCharacter, .source, 17, "\u{200B}", example: "U+200B"),
    inside(.tab, .source, 19, "\t"),
    inside(.entity, .source, 21, " &amp;", example: "&amp;"),
    inside(.entity, .target, 23, " &#233;", example: "&#233;"),
    inside(.tag, .target, 25, " <b>", example: "<b>"),
    inside(.specialToken, .source, 27, " <unk>", example: "<unk>"),
    inside(.subwordMarks, .target, 29, " gar@@ den", example: "gar@@"),
    inside(.mixedWord, .source, 31, " w\u{43E}rd", example: "w\u{43E}rd"),
    inside(.noBreakSpace, .target, 33, "\u{A0}", example: "U+00A0"),
    inside(.notNormalized, .target, 35, " e\u{301}tait"),
    Fault(kind: .lengthRatio, lines: [41]) { $0.targets[40] = "Il." },
    Fault(kind: .repeatedPair, lines: [47], others: [43]) {
      ($0.sources[46], $0.targets[46]) = ($0.sources[42], $0.targets[42])
    },
    Fault(kind: .untranslated, lines: [53]) { $0.targets[52] = $0.sources[52] },
    Fault(kind: .swappedSides, lines: [59, 61]) {
      $0.swap(59)
      $0.swap(61)
    },
    Fault(kind: .otherLanguage, side: .source, lines: [67]) {
      $0.sources[66] = "Le berger avait trouvé une petite maison dans la forêt, près de la rivière."
    },
    Fault(kind: .otherLanguage, side: .target, lines: [69]) {
      $0.targets[68] = "The shepherd has found a small house in the forest, near the river."
    },
    Fault(kind: .otherScript, side: .target, lines: [73], example: "Cyrillic") {
      $0.targets[72] = "Старый мельник потерял ключ от сарая."
    },
    Fault(kind: .numbers, lines: [79], example: "1984, 1948") {
      $0.sources[78] = "The barn was built in 1984 by the miller."
      $0.targets[78] = "La grange fut construite en 1948 par le meunier."
    },
    Fault(kind: .emptySide, lines: [83, 89]) {
      $0.sources[82] = ""
      $0.targets[88] = " "
    },
    Fault(kind: .manyTargets, side: .source, lines: [97], others: [101]) {
      $0.sources[100] = $0.sources[96]
      $0.targets[100] = "Autre chose est écrite ici, que personne ne connaît."
    },
    Fault(kind: .tooLong, lines: [103], example: "31") {
      $0.sources[102] = Array(repeating: "bread", count: 30).joined(separator: " ") + "."
      $0.targets[102] = Array(repeating: "du pain", count: 15).joined(separator: " ") + "."
    },
    Fault(kind: .pairInTraining, part: "valid", lines: [4], others: [107]) {
      ($0.sources[106], $0.targets[106]) =
        (PlantedCorpus.valid.sources[3], PlantedCorpus.valid.targets[3])
    },
    Fault(kind: .sourceInTraining, part: "test", side: .source, lines: [6], others: [109]) {
      $0.sources[108] = PlantedCorpus.test.sources[5]
    },
  ]

  private func expect(_ fault: Fault, in findings: [CorpusFinding], _ label: String = "") {
    let found = findings.filter {
      $0.kind == fault.kind && $0.part == fault.part && $0.side == fault.side
    }
    #expect(found.count == 1, "\(label)\(fault.kind): \(found)")
    guard let found = found.first else { return }
    #expect(found.lines == fault.lines && found.count == fault.lines.count, "\(label)\(found)")
    if !fault.others.isEmpty { #expect(found.others == fault.others, "\(label)\(found)") }
    if let example = fault.example { #expect(found.example == example, "\(label)\(found)") }
  }

  @Test func aCleanCorpusIsOnlyCalledSmall() throws {
    #expect(try PlantedCorpus.findings(PlantedCorpus()).map(\.kind) == [.fewPairs])
  }

  @Test(arguments: faults)
  func aPlantedFaultIsFoundAndNothingElse(_ fault: Fault) throws {
    var corpus = PlantedCorpus()
    fault.plant(&corpus)
    let found = try PlantedCorpus.findings(corpus, maximumLength: 25)
    expect(fault, in: found)
    #expect(found.map(\.kind).filter { $0 != .fewPairs } == [fault.kind], "\(found)")
  }

  @Test func allPlantedFaultsAreFoundByKindAndLineInOneCorpus() throws {
    var corpus = PlantedCorpus()
    for fault in Self.faults { fault.plant(&corpus) }
    let found = try PlantedCorpus.findings(corpus, maximumLength: 25)
    #expect(Set(Self.faults.map(\.kind)).count >= 20)
    for fault in Self.faults { expect(fault, in: found) }
    #expect(found.count == Self.faults.count + 1, "\(found)")
  }

  // MARK: - Sides as a whole

  struct Whole: Sendable, CustomTestStringConvertible {
    let kind: Kind
    var part = "train"
    var side: CorpusFinding.Side? = .target
    var tokenizer = TokenizerKind.words
    var lineEnd = "\n"
    let change: @Sendable (_ train: inout PlantedCorpus, _ valid: inout PlantedCorpus) -> Void
    var testDescription: String { "\(kind)" }
  }

  private static let spaced: @Sendable (String) -> String = {
    $0.replacing(".", with: " .").replacing(",", with: " ,")
  }

  static let wholes: [Whole] = [
    Whole(kind: .subwords) { train, valid in
      train.targets = train.targets.map { $0.replacing("ait", with: "@@ ait") }
      valid.targets = valid.targets.map { $0.replacing("ait", with: "@@ ait") }
    },
    Whole(kind: .tokenized) { train, valid in
      train.targets = train.targets.map(spaced)
      valid.targets = valid.targets.map(spaced)
    },
    Whole(kind: .otherSpacing, part: "valid", side: .source) { _, valid in
      valid.sources = valid.sources.map(spaced)
    },
    Whole(kind: .swappedPart, part: "valid", side: nil) { _, valid in
      (valid.sources, valid.targets) = (valid.targets, valid.sources)
    },
    Whole(kind: .noSpaces, side: .source) { train, _ in
      train.sources = train.sources.map { _ in "老农夫今天早上丢了谷仓的钥匙。因为外面下着大雨" }
    },
    Whole(kind: .wordLines, side: .source) { train, _ in
      train.sources = train.sources.map { $0.replacing(" ", with: "") }
    },
    Whole(kind: .unknownByCase, part: "valid", side: .source) { _, valid in
      valid.sources = valid.sources.map { $0.uppercased() }
    },
    Whole(kind: .carriageReturnLineFeed, side: .source, lineEnd: "\r\n") { _, _ in },
    Whole(kind: .shifted, side: nil) { train, _ in
      train.targets.remove(at: 60)
      train.targets.insert("Tout est bien qui finit bien, dit le berger.", at: 180)
    },
  ]

  @Test(arguments: wholes)
  func aFaultOfAWholeSideIsFound(_ whole: Whole) throws {
    var train = PlantedCorpus(), valid = PlantedCorpus.valid
    whole.change(&train, &valid)
    let found = try PlantedCorpus.findings(
      train, valid: valid, tokenizer: whole.tokenizer, lineEnd: whole.lineEnd)
    #expect(
      found.contains { $0.kind == whole.kind && $0.part == whole.part && $0.side == whole.side },
      "\(found)")
  }

  @Test func linesThatSlippedAreFoundWhereTheyBeginAndEnd() throws {
    var train = PlantedCorpus()
    train.targets.remove(at: 60)
    train.targets.insert("Tout est bien qui finit bien, dit le berger.", at: 180)
    let found = try PlantedCorpus.findings(train).filter { $0.kind == .shifted }
    #expect(found.map(\.example) == ["-1"], "\(found)")
    let lines = try #require(found.first).lines
    #expect(abs(lines[0] - 61) <= 30 && abs(lines[1] - 181) <= 30, "\(found)")
  }

  /// With letters as units, a side of single words or without spaces is read as it should be.
  @Test(arguments: [Kind.wordLines, .noSpaces])
  func charactersNeedNoAdvice(_ kind: Kind) throws {
    let whole = try #require(Self.wholes.first { $0.kind == kind })
    var train = PlantedCorpus(), valid = PlantedCorpus.valid
    whole.change(&train, &valid)
    let found = try PlantedCorpus.findings(train, valid: valid, tokenizer: .characters)
    #expect(!found.contains { $0.kind == kind }, "\(found)")
  }
}
