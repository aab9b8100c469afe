import Testing

@testable import Seq2Seq

@Suite struct TestSetComparisonTests {
  static func system(_ hypotheses: [String], _ references: [[String]]) -> MeasuredSystem {
    MeasuredSystem(
      hypotheses: hypotheses,
      measurements: [TranslationMeasurement](hypotheses, references: references))
  }

  static func compare(
    _ systems: [[String]], _ references: [[String]], sources: [String]? = nil,
    training: String? = nil
  ) throws -> TestSetComparison {
    try TestSetComparison(
      systems.map { system($0, references) }, sources: sources, references: references,
      tokenizer: .mteval13a, lowercase: false, training: training)
  }

  func pieces(_ text: MarkedText) -> [String] {
    text.pieces.map { $0.marks == 0 ? $0.text : "\($0.marks)[\($0.text)]" }
  }

  // MARK: - Sentences

  @Test func wordsThatDifferAreMarkedInTheTextAsItStands() throws {
    let found = try Self.compare(
      [["Ein  Hund rennt weg."]], [["Ein Hund läuft ."]], sources: ["A dog runs."]
    ).sentences[0]
    #expect(pieces(found.outputs[0]) == ["Ein  Hund ", "1[rennt weg]", "."])
    #expect(pieces(found.references[0]) == ["Ein Hund ", "1[läuft]", " ."])
    #expect(found.source == "A dog runs." && found.length == 4)
  }

  @Test func aReferenceTellsWhichSystemLacksAWord() throws {
    let found = try Self.compare([["a x c"], ["y x c"]], [["a b c"]]).sentences[0]
    #expect(found.outputs.map(pieces) == [["a ", "1[x]", " c"], ["1[y x]", " c"]])
    #expect(pieces(found.references[0]) == ["2[a]", " ", "3[b]", " c"])
  }

  @Test func theNearestReferenceIsComparedWith() throws {
    let found = try Self.compare([["a b"], ["x"]], [["x y", "a b c"]]).sentences[0]
    #expect(found.references.map(pieces) == [["x ", "2[y]"], ["a b ", "1[c]"]])
    #expect(found.length == 2, "of the first reference")
  }

  @Test func aSentencesScoreIsThatOfItAlone() throws {
    let hypotheses = ["the cat sat", "", "dogs bark"],
      references = [["a cat sat"], ["x"], ["dogs"]]
    let found = try Self.compare([hypotheses], references).sentences
    for (line, sentence) in found.enumerated() {
      let alone = measured(.chrF, [hypotheses[line]], [references[line]])
      #expect(sentence.scores == [alone.score])
    }
    #expect(pieces(found[1].outputs[0]) == [] && pieces(found[1].references[0]) == ["1[x]"])
  }

  @Test func anEmptyOutputForAnEmptyReferenceIsPerfect() throws {
    let outputs = ["", " \t", "x", "", "a b"],
      references = [[""], ["\u{3000}"], [""], ["x"], ["a c"]]
    let found = try Self.compare([outputs, outputs.reversed()], references).sentences
    #expect(found.map { $0.scores[0] }.prefix(4) == [100, 100, 0, 0])
    #expect(found[0].scores[1] == 0 && found[1].scores[1] == 100)
    #expect(try Self.compare([[""]], [["x", ""]]).sentences[0].scores == [100])
    // Of a corpus such lines change nothing, and without others there is no n-gram to count.
    #expect(measured(.chrF, ["", "a b"], [[""], ["a c"]]).score == found[4].scores[0])
    #expect(measured(.chrF, [""], [[""]]).score == 0)
  }

  // MARK: - Buckets

  @Test func lengthsAreCountedInWordsOfTheFirstReference() throws {
    let references = [["a b c d"], ["a b c d e", "a"], [""], ["f g h i"]]
    let found = try Self.compare(
      [["a b c d", "a b c d e", "", "f g h i"], ["x", "a b c d e", "", "f g h i"]], references
    ).lengths
    #expect(found.map { "\($0.words)" } == ["0", "1–4", "5–9"])
    #expect(found.map(\.sentences) == [1, 2, 1])
    // 4 of 8 words have a match: p = 4/5, 3/3, 2/2, 1/1, and BP = exp(1 − 8/5).
    let expected: [Double] = [100, 100 * exp(log(0.8) / 4 + 1 - 1.6)]
    for (found, expected) in zip(found[1].scores, expected) {
      #expect(abs(found - expected) < 1e-9)
    }
    #expect(abs(found[2].scores[0] - 100) < 1e-9 && abs(found[2].scores[1] - 100) < 1e-9)
  }

  /// In the training text a occurs 12 times, b once, c never, d three times.
  @Test func wordsAreCountedInTheTrainingText() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("train")
    let text = "a a a a a a a a a a b\na a d d d z z\n"
    try AtomicFile.write(to: path) { try $0.write(Array(text.utf8)) }
    let found = try Self.compare(
      [["a b d", "a a", "a"]], [["a b c"], ["a b"], ["a"]], training: path
    ).frequencies
    #expect(found.map { "\($0.frequency)" } == ["0", "1", "2–4", "10–99"])
    let matches = found.map { $0.matches[0] }
    #expect(matches.map(\.reference) == [1, 2, 0, 3])
    #expect(matches.map(\.output) == [0, 1, 1, 4])
    #expect(matches.map(\.matched) == [0, 1, 0, 3])
    #expect(matches[1].precision == 100 && matches[1].recall == 50)
    #expect(matches[3].precision == 75 && matches[3].recall == 100)
    #expect(matches.map(\.fMeasure) == [0, 200.0 / 3, 0, 600.0 / 7])
  }

  @Test func withoutATrainingTextReferencesAreCounted() throws {
    let found = try Self.compare([["a b", "z"], ["z", "a"]], [["a a", "a b"], ["a"]]).frequencies
    // a: 4 times, b: once, z: never. The first system is nearest to "a b".
    #expect(found.map { "\($0.frequency)" } == ["0", "1", "2–4"])
    #expect(found.map { $0.matches[0].matched } == [0, 1, 1])
    #expect(found.map { $0.matches[0].reference } == [0, 1, 2])
    #expect(found.map { $0.matches[1].matched } == [0, 0, 1])
    #expect(found.map { $0.matches[1].output } == [1, 0, 1])
  }

  @Test func rangesMeetAndTheLastHasNoEnd() {
    let ranges = CountRange.ranges(from: [0, 1, 5, 1_000])
    #expect(ranges.map { "\($0)" } == ["0", "1–4", "5–999", "1,000+"])
    for number in [0, 1, 4, 5, 999, 1_000, .max] {
      #expect(ranges.count { $0.contains(number) } == 1, "\(number)")
    }
  }

  @Test func aTrainingTextThatCannotBeReadIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("empty")
    try AtomicFile.write(to: path) { try $0.write([]) }
    #expect(throws: CorpusError.emptyFile(path: path)) {
      try Self.compare([["a"]], [["a"]], training: path)
    }
  }
}
