import Testing

@Suite struct ModelChoiceTests {
  @Test func withoutAnyModelTheBuiltInOneIsUsed() throws {
    let sandbox = try Sandbox()
    let found = try sandbox.s2s("translate", "The crow was thirsty .")
    #expect(found.output == "Le corbeau avait soif .\n")
    #expect(found.error.hasPrefix("built-in model (en → fr, luong"))
    #expect(found.errorLines.count == 1)
    #expect(try sandbox.s2s("align", "--show").output.contains("corbeau"))
    #expect(try sandbox.s2s("inspect").outputLines[0].hasSuffix(" built-in model"))
    #expect(try sandbox.s2s("score", "The crow", "Le corbeau").status == 0)
  }

  @Test func aCopyAndALinkOfTheProgramFindModelsBesideIt() throws {
    let sandbox = try Sandbox()
    for name in ["elsewhere", "links"] { try sandbox.write("", to: "\(name)/x") }
    let line =
      "cp \"$(command -v s2s)\" elsewhere/s2s && ln -s ../elsewhere/s2s links/s2s && cd links"
    let bare = try sandbox.shell("\(line) && ./s2s translate 'The crow was thirsty .'")
    #expect(bare.output == "Le corbeau avait soif .\n")
    try sandbox.write(bytes: TrainedModel.luong.model, to: "elsewhere/models/x.safetensors")
    let found = try sandbox.shell("cd links && ./s2s translate a")
    #expect(found.status == 0 && found.error.contains("/elsewhere/models/x.safetensors (low → up"))
  }

  @Test func aFolderThatTheEnvironmentNamesComesFirst() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    try sandbox.write(bytes: TrainedModel.bahdanau.model, to: "mine/default.safetensors")
    let found = try sandbox.shell("S2S_MODELS=mine s2s translate a")
    #expect(found.error.hasPrefix("model mine/default.safetensors "))
    let empty = try sandbox.shell("S2S_MODELS= s2s translate a")
    #expect(empty.error.hasPrefix("model models/letters-luong.safetensors "))
    let absent = try sandbox.shell("S2S_MODELS=none s2s translate a")
    #expect(absent.status == 0 && absent.errorLines.count == 2)
    #expect(absent.errorLines[0].hasPrefix("s2s: none: no such folder"))
    #expect(absent.errorLines[1].hasPrefix("model models/letters-luong.safetensors "))
  }

  @Test func aModelOfOtherLanguagesThanTheCorpusIsNamed() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    for language in ["en", "fr"] { try sandbox.write("a b\n", to: "corpus/test.\(language)") }
    expectOneLine(
      try sandbox.s2s("evaluate", "-q", "--corpus", "corpus"), "models/letters-luong.safetensors",
      "low → up", "corpus are en, fr", "--model")
  }

  @Test func theShippedModelIsUsedWhereNoneWasTrained() throws {
    let sandbox = try Sandbox()
    try sandbox.write(bytes: TrainedModel.luong.model, to: "models/default.safetensors")
    let found = try sandbox.s2s("translate", "a b")
    #expect(found.status == 0)
    #expect(found.error.contains("models/default.safetensors"))
  }

  @Test func theNewestTrainedModelWins() throws {
    let sandbox = try Sandbox()
    let luong = TrainedModel.luong, bahdanau = TrainedModel.bahdanau
    // The later files must not be chosen: shipped and replaced models, states, unfinished writes.
    let files: [(name: String, bytes: [UInt8], age: Double)] = [
      ("one.safetensors", luong.model, 1), ("two.safetensors", bahdanau.model, 2),
      ("default.safetensors", luong.model, 3), ("two.previous.safetensors", luong.model, 4),
      ("two.state.safetensors", bahdanau.state, 5), (".three.safetensors", luong.model, 6),
      ("two.log.jsonl", [], 7),
    ]
    for file in files {
      try sandbox.write(bytes: file.bytes, to: "models/" + file.name)
      try sandbox.date("models/" + file.name, file.age)
    }
    #expect(try sandbox.s2s("translate", "a").error.contains("models/two.safetensors "))
    try sandbox.date("models/one.safetensors", 2.5)
    #expect(try sandbox.s2s("translate", "a").error.contains("models/one.safetensors "))
    let named = try sandbox.s2s("translate", "-m", "models/two.previous.safetensors", "a")
    #expect(named.error.contains("models/two.previous.safetensors "))
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
  }

  static let damages: [Damage] = {
    let model = TrainedModel.luong.model
    return [
      Damage(testDescription: "empty", bytes: []),
      Damage(testDescription: "a text", bytes: Array("The crow was thirsty .\n".utf8)),
      Damage(testDescription: "cut in its length", bytes: Array(model.prefix(5))),
      Damage(testDescription: "cut in its header", bytes: Array(model.prefix(100))),
      Damage(testDescription: "cut in half", bytes: Array(model.prefix(model.count / 2))),
      Damage(testDescription: "short of one byte", bytes: model.dropLast()),
      Damage(testDescription: "long by one byte", bytes: model + [0]),
      Damage(testDescription: "a training state", bytes: TrainedModel.luong.state),
      Damage(
        testDescription: "a tensor file of another program",
        bytes: [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8)),
    ]
  }()

  @Test(arguments: damages)
  func whatIsNoWholeModelIsRefusedInOneLine(_ damage: Damage) throws {
    let sandbox = try Sandbox()
    try sandbox.write(bytes: damage.bytes, to: "models/x.safetensors")
    try sandbox.write(bytes: TrainedModel.luong.model, to: "models/whole.safetensors")
    try sandbox.date("models/whole.safetensors", 1)
    let found = try sandbox.s2s("translate", "a b")
    #expect(found.status == 0 && found.error.contains("model models/whole.safetensors "))
    // A training state is not damage: it is skipped silently.
    let isState = damage.bytes == TrainedModel.luong.state
    #expect(found.error.contains("s2s: skipped models/x.safetensors: ") != isState)
    #expect(found.errorLines.count == (isState ? 1 : 2))
    let named = ["translate", "--json", "--model", "models/x.safetensors"]
    expectOneLine(try sandbox.s2s(named, input: "a b\n"), "models/x.safetensors: ")
  }

  @Test func aModelThatIsNotThereIsRefusedInOneLine() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    for name in [
      "none.safetensors", "models", "models/none/x", "models/letters-luong.safetensors/x",
    ] {
      expectOneLine(try sandbox.s2s("translate", "--model", name, "a"), "s2s: \(name): ")
    }
    expectOneLine(try sandbox.s2s("translate", "--model", "", "a"), "name")
  }

  @Test func oneFileIsAllThatTranslationNeeds() throws {
    let sandbox = try Sandbox()
    try sandbox.write(bytes: TrainedModel.luong.model, to: "elsewhere/copy")
    let expected = try TrainedModel.luong.sandbox().s2s("translate", "-n3", "a b").output
    #expect(try sandbox.s2s("translate", "-n3", "-m", "elsewhere/copy", "a b").output == expected)
  }
}
