import Testing

/// `train --start-from`.
@Suite struct StartFromTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try TrainedModel.luong.sandbox()
    try sandbox.writeCorpus()
  }

  func train(_ words: String...) throws -> Finished {
    try sandbox.s2s(
      [
        "train", "--corpus", "letters", "--to", "up", "--threads", "1", "--updates", "3", "-m",
        "new",
        "--start-from", Self.model,
      ] + words)
  }

  static let model = "models/letters-luong.safetensors"

  @Test func aRunBeginsWithAModelAndIsResumedWithNoOther() throws {
    try sandbox.write("e f\na e\n", to: "letters/valid.low")
    try sandbox.write("E F\nA E\n", to: "letters/valid.up")
    let kept = try train()
    #expect(kept.status == 0 && kept.error.contains("; 7 and 7 words"), "\(kept.error)")
    try sandbox.write("e f\n" + Sandbox.sources.map { $0 + "\n" }.joined(), to: "letters/train.low")
    try sandbox.write("E F\n" + Sandbox.targets.map { $0 + "\n" }.joined(), to: "letters/train.up")
    let extended = try train("--extend-vocabulary")
    #expect(extended.error.contains("; 9 and 9 words"), "\(extended.error)")
    #expect(try train("--extend-vocabulary", "--resume").status == 0)
    try sandbox.write(bytes: sandbox.bytes("new"), to: "other")
    let words = [
      "train", "--corpus", "letters", "--to", "up", "-m", "new", "--resume", "--hidden", "8",
      "--embedding", "8", "--updates", "3",
    ]
    expectOneLine(try sandbox.s2s(words), "--extend-vocabulary was on, not off")
    expectOneLine(
      try sandbox.s2s(words + ["--start-from", "other", "--extend-vocabulary"]),
      "--start-from was ")
  }

  @Test func whatContradictsTheModelIsRefusedInOneLine() throws {
    expectOneLine(
      try train("--hidden", "16"), "--start-from: --hidden was 8, not 16 in the model; leave it out"
    )
    expectOneLine(try train("--source-tokenizer", "characters"), "--source-tokenizer was words")
    let common = ["train", "--corpus", "letters", "--to", "up", "--start-from"]
    expectOneLine(
      try sandbox.s2s(common + [Self.model, "-m", Self.model]), "would be read and overwritten")
    expectOneLine(try sandbox.s2s(common + ["none"]), "none: no such file")
    let alone = try sandbox.s2s("train", "--corpus", "letters", "--extend-vocabulary")
    #expect(alone.status == 2 && alone.error.contains("goes with --start-from"), "\(alone.error)")
  }

  /// A corpus read the other way round would teach the model nothing but unknown words.
  @Test func theModelsLanguagesAreReadAndTheOtherDirectionIsRefused() throws {
    let words = [
      "train", "--threads", "1", "--updates", "1", "--start-from", Self.model, "-m", "new",
    ]
    expectOneLine(
      try sandbox.s2s(words + ["--corpus", "letters", "--from", "up", "--to", "low"]),
      "--start-from: the model translates low → up, the corpus is read up → low")
    let own = try sandbox.s2s(words + ["--corpus", "letters"])
    #expect(own.status == 0 && own.error.contains("low → up: "), "\(own.error)")
    #expect(
      own.error.contains("unknown to it: 0.0% of the source's tokens, 0.0% of"), "\(own.error)")
    try sandbox.write("a b\tA B\nc zz\tC D\nd\tD\n", to: "pairs.tsv")
    let pairs = try sandbox.s2s(words + ["--pairs", "pairs.tsv", "--valid-pairs", "pairs.tsv"])
    #expect(pairs.status == 0 && pairs.error.contains("low → up: "), "\(pairs.error)")
    #expect(pairs.error.contains("unknown to it: 20.0% of the source's tokens"), "\(pairs.error)")
  }

  @Test func aCheckpointThatTheRunWouldRemoveIsRefused() throws {
    #expect(
      try train("--validate-every", "1", "--keep-checkpoints", "2", "-q").status == 0)
    let checkpoint = "new.update-3.safetensors"
    let before = try sandbox.bytes(checkpoint)
    let words = ["train", "--corpus", "letters", "--to", "up", "--updates", "1", "-q"]
    for model in ["new", "new.safetensors", "./new.safetensors"] {
      expectOneLine(
        try sandbox.s2s(words + ["--start-from", checkpoint, "-m", model]),
        "\(checkpoint): would be read and removed", "name another file with --model")
    }
    #expect(try sandbox.bytes(checkpoint) == before)
    let other = try sandbox.s2s(words + ["--start-from", checkpoint, "-m", "newer.safetensors"])
    #expect(other.status == 0, "\(other.error)")
  }

  @Test func anEnsembleStartsFromTheModelOfItsName() throws {
    let words = [
      "train", "--corpus", "letters", "--to", "up", "--updates", "1", "--threads", "1", "-q",
      "--ensemble", "2", "-m", Self.model, "--start-from",
    ]
    let before = try sandbox.bytes(Self.model)
    let found = try sandbox.s2s(words + [Self.model])
    #expect(found.status == 0 && found.outputLines.count == 2, "\(found.error)")
    #expect(try sandbox.bytes(Self.model) == before)
    for number in 1...2 {
      let member = "models/letters-luong.\(number).safetensors"
      expectOneLine(
        try sandbox.s2s(words + [member]), "\(member): would be read and overwritten")
    }
  }

  @Test func theOptimizerIsKeptWhereAskedAndItsStateIsThere() throws {
    try sandbox.write(
      bytes: TrainedModel.luong.state, to: "models/letters-luong.state.safetensors")
    let kept = try train("--keep-optimizer")
    #expect(kept.status == 0, "\(kept.error)")
    #expect(try sandbox.s2s("inspect", "new").output.contains("MODEL --keep-optimizer"))
    expectOneLine(try train("--resume"), "--keep-optimizer was on, now it is not given")
    #expect(try train("--resume", "--keep-optimizer").status == 0)
    try sandbox.write(bytes: sandbox.bytes(Self.model), to: "alone.safetensors")
    expectOneLine(
      try sandbox.s2s(
        "train", "--corpus", "letters", "--to", "up", "--start-from", "alone.safetensors",
        "--keep-optimizer"), "alone.state.safetensors: no such file", "--keep-optimizer")
  }

  @Test func theModelThatTheProgramCarriesIsABeginning() throws {
    let found = try sandbox.s2s(
      "train", "--corpus", "letters", "--to", "up", "--start-from", "built-in",
      "--extend-vocabulary", "--updates", "1", "-m", "new", "--lowercase")
    expectOneLine(found, "--lowercase was off, not on in the model")
    let trained = try sandbox.s2s(
      "train", "--corpus", "letters", "--to", "up", "--start-from", "built-in",
      "--extend-vocabulary", "--updates", "1", "-m", "new", "-q")
    #expect(trained.status == 0, "\(trained.error)")
  }
}
