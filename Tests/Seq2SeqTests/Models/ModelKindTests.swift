import Testing

@testable import Seq2Seq

/// A file's kind is read from its header; a model can be read from bytes as from a file.
@Suite struct ModelKindTests {
  @Test func theHeaderTellsTheKind() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model")
    try LanguageModelExample.model().write(to: path)
    #expect(try ModelKind.languageModel.isKind(ofFile: path))
    #expect(try !ModelKind.translator.isKind(ofFile: path))
    var file = try Tampered(path: path)
    file.metadata["format"] = "999"
    try file.write(to: path)
    expectOneLine(
      #expect(throws: ModelFileError.self) { try ModelKind.languageModel.isKind(ofFile: path) },
      about: path, "newer")
  }

  @Test func whatIsNoModelIsRefused() throws {
    let folder = try TemporaryFolder()
    let (path, cut) = (folder.file("model"), folder.file("cut"))
    try LanguageModelExample.model().write(to: path)
    let bytes = try readWholeFile(path)
    for length in [0, 7, 8, 20, bytes.count - 1] {
      try AtomicFile.write(to: cut) { try $0.write(Array(bytes[..<length])) }
      #expect(throws: SafetensorsError.self, "\(length) bytes") {
        try ModelKind.languageModel.isKind(ofFile: cut)
      }
    }
    for path in [folder.makeFolder("folder"), folder.makePipe("pipe"), folder.file("none")] {
      #expect(throws: FileError.self, "\(path)") { try ModelKind.translator.isKind(ofFile: path) }
    }
  }
}
