import Testing

@testable import Seq2Seq

@Suite struct BytePairFileTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func linesThatAreNoMergeAreRefused() throws {
    let cases: [(String, BytePairError)] = [
      ("#version: 0.2\na b\na\n", .notMerge(path: "x", line: 3, found: "a")),
      ("#version: 0.2\na b c\n", .notMerge(path: "x", line: 2, found: "a b c")),
      ("#version: 0.2\na  b\n", .notMerge(path: "x", line: 2, found: "a  b")),
      ("a b\n\n\nc d\n", .notMerge(path: "x", line: 2, found: "")),
      ("#version: 0.3\na b\n", .unknownVersion(path: "x", found: "#version: 0.3")),
      ("#version:\n", .unknownVersion(path: "x", found: "#version:")),
      (
        "#version: 0.99999999999999999999\n",
        .unknownVersion(path: "x", found: "#version: 0.99999999999999999999")
      ),
    ]
    for (codes, expected) in cases {
      #expect(throws: expected) { try BytePairMerges(codes: codes, path: "x") }
      let path = try folder.write("codes", codes)
      #expect(throws: BytePairError.self) { try BytePairMerges(codesFile: path) }
    }
    let long = String(repeating: "a\u{1B}", count: 1_000)
    let error = BytePairError.notMerge(path: "x", line: 1, found: long)
    #expect("\(error)".utf8.count < 600 && displayable("\(error)") == "\(error)")
  }

  @Test func spacesAroundAMergeAndEmptyLinesAtTheEndArePassedOver() throws {
    let merges = try BytePairMerges(codes: "#version: 0.2.0\r\n a b \r\nc d\n\n \n", path: "x")
    #expect(merges.codes == "#version: 0.2\na b\nc d\n")
    let first = try BytePairMerges(codes: "a b\n", path: "x")
    #expect(first.codes == "#version: 0.1\na b\n" && first.version == .separateEnd)
    #expect(try BytePairMerges(codes: "#version: 0.2", path: "x").count == 0)
    #expect(try BytePairMerges(codes: "", path: "x").count == 0)
  }

  @Test func aVocabularyKeepsWhatIsFrequentEnough() throws {
    let path = try folder.write("vocabulary", "the 12\nth@@ 5\r\n e 4\n#@@ 1\n")
    let vocabulary = try BytePairVocabulary(path: path, threshold: 5)
    #expect(vocabulary.contains("the") && vocabulary.contains("th@@"))
    #expect(!vocabulary.contains("e") && !vocabulary.contains("th"))
    #expect(try BytePairVocabulary(path: path).contains("#@@"))
    #expect(try BytePairVocabulary(path: path, threshold: 13).isEmpty)
  }

  @Test func linesThatAreNoEntryAreRefused() throws {
    for (line, text) in [(2, "a 1\nb\n"), (1, "a b 1\n"), (1, "a x\n"), (2, "a 1\n\nb 1\n")] {
      let path = try folder.write("vocabulary", text)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(
        throws: BytePairError.notEntry(path: path, line: line, found: String(lines[line - 1]))
      ) { try BytePairVocabulary(path: path) }
    }
  }

  @Test func filesThatAreNoTextAreRefused() throws {
    let path = try folder.write("bytes", [0x61, 0x20, 0xFF, 0x0A])
    #expect(throws: CorpusError.invalidUTF8(path: path, line: 1)) {
      try BytePairMerges(codesFile: path)
    }
    #expect(throws: CorpusError.invalidUTF8(path: path, line: 1)) {
      try BytePairVocabulary(path: path)
    }
    #expect(throws: CorpusError.self) { try BytePairMerges(codesFile: folder.path) }
  }
}

/// Codes and vocabularies damaged from a seed are read, or refused in one line; those that are read
/// cut any word in time, and the pieces together are the word.
@Suite struct BytePairFuzzTests {
  @Test(arguments: [6, 7])
  func randomDamageIsSurvived(seed: UInt64) throws {
    let golden = try GoldenBytePairs.read()
    let folder = try ScratchFolder()
    var damage = ByteDamage(seed: seed)
    var read = 0
    let rounds = FuzzCases.count(60)
    for round in 0..<rounds {
      let label = "seed \(seed) round \(round)"
      let example = golden.segmented[round % golden.segmented.count]
      func file(_ name: String, _ text: String, isDamaged: Bool) throws -> String {
        if isDamaged, round % 5 == 4 { return try folder.write(name, damage.damagedText(text)) }
        let bytes = Array(text.utf8)
        return try folder.write(name, isDamaged ? damage.damaged(bytes, in: bytes.indices) : bytes)
      }
      let codes = try file("codes", example.codes, isDamaged: round % 3 != 0)
      let entries = try file("vocabulary", example.vocabulary, isDamaged: round % 3 != 1)
      let words = ["banana", "w</w>", "a@@", damage.marks(round % 50 == 9 ? 50_000 : 20), "haha"]
      FuzzCases.timed(label) {
        do {
          let merges = try BytePairMerges(codesFile: codes)
          let vocabulary = try BytePairVocabulary(path: entries, threshold: round % 4)
          #expect(try BytePairMerges(codes: merges.codes, path: "again") == merges, "\(label)")
          read += 1
          for encoder in [BytePairEncoder(merges, vocabulary: vocabulary), BytePairEncoder(merges)]
          {
            for word in words {
              let pieces = encoder.pieces(of: word)
              let text =
                pieces.dropLast().map { String($0.unicodeScalars.dropLast(2)) }.joined()
                + (pieces.last ?? "")
              #expect(text.utf8.elementsEqual(word.utf8), "\(label): \(word.prefix(20))")
            }
          }
        } catch { FuzzCases.expectWorded(error, label) }
      }
    }
    #expect((rounds / 20..<rounds).contains(read), "\(read) read, seed \(seed)")
  }
}
