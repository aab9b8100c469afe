import Testing

@testable import Seq2Seq

@Suite struct SharedEmbeddingTests {
  static func names(_ change: (inout TrainingOptions) -> Void) throws -> [String] {
    var options = TrainingExample.options()
    change(&options)
    let model = try #require(RunFolder().train(options).model)
    return model.tensors.map(\.name).filter { $0.hasSuffix("embedding") }
  }

  @Test func oneVocabularyHasOneEmbeddingUnlessToldOtherwise() throws {
    #expect(try Self.names { _ in } == ["source.embedding", "target.embedding"])
    #expect(try Self.names { $0.sharedVocabulary = true } == ["embedding"])
    #expect(
      try Self.names { ($0.sharedVocabulary, $0.shareEmbeddings) = (true, false) }
        == ["source.embedding", "target.embedding"])
  }

  @Test func twoVocabulariesCannotShareAnEmbedding() throws {
    #expect(throws: TrainingError.self) { try Self.names { $0.shareEmbeddings = true } }
    var configuration = ModelConfiguration(sourceVocabulary: 5, targetVocabulary: 6)
    configuration.shareEmbeddings = true
    #expect(throws: ModelError.sharedSizesDiffer(source: 5, target: 6)) {
      try configuration.validate()
    }
  }

  @Test func aModelWithOneEmbeddingIsReadAsItWasWritten() throws {
    var options = TrainingExample.options()
    options.sharedVocabulary = true
    let run = try RunFolder()
    let model = try #require(run.train(options).model)
    let read = try TranslationModel(path: run.files.model)
    #expect(read.configuration == model.configuration)
    let line = ["a b c"]
    #expect(
      try TranslationSession(read, threads: 1).translate(line)
        == TranslationSession(model, threads: 1).translate(line))
  }
}
