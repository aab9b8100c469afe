import Testing

/// Commands with several models.
@Suite struct EnsembleCommandTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    for (name, model) in [("a.1", TrainedModel.luong), ("a.2", .bahdanau), ("b", .luong)] {
      try sandbox.write(bytes: model.model, to: "models/\(name).safetensors")
      try sandbox.date("models/\(name).safetensors", name == "b" ? 1 : 5)
    }
    try sandbox.write("a b\tA B\nc d\tC D\n", to: "pairs")
  }

  private let both = [
    "-m", "models/a.1.safetensors", "-m", "models/a.2.safetensors",
  ]

  @Test func severalModelsTranslateAndAreTold() throws {
    let lines = "a b\nd a b\n\nc\n"
    let found = try sandbox.s2s(["translate", "--json"] + both, input: lines)
    #expect(found.status == 0 && found.outputLines.count == 4)
    #expect(found.errorLines.count == 2)
    #expect(found.errorLines[0].hasPrefix("model models/a.1.safetensors (low → up, luong"))
    #expect(found.errorLines[1].hasPrefix("model models/a.2.safetensors (low → up, bahdanau"))
    let first = try sandbox.s2s(["translate", "--json"] + both.prefix(2), input: lines)
    #expect(first.outputLines[0] != found.outputLines[0], "scores are those of one model")
    let twice = try sandbox.s2s(
      ["translate", "--json"] + both.prefix(2) + both.prefix(2), input: lines)
    #expect(twice.output == first.output)
  }

  @Test func aNameStandsForItsNumberedFiles() throws {
    let expected = try sandbox.s2s(["score"] + both + ["a b", "A B"])
    for name in ["models/a", "models/a.safetensors"] {
      let found = try sandbox.s2s("score", "-m", name, "a b", "A B")
      #expect(found.output == expected.output && found.error == expected.error)
    }
    // Also where it is the newest, but not where its number stands alone.
    #expect(try sandbox.s2s("score", "a b", "A B").error == expected.error)
    try sandbox.date("models/b.safetensors", 6)
    #expect(try sandbox.s2s("score", "a b", "A B").error.contains("models/b.safetensors"))
    try sandbox.write(bytes: TrainedModel.luong.model, to: "models/c.7.safetensors")
    let lone = try sandbox.s2s("score", "a b", "A B")
    #expect(lone.errorLines.count == 1 && lone.error.contains("models/c.7.safetensors"))
    expectOneLine(try sandbox.s2s("score", "-m", "models/none", "a b", "A B"), "models/none: ")
    try sandbox.write(bytes: TrainedModel.luong.model, to: "models/a.5.safetensors")
    expectOneLine(
      try sandbox.s2s("score", "-m", "models/a", "a b", "A B"),
      "models/a.3.safetensors: no such file, though models/a.5.safetensors is there")
  }

  @Test func anEnsembleIsEvaluatedAndAligned() throws {
    let found = try jsonObject(
      sandbox.s2s(["evaluate", "--json", "--pairs", "pairs"] + both).output)
    #expect(found["models"] as? Int == 2 && found["BLEU"] != nil)
    #expect(try sandbox.s2s(["align"] + both + ["a b", "A B"]).output == "0-0 1-1\n")
    let one = try sandbox.s2s("inspect", "-m", "models/a.1.safetensors", "-m", "b")
    #expect(one.status == 2 && one.error.contains("--model is given twice"))
  }

  @Test func aNameOfSeveralIsRefusedWhereOneIsLookedInto() throws {
    for words in [
      [], ["--gates", "a b"], ["--near", "a"], ["--map", "map.html"], ["--gradients"],
    ] {
      for name in ["models/a", "models/a.safetensors"] {
        expectOneLine(
          try sandbox.s2s(["inspect", "-q", "-m", name] + words),
          "\(name): an ensemble of 2 models",
          "name one of models/a.1.safetensors, models/a.2.safetensors")
      }
    }
    #expect(!sandbox.has("map.html"))
  }

  @Test func modelsOfOtherTokensAreNamed() throws {
    try sandbox.write("x\ty\nz\tw\nx z\ty w\n", to: "other.tsv")
    _ = try sandbox.s2s([
      "train", "-q", "--pairs", "other.tsv", "--held-out", "0.4", "--updates", "1",
      "-m", "models/o.safetensors", "--hidden", "4", "--embedding", "2",
    ])
    expectOneLine(
      try sandbox.s2s(
        "translate", "-q", "-m", "models/b.safetensors", "-m", "models/o.safetensors", "a"),
      "models/o.safetensors: target token 3 is '", "in models/b.safetensors", "vocabulary")
  }
}
