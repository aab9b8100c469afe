import Testing

@testable import Seq2Seq

/// Files of language models: writing gives the same bytes again, and other files are refused.
@Suite struct LanguageModelFileTests {
  @Test(arguments: CellKind.allCases)
  func aModelReadAndWrittenAgainHasTheSameBytes(_ cell: CellKind) throws {
    let folder = try TemporaryFolder()
    let (first, second) = (folder.file("first"), folder.file("second"))
    var configuration = LanguageModelExample.options(.lines, cell: cell).configuration
    configuration.tieEmbeddings = true
    configuration.embedding = 6
    let model = try GradientFlow.untrained(
      configuration, tokenizer: .words, lines: LanguageModelExample.lines, seed: 1)
    try model.write(to: first)
    let read = try LanguageModel(path: first)
    try read.write(to: second)
    #expect(try readWholeFile(first) == readWholeFile(second))
    #expect(read.configuration == model.configuration && read.text == model.text)
  }

  @Test func damagedMetadataIsRefusedInOneLine() throws {
    let folder = try TemporaryFolder()
    let (path, changed) = (folder.file("model"), folder.file("changed"))
    try LanguageModelExample.model().write(to: path)
    for key in try Tampered(path: path).metadata.keys.sorted() where !key.hasSuffix("language") {
      for value in [nil, "", "x", "{}", "[]", "null", "-1", "1e999", "\0", "a\na"] {
        var file = try Tampered(path: path)
        file.metadata[key] = value
        try file.write(to: changed)
        let error = #expect(throws: (any Error).self, "\(key) = \(value ?? "nothing")") {
          try LanguageModel(path: changed)
        }
        expectOneLine(error, about: changed, key)
      }
    }
  }

  @Test func damagedBytesAreRefusedOrGiveAModelThatWorks() throws {
    let folder = try TemporaryFolder()
    let (path, changed) = (folder.file("model"), folder.file("changed"))
    try LanguageModelExample.model().write(to: path)
    let bytes = try readWholeFile(path)
    var numbers = SeededNumbers(seed: 3)
    for _ in 0..<200 {
      var damaged = bytes
      switch numbers.integer(0..<3) {
      case 0: damaged = Array(bytes[..<numbers.integer(0..<bytes.count)])
      case 1: damaged[numbers.integer(0..<bytes.count)] = UInt8(numbers.integer(0..<256))
      default: damaged[numbers.integer(0..<2_000)] ^= 1 << UInt8(numbers.integer(0..<8))
      }
      try AtomicFile.write(to: changed) { try $0.write(damaged) }
      do {
        let session = LanguageModelSession(try LanguageModel(path: changed), threads: 1)
        var options = GenerationOptions()
        options.length = 5
        _ = try? session.generate("the", options)
      } catch { expectOneLine(error, about: changed) }
    }
  }

  @Test func oneKindOfModelIsNotTakenForTheOther() throws {
    let folder = try TemporaryFolder()
    let (language, translator) = (folder.file("language"), folder.file("translator"))
    try LanguageModelExample.model().write(to: language)
    try ModelExample.model(ModelExample.configuration(.luong)).write(to: translator)
    let first = #expect(throws: ModelFileError.self) { try TranslationModel(path: language) }
    #expect(first == .otherKind(path: language, expected: "model", found: "language model"))
    let second = #expect(throws: ModelFileError.self) { try LanguageModel(path: translator) }
    #expect(second == .otherKind(path: translator, expected: "language model", found: "model"))
    expectOneLine(first, about: language)
  }
}
