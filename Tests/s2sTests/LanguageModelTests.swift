import Testing

/// `s2s lm` as a user runs it.
@Suite struct LanguageModelTests {
  static let story = "the crow was thirsty .\nno rain fell .\nthe river was dry .\n"
  static let sizes = [
    "--embedding", "8", "--hidden", "12", "--batch", "2", "--sequence-length", "4", "--quiet",
  ]

  /// A folder with a text and a model of it.
  func trained(_ options: String...) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(Self.story, to: "story.txt")
    let found = try sandbox.s2s(
      ["lm", "train", "story.txt", "--updates", "150", "--learning-rate", "0.03"] + Self.sizes
        + options)
    #expect(found.status == 0 && found.error == "", "\(found.error)")
    return sandbox
  }

  @Test func aStoryIsLearnedByHeartAndTold() throws {
    let sandbox = try trained()
    #expect(
      try sandbox.names(in: "models") == [
        "story-lstm.lm.log.jsonl", "story-lstm.lm.safetensors", "story-lstm.lm.state.safetensors",
      ])
    let told = try sandbox.s2s("lm", "generate", "--greedy", "--lines", "3", "--quiet")
    #expect(told.output == Self.story && told.status == 0)
    let next = try sandbox.s2s("lm", "predict", "the crow was", "-n", "1", "--quiet")
    #expect(next.output.hasSuffix("\tthirsty\n"), "\(next.output)")
    let score = try sandbox.s2s("lm", "score", "story.txt", "--quiet")
    #expect(score.outputLines.first?.hasPrefix("perplexity 1.") == true, "\(score.output)")
    let lines = try sandbox.s2s(["lm", "score", "--per-line", "-q"], input: Self.story)
    #expect(lines.outputLines.count == 3)
    let shown = try sandbox.s2s("lm", "inspect")
    #expect(shown.output.contains("layer.0.weight_ih") && shown.status == 0)
    let gradients = try sandbox.s2s(
      "lm", "inspect", "--gradients", "--text", "story.txt", "--distance", "9", "--hidden", "8")
    #expect(gradients.output.contains("left after 9 tokens: lstm "), "\(gradients.error)")
  }

  @Test func equalSeedsGiveEqualSamplesAndJSONHoldsThem() throws {
    let sandbox = try trained("--tokenizer", "characters", "--cell", "gru")
    let words = ["lm", "generate", "-p", "the", "-n", "20", "--samples", "2", "-q"]
    let first = try sandbox.s2s(words)
    #expect(try sandbox.s2s(words + ["--threads", "1"]).output == first.output)
    #expect(try sandbox.s2s(words + ["--seed", "2"]).output != first.output)
    let json = try sandbox.s2s(words + ["--json"])
    #expect(json.outputLines.count == 2)
    for line in json.outputLines { #expect(try jsonObject(line)["prompt"] as? String == "the") }
  }

  @Test func aDashIsStandardInput() throws {
    let sandbox = try Sandbox()
    let trained = try sandbox.s2s(
      ["lm", "train", "-", "--updates", "2", "-q", "-m", "m"] + Self.sizes, input: Self.story)
    #expect(trained.status == 0, "\(trained.error)")
    let words = ["lm", "score", "-q", "-m", "m"]
    let found = try sandbox.s2s(words + ["-"], input: Self.story)
    #expect(found.status == 0)
    #expect(found.output == (try sandbox.s2s(words, input: Self.story).output))
  }

  @Test func aRateSuitsTheOptimizerUnlessItIsGiven() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.story, to: "story.txt")
    for (more, rate) in [
      ([], "0.003"), (["--optimizer", "sgd"], "1"),
      (["--optimizer", "sgd", "--learning-rate", "0.25"], "0.25"),
    ] {
      let found = try sandbox.s2s(
        ["lm", "train", "story.txt", "--updates", "1", "--report-every", "1", "--restart"]
          + Self.sizes + more)
      #expect(found.status == 0, "\(found.error)")
      let log = try sandbox.text("models/story-lstm.lm.log.jsonl")
      #expect(log.contains("\"learning_rate\":\(rate)"), "\(log)")
    }
  }

  @Test func theResultIsJSONOnRequest() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.story, to: "story.txt")
    let found = try sandbox.s2s(
      ["lm", "train", "story.txt", "--updates", "3", "--mode", "lines", "--json"]
        + Self.sizes.filter { !["--sequence-length", "4"].contains($0) })
    let object = try jsonObject(found.output)
    #expect(object["update"] as? Int == 3)
    #expect((object["validation"] as? [String: Any])?["perplexity"] as? Double != nil)
  }

  @Test func aTextOfBlankLinesHasNoTokensToLearn() throws {
    let sandbox = try Sandbox()
    try sandbox.write("\n\n \n", to: "blank.txt")
    expectOneLine(
      try sandbox.s2s(["lm", "train", "blank.txt"] + Self.sizes), "the training part has 0 tokens")
  }

  @Test func translatorsAndLanguageModelsAreToldApart() throws {
    let sandbox = try trained()
    #expect(try sandbox.s2s("translate", "a").errorLines[0].hasPrefix("built-in model (en → fr"))
    // The kind stands in the file, whatever its name says.
    try sandbox.write(bytes: TrainedModel.luong.model, to: "models/story.lm.safetensors")
    #expect(try sandbox.s2s("translate", "a").error.contains("model models/story.lm.safetensors "))
    let generated = try sandbox.s2s("lm", "generate", "-n", "1")
    #expect(generated.error.contains("model models/story-lstm.lm.safetensors "))
    let wrong = try sandbox.s2s("translate", "-m", "models/story-lstm.lm.safetensors", "a")
    expectOneLine(wrong, "language model")
    let empty = try Sandbox()
    expectOneLine(try empty.s2s("lm", "generate"), "no language model", "s2s lm train")
  }

  @Test func badTextsAreRefusedInOneLine() throws {
    let sandbox = try Sandbox()
    try sandbox.write("", to: "empty.txt")
    try sandbox.write("a", to: "short.txt")
    try sandbox.write(bytes: [0x61, 0xFF, 0x0A], to: "latin.txt")
    expectOneLine(try sandbox.s2s("lm", "train", "none.txt"), "none.txt", "no such file")
    expectOneLine(try sandbox.s2s("lm", "train", "empty.txt"), "empty.txt", "empty")
    expectOneLine(try sandbox.s2s("lm", "train", "latin.txt"), "latin.txt", "line 1", "UTF-8")
    expectOneLine(
      try sandbox.s2s("lm", "train", "short.txt", "--held-out", "0.9"), "training part", "tokens")
    expectOneLine(
      try sandbox.s2s("lm", "inspect", "--gradients", "--text", "short.txt"), "short.txt")
  }

  static let mistakes: [([String], String)] = [
    (["lm", "trian"], "did you mean 'lm train'?"),
    (["lm", "train"], "FILE is missing"),
    (["lm", "predict"], "TEXT is missing"),
    (["lm", "train", "a", "b"], "unexpected argument 'b'"),
    (
      ["lm", "train", "a", "--cell", "elm"],
      "one of lstm, layer-norm-lstm, deep-transition-lstm, gru, gru-before, rnn"
    ),
    (["lm", "generate", "--top-p", "0"], "--top-p is '0'"),
    (["lm", "generate", "--greedy", "--beam", "2"], "exclude each other"),
    (["lm", "inspect", "--distance", "3"], "goes with --gradients"),
    (["lm", "train", "a", "--resume", "--restart"], "exclude each other"),
  ]

  @Test(arguments: mistakes)
  func aMistakeIsToldWithTheWayToHelp(_ words: [String], _ message: String) throws {
    let found = try Sandbox().s2s(words)
    #expect(found.status == 2 && found.output == "")
    #expect(found.error.contains(message), "\(found.error)")
    #expect(found.errorLines.last?.hasPrefix("try 's2s help") == true)
  }

  @Test func helpIsThereForTheGroupAndEachCommand() throws {
    let sandbox = try Sandbox()
    let group = try sandbox.s2s("help", "lm")
    let same = try sandbox.s2s("lm", "--help")
    #expect(group.status == 0 && group.output == same.output)
    #expect(try sandbox.s2s("lm").status == 2)
    for command in ["train", "generate", "predict", "score", "inspect"] {
      #expect(group.outputLines.contains { $0.hasPrefix("  lm \(command) ") }, "\(command)")
      let help = try sandbox.s2s("help", "lm", command)
      #expect(help.output.hasPrefix("Usage: s2s lm \(command) ") && help.status == 0)
      #expect(try sandbox.s2s("lm", command, "--help").output == help.output)
      #expect(help.outputLines.allSatisfy { $0.unicodeScalars.count <= 80 })
    }
  }
}
