import Testing

/// What `train` reads: folders, files of two sides, files of pairs.
@Suite struct TrainCorpusTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    try sandbox.writeCorpus()
  }

  @Test func pairsAreHeldOutWhereThereIsNoValidationSet() throws {
    try sandbox.writeCorpus("bare", valid: false)
    let words =
      ["train", "--corpus", "bare", "--updates", "2", "--held-out", "0.34"] + Sandbox.tiny
    let found = try sandbox.s2s(words)
    #expect(found.status == 0)
    #expect(found.error.contains("4 pairs, 2 held out"), "\(found.error)")
  }

  @Test func oneFileOfPairsIsEnough() throws {
    let text = zip(Sandbox.sources, Sandbox.targets).map { "\($0)\t\($1)\r\n" }.joined()
    try sandbox.write(text, to: "some/letters.tsv")
    let found = try sandbox.s2s(
      ["train", "--pairs", "some/letters.tsv", "--updates", "2"] + Sandbox.tiny)
    #expect(found.status == 0)
    #expect(found.error.contains("5 pairs, 1 held out"), "\(found.error)")
    #expect(sandbox.has("models/letters-luong.safetensors"))
  }

  @Test func severalFilesOfPairsAreOneCorpus() throws {
    let lines = zip(Sandbox.sources, Sandbox.targets).map { "\($0)\t\($1)\n" }
    try sandbox.write(lines[..<4].joined(), to: "first.tsv")
    try sandbox.write(lines[4...].joined(), to: "second.tsv")
    try sandbox.write(lines.joined(), to: "all.tsv")
    func train(_ files: [String], _ model: String) throws -> Finished {
      try sandbox.s2s(
        ["train", "--updates", "4", "--model", model] + Sandbox.tiny
          + files.flatMap { ["--pairs", $0] }
          + ["--valid-pairs", "first.tsv", "--valid-pairs", "second.tsv"])
    }
    let found = try train(["first.tsv", "second.tsv"], "two.safetensors")
    #expect(found.error.contains("6 pairs, 6 for validation"), "\(found.error)")
    _ = try train(["all.tsv"], "one.safetensors")
    #expect(try sandbox.bytes("one.safetensors") == sandbox.bytes("two.safetensors"))
    _ = try train(["second.tsv", "first.tsv"], "turned.safetensors")
    #expect(try sandbox.bytes("one.safetensors") != sandbox.bytes("turned.safetensors"))
    try sandbox.write("a\tA\nb\n", to: "bad.tsv")
    expectOneLine(
      try sandbox.s2s("train", "--pairs", "first.tsv", "--pairs", "bad.tsv"), "bad.tsv: line 2 has")
  }

  @Test func aFolderOfPairsIsItsFilesByName() throws {
    let lines = zip(Sandbox.sources, Sandbox.targets).map { "\($0)\t\($1)\n" }
    try sandbox.write(lines[..<4].joined(), to: "lots/a.tsv")
    try sandbox.write(lines[4...].joined(), to: "lots/b.tsv")
    try sandbox.write("no pair", to: "lots/README.md")
    try sandbox.write("no pair", to: "lots/._a.tsv")
    try sandbox.write("no pair", to: "lots/c.tsv/README.md")
    func train(_ files: [String], _ model: String) throws {
      let common = ["train", "--updates", "4", "--valid-pairs", "lots/a.tsv", "--model", model]
      let found = try sandbox.s2s(common + files + Sandbox.tiny)
      #expect(found.status == 0, "\(found.error)")
    }
    try train(["--pairs", "lots"], "folder.safetensors")
    try train(["--pairs", "lots/a.tsv", "--pairs", "lots/b.tsv"], "files.safetensors")
    #expect(try sandbox.bytes("folder.safetensors") == sandbox.bytes("files.safetensors"))
    try sandbox.write("", to: "none/README.md")
    expectOneLine(try sandbox.s2s("train", "--pairs", "none"), "none: a folder without files that")
  }

  @Test func pairsBesideAFolderAreTrainedOnToo() throws {
    try sandbox.write("e f\tE F\ng\tG\n\tX\n", to: "more.tsv")
    let found = try sandbox.train("--pairs", "more.tsv", "--columns", "1,2", "--updates", "2")
    #expect(
      found.error.contains("low → up: 8 pairs, 2 for validation, left out 1 with an empty side"),
      "\(found.error)")
    let other = try sandbox.train(
      "--pairs", "more.tsv", "--columns", "1,2", "--valid-pairs", "more.tsv", "--updates", "2",
      "--restart")
    #expect(other.error.contains("8 pairs, 2 for validation"), "\(other.error)")
    #expect(other.errorLines.contains("not used: valid.*"), "\(other.error)")
    try sandbox.write("a b\ne f\n", to: "fault/train.low")
    try sandbox.write("A B\nE &amp; F\n", to: "fault/train.up")
    let faults = try sandbox.s2s("corpus", "--corpus", "fault", "--pairs", "more.tsv")
    #expect(faults.output.contains("fault/train.up:2"), "\(faults.output)")
    try sandbox.write("e f\n", to: "bad.tsv")
    expectOneLine(
      try sandbox.s2s("corpus", "--corpus", "letters", "--pairs", "bad.tsv"), "bad.tsv: line 1 has")
  }

  @Test func columnsTurnAFileOfPairsRoundAndLanguagesAloneDoNot() throws {
    let text = zip(Sandbox.sources, Sandbox.targets).map { "\($0)\t\($1)\tCC-BY 2.0\n" }.joined()
    try sandbox.write(text + "\n", to: "letters.tsv")
    let common = [
      "train", "--pairs", "letters.tsv", "--updates", "2", "--from", "up", "--to", "low",
    ]
    let refused = try sandbox.s2s(common + Sandbox.tiny)
    #expect(refused.status == 2 && refused.error.contains("--columns"), "\(refused.error)")
    expectOneLine(
      try sandbox.s2s(["train", "--pairs", "letters.tsv"]), "letters.tsv: line 1 has 3 columns",
      "attribution", "--columns 1,2")
    let found = try sandbox.s2s(
      common + ["--columns", "2,1", "--valid-pairs", "letters.tsv"] + Sandbox.tiny)
    #expect(found.status == 0)
    #expect(
      found.error.contains("up → low: 6 pairs, 6 for validation, left out 1 with an empty side"))
    #expect(found.error.contains("translate \"A B\""), "\(found.error)")
    let evaluated = try sandbox.s2s(
      "evaluate", "-q", "--pairs", "letters.tsv", "--columns", "2,1", "--json")
    #expect(try jsonObject(evaluated.output)["sentences"] as? Int == 7)
  }

  @Test func whatOfAFolderIsNotReadIsNamed() throws {
    try sandbox.writeCorpus("more", valid: false)
    for name in ["train.xx", "dev.low", "dev.up", "val.low", "val.up"] {
      try sandbox.write("a b\n", to: "more/\(name)")
    }
    let found = try sandbox.s2s(
      ["train", "--corpus", "more", "--from", "low", "--to", "up", "--updates", "2"] + Sandbox.tiny)
    #expect(found.errorLines.contains("validating on val.*"), "\(found.error)")
    #expect(found.errorLines.contains("not used: train.xx, dev.*"), "\(found.error)")
    #expect(found.error.contains("6 pairs, 1 for validation"), "\(found.error)")
  }

  @Test func twoFilesAndAValidationSetOfTwoAreEnough() throws {
    let found = try sandbox.s2s(
      [
        "train", "--source", "letters/train.up", "--target", "letters/train.low",
        "--valid-source", "letters/valid.up", "--valid-target", "letters/valid.low", "--updates",
        "2",
      ] + Sandbox.tiny)
    #expect(found.status == 0)
    #expect(found.error.contains("up → low: 6 pairs, 2 for validation"), "\(found.error)")
  }

  @Test func theDirectionIsChosenAndRemembered() throws {
    let words = ["train", "--corpus", "letters/", "--from", "up", "--updates", "2"] + Sandbox.tiny
    #expect(try sandbox.s2s(words).error.contains("up → low"))
    #expect(try sandbox.s2s("translate", "A").error.contains("up → low"))
  }

  @Test func pairsWithAnEmptySideAreSkippedAndCounted() throws {
    try sandbox.write("a b\n\nc d\na\n", to: "gaps/train.low")
    try sandbox.write("A B\nX\nC D\n \n", to: "gaps/train.up")
    let found = try sandbox.s2s(["train", "--corpus", "gaps", "--updates", "2"] + Sandbox.tiny)
    #expect(found.status == 0)
    #expect(found.error.contains("left out 2 with an empty side"), "\(found.error)")
  }

  struct BadCorpus: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let source: [UInt8]
    let target: [UInt8]
    let says: String
  }

  static let badCorpora = [
    BadCorpus(
      testDescription: "a line too few", source: Array("a\nb\nc\n".utf8),
      target: Array("A\nB\n".utf8), says: "bad/train.up: 2 lines, but bad/train.low has 3; line 3"),
    BadCorpus(
      testDescription: "invalid UTF-8", source: Array("a\nb".utf8) + [0xFF, 0x0A],
      target: Array("A\nB\n".utf8), says: "bad/train.low: line 2 is not valid UTF-8"),
    BadCorpus(
      testDescription: "a NUL", source: Array("a\nb\n".utf8), target: Array("A\0\nB\n".utf8),
      says: "bad/train.up: line 1 holds a NUL"),
    BadCorpus(
      testDescription: "an empty file", source: [], target: Array("A\n".utf8),
      says: "bad/train.low: empty"),
    BadCorpus(
      testDescription: "empty lines alone", source: Array("\n\n".utf8),
      target: Array("A\nB\n".utf8), says: "no pair with text on both sides"),
    BadCorpus(
      testDescription: "one pair, none to hold out", source: Array("a\n".utf8),
      target: Array("A\n".utf8), says: "1 sentence pair"),
  ]

  @Test(arguments: badCorpora)
  func aBadCorpusIsRefusedInOneLine(_ corpus: BadCorpus) throws {
    try sandbox.write(bytes: corpus.source, to: "bad/train.low")
    try sandbox.write(bytes: corpus.target, to: "bad/train.up")
    expectOneLine(try sandbox.s2s("train", "--corpus", "bad"), corpus.says)
    #expect(try sandbox.names(in: "models") == [])
  }

  @Test func aCorpusThatIsNotThereIsRefusedInOneLine() throws {
    expectOneLine(try sandbox.s2s("train"), "corpora/fables: ")
    expectOneLine(try sandbox.s2s("train", "--corpus", "nowhere"), "nowhere: no such folder")
    expectOneLine(try sandbox.s2s("train", "--corpus", "letters/train.up"), "not a folder")
    expectOneLine(try sandbox.s2s("train", "--corpus", "models"), "models: ", "train.")
    expectOneLine(
      try sandbox.s2s("train", "--corpus", "letters", "--to", "fr"), "no train.fr", "low, up")
    expectOneLine(try sandbox.s2s("train", "--pairs", "none.tsv"), "none.tsv: no such file")
    expectOneLine(
      try sandbox.s2s("train", "--source", "letters/train.low", "--target", "letters/train.u"),
      "letters/train.u: no such file", "train.up")
    expectOneLine(
      try sandbox.s2s("train", "--pairs", "letters/train.up"), "letters/train.up: line 1", "tab")
  }
}
