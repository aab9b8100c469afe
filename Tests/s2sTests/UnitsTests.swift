import Testing

/// Each side of a translator in units of its own, chosen by the text or by options.
@Suite struct UnitsTests {
  let sandbox: Sandbox

  init() throws { sandbox = try Sandbox() }

  static let words = [
    "crow", "cow", "row", "low", "lower", "crows", "cows", "rows", "flow", "blow",
  ]

  /// Words and their letters in capitals, spaced, as sounds would be.
  func writeSounds() throws {
    let lines = Self.words.map { word in
      "\(word)\t\(word.map { $0.uppercased() }.joined(separator: " "))\n"
    }
    try sandbox.write(lines.joined(), to: "words.tsv")
  }

  func train(_ more: String...) throws -> Finished { try train(more) }

  func train(_ more: [String]) throws -> Finished {
    try sandbox.s2s(
      [
        "train", "--pairs", "words.tsv", "--updates", "150", "--learning-rate", "0.02", "-m",
        "m.safetensors",
      ]
        + ["--hidden", "16", "--embedding", "16", "--threads", "1"] + more)
  }

  @Test func wordsAndTheirSoundsNeedNoPreparation() throws {
    try writeSounds()
    let trained = try train()
    #expect(trained.status == 0)
    #expect(trained.error.contains("characters and"), "\(trained.error)")
    #expect(trained.error.contains(" tokens\n"), "\(trained.error)")
    let told = try sandbox.s2s("translate", "-m", "m.safetensors", "-q", "crow", "low")
    #expect(told.outputLines.count == 2)
    #expect(told.outputLines.allSatisfy { $0.contains(" ") }, "\(told.output)")
    let inspected = try sandbox.s2s("inspect", "-m", "m.safetensors")
    #expect(inspected.output.contains("tokenizer characters"))
    #expect(inspected.output.contains("tokenizer none"))
    let letters = try sandbox.s2s("align", "--show", "--tokens", "-m", "m.safetensors", "crow")
    #expect(letters.outputLines.first.map { ["c", "r", "o", "w"].allSatisfy($0.contains) } == true)
  }

  @Test func anOptionOfOneSideStandsAboveThatOfBoth() throws {
    try writeSounds()
    let trained = try train(
      "--tokenizer", "none", "--source-tokenizer", "bpe", "--source-merges", "3",
      "--target-lowercase")
    #expect(trained.status == 0, "\(trained.error)")
    #expect(trained.error.contains("subwords and"), "\(trained.error)")
    let inspected = try sandbox.s2s("inspect", "-m", "m.safetensors")
    #expect(inspected.output.contains("tokenizer bpe of 3 merges\n"), "\(inspected.output)")
    #expect(inspected.output.contains("tokenizer none, lower case"))
    let told = try sandbox.s2s("translate", "-m", "m.safetensors", "-q", "crow")
    #expect(told.output == told.output.lowercased())

    let other = try train(
      "--tokenizer", "none", "--source-tokenizer", "bpe", "--source-merges", "4",
      "--target-lowercase", "--resume")
    #expect(other.error.contains("--source-merges was 3, not 4"), "\(other.error)")
    let without = try train(
      "--tokenizer", "none", "--source-tokenizer", "words", "--target-lowercase", "--resume")
    #expect(without.error.contains("--merges was 3, now it is not given"), "\(without.error)")
  }

  @Test func optionsThatDoNotFitAreRefusedInTheirOwnWords() throws {
    try writeSounds()
    let kinds = try train("--shared-vocabulary")
    #expect(kinds.status == 2)
    #expect(kinds.errorLines[0].contains("--shared-vocabulary"), "\(kinds.error)")
    let merges = try train("--tokenizer", "words", "--merges", "5")
    #expect(merges.status == 2 && merges.errorLines[0].contains("bpe"), "\(merges.error)")
    expectOneLine(try train("--bpe-codes", "missing"), "missing")
    try sandbox.write("#version: 0.2\na b\nabc\n", to: "codes")
    expectOneLine(try train("--bpe-codes", "codes"), "codes: line 3")
    #expect(!sandbox.has("m.safetensors"))
  }

  /// Different merges give different tokens, even if there are equally many.
  @Test func aRunIsNotResumedWithOtherMerges() throws {
    try writeSounds()
    let codes = ["o w", "r o", "c r"].map { "#version: 0.2\n\($0)\n" }
    func run(_ more: String...) throws -> Finished {
      try train(
        ["--source-bpe-codes", "codes", "--target-tokenizer", "none"] + more)
    }
    try sandbox.write(codes[0], to: "codes")
    #expect(try run().status == 0)
    #expect(try run("--resume").status == 0)
    try sandbox.write(codes[1], to: "codes")
    expectOneLine(try run("--resume"), "begun on other")
  }

  @Test func subwordsOfAnotherProgramAreToldAndJoinedWhereAsked() throws {
    let lines = Self.words.map { "\($0)@@ s are\t\($0.uppercased())@@ S ARE\n" }
    try sandbox.write(lines.joined(), to: "words.tsv")
    let trained = try train()
    #expect(trained.error.contains("cut into subwords already (@@)"), "\(trained.error)")
    let split = try sandbox.s2s("translate", "-q", "-m", "m.safetensors", "crow@@ s are")
    #expect(split.output.contains("@@ "), "\(split.output)")
    let joined = try sandbox.s2s(
      "translate", "-q", "-m", "m.safetensors", "--join-subwords", "crow@@ s are")
    #expect(joined.output == split.output.replacing("@@ ", with: ""))
  }

  @Test func aLineOfSeveralSentencesIsTranslatedOneByOne() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    func translate(_ more: String...) throws -> String {
      try sandbox.s2s(["translate", "-q"] + more).output
    }
    let both = try translate("a b . c d")
    let parts = try translate("a b .", "c d").split(separator: "\n").joined(separator: " ")
    #expect(both == parts + "\n")
    #expect(try translate("--no-split", "a b . c d") != both)
  }
}
