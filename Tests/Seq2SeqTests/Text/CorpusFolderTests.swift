import Testing

@testable import Seq2Seq

@Suite struct CorpusFolderTests {
  static func folder(_ names: [String]) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    for name in names { try folder.write(name, "text of \(name)\n") }
    return folder
  }

  @Test(
    arguments: [
      (nil, nil, "en", "fr"), ("fr", nil, "fr", "en"), (nil, "en", "fr", "en"),
      (nil, "fr", "en", "fr"), ("en", nil, "en", "fr"), ("fr", "en", "fr", "en"),
    ] as [(String?, String?, String, String)])
  func theOtherOfTwoLanguagesIsInferred(
    _ from: String?, _ to: String?, _ source: String, _ target: String
  ) throws {
    let scratch = try Self.folder(["train.fr", "train.en"])
    let corpus = try CorpusFolder(path: scratch.path, from: from, to: to)
    #expect(corpus.source == source && corpus.target == target)
    let text = try corpus.read("train")
    #expect(text.pairs.map(\.source) == ["text of train.\(source)"])
    #expect(text.pairs.map(\.target) == ["text of train.\(target)"])
  }

  @Test func otherFilesAreIgnored() throws {
    let scratch = try Self.folder([
      "train.en", "train.fr", "train.en~", "train.fr.gz", "train.", "train", "train.a b",
      "test.en", "test.fr", "test.told.en", "test.align", "README.md", ".train.de", "untrain.de",
    ])
    let corpus = try CorpusFolder(path: scratch.path)
    #expect(corpus.source == "en" && corpus.target == "fr")
    #expect(corpus.has("train") && corpus.has("test") && !corpus.has("valid"))
    #expect(try corpus.read("test").pairs.map(\.source) == ["text of test.en"])
  }

  @Test(
    arguments: [
      (["dev.en", "dev.fr"], "dev", []),
      (["val.fr"], "val", []),
      (
        ["dev.en", "validation.en", "val.en", "train.de"], "validation",
        ["train.de", "val.*", "dev.*"]
      ),
      (["valid.en", "dev.fr", "valid.told.en", "test.en"], "valid", ["dev.*"]),
      (["test.en", "dev.de"], nil, []),
    ] as [([String], String?, [String])])
  func aValidationPartHasOneOfFourNamesAndWhatIsUnusedIsKnown(
    _ names: [String], _ part: String?, _ unused: [String]
  ) throws {
    let scratch = try Self.folder(["train.en", "train.fr"] + names)
    let corpus = try CorpusFolder(path: scratch.path, from: "en", to: "fr")
    #expect(corpus.validationPart == part)
    #expect(corpus.unused == unused)
  }

  @Test func moreThanTwoLanguagesNeedBothNames() throws {
    let scratch = try Self.folder(["train.fr", "train.en", "train.pt-BR"])
    let error = CorpusError.languagesUnclear(
      folder: scratch.path, part: "train", found: ["en", "fr", "pt-BR"])
    #expect(throws: error) { try CorpusFolder(path: scratch.path) }
    #expect(throws: error) { try CorpusFolder(path: scratch.path, from: "en") }
    #expect(error.description.contains("en, fr, pt-BR"))
    #expect(error.description.contains("choose them"))
    let corpus = try CorpusFolder(path: scratch.path, from: "pt-BR", to: "en")
    #expect(corpus.source == "pt-BR" && corpus.target == "en")
  }

  @Test func aLanguageMustBeThereAndTheTwoMustDiffer() throws {
    let scratch = try Self.folder(["train.fr", "train.en"])
    let path = scratch.path
    #expect(
      throws: CorpusError.unknownLanguage(
        folder: path, part: "train", wanted: "de", found: ["en", "fr"])
    ) {
      try CorpusFolder(path: path, from: "en", to: "de")
    }
    #expect(throws: CorpusError.sameLanguage(folder: path, language: "en")) {
      try CorpusFolder(path: path, from: "en", to: "en")
    }
  }

  @Test(arguments: [[], ["train.en"]])
  func fewerThanTwoLanguagesAreNoCorpus(_ names: [String]) throws {
    let scratch = try Self.folder(names)
    let found = names.isEmpty ? [] : ["en"]
    #expect(
      throws: CorpusError.languagesUnclear(folder: scratch.path, part: "train", found: found)
    ) {
      try CorpusFolder(path: scratch.path)
    }
  }

  @Test func aFolderOfTestTextsAloneHasLanguagesToo() throws {
    let scratch = try Self.folder(["test.de", "test.en"])
    let corpus = try CorpusFolder(path: scratch.path + "/")
    #expect(corpus.source == "de" && !corpus.has("train"))
    #expect(corpus.file("test", "de") == scratch.path + "/test.de")
    #expect(
      throws: CorpusError.missingFile(
        path: scratch.path + "/train.de", folder: scratch.path, holds: ["test.de", "test.en"])
    ) {
      try corpus.read("train")
    }
  }

  @Test func aPartWithOneSideIsThereButCannotBeRead() throws {
    let scratch = try Self.folder(["train.en", "train.fr", "valid.en"])
    let corpus = try CorpusFolder(path: scratch.path)
    #expect(corpus.has("valid"))
    #expect(
      throws: CorpusError.missingFile(
        path: scratch.path + "/valid.fr", folder: scratch.path,
        holds: ["train.en", "train.fr", "valid.en"])
    ) {
      try corpus.read("valid")
    }
  }

  @Test func whatIsNoFolderIsRefused() throws {
    let scratch = try Self.folder(["train.en"])
    let file = scratch.path + "/train.en"
    #expect(throws: CorpusError.fileForFolder(path: file)) { try CorpusFolder(path: file) }
    let absent = scratch.path + "/absent"
    #expect(throws: CorpusError.missingFolder(path: absent)) { try CorpusFolder(path: absent) }
  }
}
