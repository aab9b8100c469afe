import Foundation
import Testing

/// What training reports about the files that it finds, and why it ends.
@Suite struct RunFilesTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    try sandbox.writeCorpus()
  }

  static let model = "models/letters-luong.safetensors"

  @Test func aTextIsNeverWrittenOver() throws {
    let text = try sandbox.text("letters/train.up")
    try sandbox.write("Notes.\n", to: "notes.txt")
    let words =
      ["train", "--source", "letters/train.low", "--target", "letters/train.up", "--updates", "2"]
      + Sandbox.tiny
    expectOneLine(
      try sandbox.s2s(words + ["-m", "letters/train.up"]), "letters/train.up: ", "--model")
    expectOneLine(
      try sandbox.s2s(words + ["-m", "notes.txt", "--restart"]), "notes.txt: ", "model")
    let story = ["lm", "train", "letters/train.up", "--updates", "2"] + Sandbox.tiny
    expectOneLine(try sandbox.s2s(story + ["-m", "letters/train.up"]), "letters/train.up: ")
    expectOneLine(try sandbox.s2s(story + ["-m", "notes.txt"]), "notes.txt: ", "model")
    #expect(try sandbox.text("letters/train.up") == text)
    #expect(try sandbox.text("notes.txt") == "Notes.\n")
    #expect(try sandbox.names(in: "models") == [])
  }

  @Test func aRunsOwnLogIsNotReadAsATextAndCutAtOnce() throws {
    _ = try sandbox.train("--updates", "2", "--report-every", "1", "-m", "run.safetensors")
    let log = try sandbox.text("run.log.jsonl")
    let words = ["lm", "train", "run.log.jsonl", "-m", "run.safetensors"] + Sandbox.tiny
    expectOneLine(try sandbox.s2s(words), "run.log.jsonl: ", "read")
    #expect(try sandbox.text("run.log.jsonl") == log)
  }

  @Test func linesThatOnlyBeginLikeALogAreNotWrittenOver() throws {
    let name = "models/letters-luong.log.jsonl", lines = "{\"epoch\":1,\"mine\":\"precious\"}\n"
    for text in [lines, "{"] {
      try sandbox.write(text, to: name)
      expectOneLine(try sandbox.train("--updates", "2"), name)
      #expect(try sandbox.text(name) == text)
    }
  }

  @Test func theModelThatWasThereIsKeptByAName() throws {
    #expect(try !sandbox.train("--updates", "2").error.contains("previous"))
    let kept = "kept as models/letters-luong.previous.safetensors"
    #expect(try sandbox.train("--updates", "3").error.contains(kept))
    #expect(try !sandbox.train("--updates", "4", "-q").error.contains(kept))
  }

  @Test func aSecondRunOnTheSameFilesSaysSoAndChangesNothing() throws {
    let endless = ["--updates", "100000000", "--patience", "0", "--report-every", "1"]
    let words = ["train", "--corpus", "letters", "--to", "up"] + Sandbox.tiny
    let program = try sandbox.start(words + endless + ["--validate-every", "1000000"])
    #expect(program.pump(until: { program.error.contains("update 2/") }))
    let state = try sandbox.bytes("models/letters-luong.state.safetensors")
    for more in [[], ["--resume"], ["--restart"]] {
      let found = try sandbox.s2s(words + ["--updates", "2"] + more)
      expectOneLine(found, Self.model, "another process is training or writing this model")
    }
    try sandbox.write(bytes: TrainedModel.luong.model, to: "other.safetensors")
    let conversion = ["convert", "-q", "other.safetensors", "-o", Self.model, "--force"]
    expectOneLine(try sandbox.s2s(conversion), "another process")
    #expect(try sandbox.bytes("models/letters-luong.state.safetensors") == state)
    #expect(!sandbox.has(Self.model))

    // A crash releases it.
    program.signalled(SIGKILL)
    _ = program.finish()
    #expect(try sandbox.s2s(words + ["--updates", "2", "--restart"]).status == 0)
    #expect(try sandbox.names(in: "models") == TrainTests.files.map { "letters-luong\($0)" })
  }

  @Test func nothingIsDoneWithoutAModel() throws {
    _ = try sandbox.train("--updates", "4")
    let bytes = try sandbox.bytes(Self.model)
    try FileManager.default.removeItem(atPath: sandbox.path(Self.model))
    let found = try sandbox.train("--updates", "4", "--resume", "-q")
    #expect(found.status == 0 && found.output.contains("was finished"))
    #expect(found.errorLines.count == 1 && found.error.contains("written again"), "\(found.error)")
    #expect(try sandbox.bytes(Self.model) == bytes)
  }

  @Test func aLogThatWasRemovedIsBegunAgainWithAWord() throws {
    _ = try sandbox.train("--updates", "4", "--report-every", "1")
    try FileManager.default.removeItem(atPath: sandbox.path("models/letters-luong.log.jsonl"))
    let found = try sandbox.train("--updates", "6", "--report-every", "2", "--resume", "-q")
    #expect(found.status == 0)
    #expect(found.error.contains("letters-luong.log.jsonl: holds 0 of the "), "\(found.error)")
    #expect(sandbox.has("models/letters-luong.log.jsonl"))
  }

  // MARK: - What is told

  static let endings: [(words: [String], says: String, json: String)] = [
    (["--updates", "2"], "done after 2 updates (--updates)", "updates"),
    (
      ["--epochs", "2", "--batch", "3"], "done after 4 updates, the last epoch's (--epochs)",
      "epochs"
    ),
    (
      [
        "--updates", "4000", "--validate-every", "1", "--patience", "2", "--learning-rate", "1e-30",
      ], "done: no better validation in 2 (--patience), after update 3 of 4,000", "patience"
    ),
  ]

  @Test(arguments: endings)
  func whyTrainingEndedIsTold(_ words: [String], _ says: String, _ json: String) throws {
    let words = ["train", "--corpus", "letters", "--to", "up", "-q"] + Sandbox.tiny + words
    #expect(try sandbox.s2s(words).output.hasSuffix("; \(says)\n"))
    let again = try sandbox.s2s(words + ["--resume"]).output
    #expect(again.hasSuffix("; was finished\(says.dropFirst(4))\n"), "\(again)")
    let object = try jsonObject(sandbox.s2s(words + ["--json"]).output)
    #expect(object["ended"] as? String == json)
  }

  @Test func aPerplexityBeyondAMillionIsNotCalledBestWithoutAWord() throws {
    let found = try sandbox.s2s(
      ["train", "--corpus", "letters", "--to", "up"] + Sandbox.tiny + Sandbox.plain + [
        "--updates", "40", "--validate-every", "1", "--patience", "1", "--learning-rate", "30",
        "--clip", "0",
      ])
    let lines = found.errorLines.filter { $0.contains("validation ppl") }
    let wild = lines.filter { $0.contains(#/ppl \d\.\de\d+/#) }
    #expect(!wild.isEmpty, "\(found.error)")
    for line in wild where line.contains("best") { #expect(line.contains("converge"), "\(line)") }
  }

  @Test func aValidationPartOfUnknownWordsIsToldEvenQuietly() throws {
    try sandbox.write("x y\n", to: "letters/valid.low")
    try sandbox.write("? !\n", to: "letters/valid.up")
    let found = try sandbox.train("--updates", "2", "-q")
    #expect(found.errorLines.count == 1 && found.error.contains("validation set is unknown"))
  }

  @Test func aRunThatOtherKernelsBeganIsNotResumed() throws {
    let command = "\(Program.path) train --corpus letters --to up --hidden 8 --embedding 8 -t 1 -q"
    let begun = try sandbox.shell("S2S_KERNELS=portable \(command) --updates 2")
    #expect(begun.status == 0, "\(begun.error)")
    let found = try sandbox.shell("S2S_KERNELS= \(command) --updates 4 --resume")
    // Where there is only one set, the run continues.
    if found.status != 0 { expectOneLine(found, "portable kernels", "S2S_KERNELS=portable") }
    #expect(try sandbox.shell("S2S_KERNELS=portable \(command) --updates 4 --resume").status == 0)
  }

  @Test func otherLanguagesAreNotResumed() throws {
    let words =
      ["train", "--source", "letters/train.low", "--target", "letters/train.up", "-m", "x"]
      + Sandbox.tiny
    #expect(try sandbox.s2s(words + ["--updates", "2", "--from", "en"]).status == 0)
    let found = try sandbox.s2s(words + ["--updates", "4", "--from", "de", "--resume"])
    expectOneLine(found, "x.state.safetensors", "--from was en, not de")
  }

  static let changes: [(words: [String], says: String)] = [
    (["--seed", "3"], "--seed was 1, not 3"),
    (["--seed", "\(UInt64.max)"], "--seed was 1, not \(UInt64.max)"),
    (["--held-out", "0.34"], "--held-out was 0.05, not 0.34;"),
    (["--from", "up"], "--from was low, not up"),
    (["--tokenizer", "characters"], "--tokenizer was words, not characters"),
    (["--vocabulary-size", "9"], "--vocabulary-size was not given, not 9"),
    (["--unidirectional"], "--unidirectional was off, not on"),
    (["--no-input-feeding"], "--no-input-feeding was off, not on"),
    (["--lowercase"], "--lowercase was off, not on"),
    (["--no-tie-embeddings"], "--no-tie-embeddings was off, not on"),
    (["--dropout", "0.25"], "--dropout was 0.5, not 0.25"),
    (["--optimizer", "sgd"], "--optimizer was adam, not sgd"),
    (["--plateau", "0.25"], "--plateau was 0.5, not 0.25"),
    (["--clip-value", "2"], "--clip-value was 0, not 2"),
    (["--validate-every", "3"], "--validate-every was not given, not 3"),
    (["--max-length", "50"], "--max-length was 100, not 50"),
    (["--min-frequency", "2"], "--min-frequency was 1, not 2"),
    (["--unknown-rate", "0.25"], "--unknown-rate was 0.1, not 0.25"),
  ]

  @Test func anOptionThatChangedIsNamedAsItIsTyped() throws {
    try sandbox.writeCorpus("bare", valid: false)
    let words = ["train", "--corpus", "bare", "--hidden", "8", "--embedding", "8", "-q"]
    #expect(try sandbox.s2s(words + ["--updates", "2"]).status == 0)
    for (more, says) in Self.changes {
      expectOneLine(try sandbox.s2s(words + ["--updates", "4", "--resume"] + more), says)
    }
    let same = ["--tie-embeddings", "--unknown-rate", "0.1", "--report-every", "7"]
    #expect(try sandbox.s2s(words + ["--updates", "4", "--resume"] + same).status == 0)
  }
}
