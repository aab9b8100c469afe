import Testing

@Suite struct TrainTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    try sandbox.writeCorpus()
  }

  static let files = [".log.jsonl", ".safetensors", ".state.safetensors"]

  @Test(arguments: ["luong", "bahdanau"])
  func filesAreNamedAfterCorpusAndAttention(_ attention: String) throws {
    let found = try sandbox.train("--updates", "2", "-a", attention)
    #expect(found.status == 0)
    #expect(try sandbox.names(in: "models") == Self.files.map { "letters-\(attention)\($0)" })
    #expect(found.error.contains("low → up: 6 pairs, 2 for validation"))
  }

  @Test func theModelGoesWhereTheUserSays() throws {
    #expect(try sandbox.train("--updates", "2", "--model", "here.safetensors").status == 0)
    for ending in Self.files { #expect(sandbox.has("here" + ending), "\(ending)") }
    #expect(try sandbox.names(in: "models") == [])
  }

  @Test func theResultIsOneLineOnStandardOutput() throws {
    let found = try sandbox.train("--updates", "3")
    #expect(found.outputLines.count == 1)
    let result =
      #/models/letters-luong\.safetensors: validation perplexity \d+\.\d\d at .*after 3 updates \(--updates\)\n/#
    #expect(try result.wholeMatch(in: found.output) != nil, "\(found.output)")
  }

  @Test func theResultIsJSONWhenAsked() throws {
    let found = try sandbox.train("--updates", "3", "--batch", "2", "--json")
    #expect(found.outputLines.count == 1)
    let result = try jsonObject(found.output)
    #expect(result["model"] as? String == "models/letters-luong.safetensors")
    #expect(result["update"] as? Int == 3)
    #expect(result["best_update"] as? Int == 3)
    #expect(try #require(result["validation_perplexity"] as? Double) > 1)
    #expect(result["ended"] as? String == "updates")
  }

  @Test func theResultCountsEpochsThatWereTrained() throws {
    let found = try sandbox.train("--epochs", "3", "--batch", "2", "--json")
    let result = try jsonObject(found.output)
    #expect(result["update"] as? Int == 9)
    #expect(result["epoch"] as? Int == 3)
  }

  @Test func theLogHoldsAnObjectForEachReport() throws {
    _ = try sandbox.train("--updates", "9", "--report-every", "2", "--validate-every", "3")
    let log = try lines(of: sandbox.text("models/letters-luong.log.jsonl")).map(jsonObject)
    let reports = log.filter { $0["validation_perplexity"] == nil }
    #expect(reports.map { $0["step"] as? Int } == [2, 4, 6, 8])
    let validations = log.filter { $0["validation_perplexity"] != nil }
    #expect(validations.map { $0["step"] as? Int } == [3, 6, 9])
    for line in log {
      #expect(try #require(line["step"] as? Int) >= 1)
      #expect(try #require(line["epoch"] as? Int) >= 1)
      #expect(line["learning_rate"] is Double)
    }
    for line in reports {
      for name in ["loss", "perplexity", "tokens_per_second"] {
        #expect(line[name] is Double, "\(name)")
      }
    }
  }

  /// No model is certain of every word after a few updates: a loss of 0 would mean that it was not
  /// measured.
  @Test func everyLossInTheLogWasMeasured() throws {
    _ = try sandbox.train("--updates", "4", "--report-every", "2", "--validate-every", "2")
    for line in lines(of: try sandbox.text("models/letters-luong.log.jsonl")) {
      let object = try jsonObject(line)
      if object["validation_perplexity"] != nil { continue }
      #expect(try #require(object["loss"] as? Double) > 0, "\(line)")
      #expect(try #require(object["perplexity"] as? Double) > 1, "\(line)")
    }
  }

  @Test func quietLeavesStandardErrorEmpty() throws {
    let found = try sandbox.train("--updates", "3", "--report-every", "1", "--quiet")
    #expect(found.status == 0)
    #expect(found.error == "")
    #expect(found.outputLines.count == 1)
  }

  @Test func theSameSeedGivesTheSameModelAtAnyNumberOfThreads() throws {
    let words = [
      "train", "--corpus", "letters", "--hidden", "8", "--embedding", "8", "--updates", "6", "-q",
    ]
    for (name, more) in [
      ("one", ["-t", "1"]), ("three", ["-t", "3"]), ("other", ["--seed", "2"]),
    ] {
      #expect(try sandbox.s2s(words + ["--model", name] + more).status == 0)
    }
    #expect(try sandbox.bytes("one") == sandbox.bytes("three"))
    #expect(try sandbox.bytes("one") != sandbox.bytes("other"))
  }

  // MARK: - What comes next

  @Test func theNextLineWorksAsItIsPrinted() throws {
    let first = try sandbox.train("--updates", "2")
    #expect(try next(first).hasSuffix("s2s translate \"a b\""))
    // Another file, which is not the newest, with a name that a shell would take apart.
    let second = try sandbox.train("--updates", "2", "--model", "it's here.safetensors")
    let command = try next(second)
    #expect(command.contains("--model"))
    for command in [try next(first), command] {
      let found = try sandbox.shell(command)
      #expect(found.status == 0, "\(command)")
      #expect(found.outputLines.count == 1, "\(command)")
    }
  }

  @Test(arguments: ["- a b", "--quiet", "say \"b\" for $1 `c` !", "it's \\ a"])
  func theNextLineWorksWhateverTheFirstSentence(_ sentence: String) throws {
    try sandbox.write("\(sentence)\nc d\na c\n", to: "pairs/train.low")
    try sandbox.write("A B\nC D\nA C\n", to: "pairs/train.up")
    let words = ["train", "--corpus", "pairs", "--updates", "2"] + Sandbox.tiny
    let command = try next(sandbox.s2s(words))
    let found = try sandbox.shell(command)
    #expect(found.status == 0, "\(command)")
    #expect(found.output == (try sandbox.s2s("translate", "--", sentence).output), "\(command)")
  }

  private func next(_ found: Finished) throws -> String {
    let line = try #require(found.errorLines.last { $0.hasPrefix("next: ") }, "\(found.error)")
    return String(line.dropFirst("next: ".count))
  }

  // MARK: - Sizes

  static let tied: [(words: [String], tied: String)] = [
    (["--embedding", "8"], "yes"), (["--embedding", "8", "--tie-embeddings"], "yes"),
    (["--embedding", "8", "--no-tie-embeddings"], "no"), (["--embedding", "4"], "no"),
  ]

  @Test(arguments: tied)
  func embeddingsAreTiedWhereTheyCanBe(_ words: [String], _ tied: String) throws {
    let found = try sandbox.s2s(
      ["train", "--corpus", "letters", "--updates", "1", "--hidden", "8"] + words)
    #expect(found.status == 0, "\(found.error)")
    let table = try sandbox.s2s("inspect").outputLines
    let row = try #require(table.first { $0.hasPrefix("tied embeddings") })
    #expect(row.hasSuffix(" " + tied))
  }

  static let impossible: [(words: [String], says: String)] = [
    (["--max-length", "1"], "--max-length"),
    (["--min-frequency", "100"], "lower --min-frequency"),
    (["--model", "nowhere/x.safetensors"], "no such folder 'nowhere'"),
    (["--model", "letters"], "letters: "),
    (["--model", ""], "name"),
    (["--resume"], "no run to resume"),
  ]

  @Test(arguments: impossible)
  func whatCannotBeBuiltIsRefusedInOneLine(_ words: [String], _ says: String) throws {
    let found = try sandbox.s2s(["train", "--corpus", "letters", "--updates", "2"] + words)
    expectOneLine(found, says)
    #expect(try sandbox.names(in: "models") == [])
  }

  @Test func aRunHasOnePrecisionAndItsModelTranslatesWithoutIt() throws {
    let begun = try sandbox.train("--updates", "2", "--precision", "bfloat16")
    #expect(begun.status == 0 && begun.error.contains("bfloat16"))
    let other = try sandbox.train("--updates", "4", "--resume", "--precision", "float32")
    expectOneLine(other, "--precision was bfloat16, not float32")
    #expect(
      try sandbox.train("--updates", "4", "--resume", "--precision", "bfloat16").status == 0)
    #expect(try sandbox.s2s("translate", "a").status == 0)
    #expect(try sandbox.train("--updates", "2", "--precision", "auto").status == 0)
  }

  static let extremes: [[String]] = [
    ["--epochs", "\(Int.max)"], ["--batch", "1048576"], ["--patience", "\(Int.max)"],
    ["--validate-every", "\(Int.max)"], ["--report-every", "\(Int.max)"],
    ["--max-length", "\(Int.max)"], ["--vocabulary-size", "\(Int.max)"],
    ["--vocabulary-size", "4"], ["--seed", "\(UInt64.max)"], ["--clip", "1e-45"],
    ["--clip", "3e38"], ["--dropout", "0.999999"], ["--label-smoothing", "0.999999"],
  ]

  @Test(arguments: extremes)
  func theEndsOfARangeAreAllowed(_ words: [String]) throws {
    let batch = words[0] == "--batch" ? [] : ["--batch", "2"]
    let found = try sandbox.s2s(
      ["train", "--corpus", "letters", "--updates", "4", "-q"] + Sandbox.tiny + batch + words)
    #expect(found.status == 0, "\(found.error)")
    #expect(found.outputLines.count == 1)
  }

  @Test func aRunIsDescentByItsOptimizerAndItsSchedule() throws {
    let words = ["train", "--corpus", "letters", "--updates", "4", "-q"] + Sandbox.tiny
    var models: [[UInt8]] = []
    for more in [
      [], ["--optimizer", "sgd"], ["--clip-value", "0.001"],
      [
        "--schedule", "plateau", "--plateau", "0", "--learning-rate", "1", "--validate-every", "1",
      ],
    ] {
      let found = try sandbox.s2s(words + ["-m", "x\(models.count)"] + more)
      #expect(found.status == 0, "\(more): \(found.error)")
      models.append(try sandbox.bytes("x\(models.count)"))
    }
    for (i, model) in models.enumerated() { #expect(!models[..<i].contains(model), "run \(i)") }
  }

  @Test func aRunThatDivergesSaysSoInOneLine() throws {
    let found = try sandbox.train("--updates", "20", "--learning-rate", "1e38", "--quiet")
    expectOneLine(found, "not finite", "--learning-rate")
  }

  // MARK: - Models that are there

  @Test func aFinishedModelIsKeptAsThePreviousOne() throws {
    _ = try sandbox.train("--updates", "2")
    let first = try sandbox.bytes("models/letters-luong.safetensors")
    #expect(!sandbox.has("models/letters-luong.previous.safetensors"))
    #expect(try sandbox.train("--updates", "3").status == 0)
    let second = try sandbox.bytes("models/letters-luong.safetensors")
    #expect(try sandbox.bytes("models/letters-luong.previous.safetensors") == first)
    #expect(second != first)
    #expect(try sandbox.s2s("translate", "a").error.contains("models/letters-luong.safetensors "))
  }

  @Test func aFinishedRunGoesOnWhenGivenMoreUpdates() throws {
    _ = try sandbox.train("--updates", "4")
    let again = try sandbox.train("--updates", "4", "--resume")
    #expect(again.status == 0)
    #expect(again.output.contains("was finished"))
    #expect(
      try sandbox.train("--updates", "8", "--resume", "--json").output.contains("\"update\":8"))
  }
}
