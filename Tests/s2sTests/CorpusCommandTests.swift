import Foundation
import Testing

@Suite struct CorpusCommandTests {
  /// Letters and their capitals, with some faults.
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    try sandbox.write("a b\n\nc &amp; d\na c\nb d\n", to: "faults/train.low")
    try sandbox.write("A B\nX\nC D\nA C\nB D\n", to: "faults/train.up")
    return sandbox
  }

  @Test func aReportTellsSizesFindingsAndChoices() throws {
    let found = try sandbox().s2s("corpus", "--corpus", "letters", "--to", "up")
    #expect(found.status == 0 && found.error == "")
    let lines = found.outputLines
    #expect(lines.prefix(2) == ["train: 6 pairs", "valid: 2 pairs"], "\(found.output)")
    #expect(lines.contains { $0.hasSuffix(" low          up") }, "\(found.output)")
    let inTraining =
      "fault: letters/valid.low:1, 2 (2 of 2): the pair is in the training part, in line 1, 2"
    #expect(lines.contains { $0.hasPrefix(inTraining) }, "\(found.output)")
    #expect(lines.contains { $0.hasPrefix("  model: ") && $0.hasSuffix(" parameters") })
  }

  @Test func faultsAreToldWithFileLineAndRemedyAndNoFailure() throws {
    let found = try sandbox().s2s("corpus", "--corpus", "faults", "--to", "up")
    #expect(found.status == 0)
    let lines = found.outputLines
    #expect(lines[0] == "train: 4 pairs, 1 with an empty side left out")
    let entity =
      "fault: faults/train.low:3 (1 of 4): an HTML entity, such as '&amp;'; replace it with its character"
    #expect(lines.contains(entity), "\(found.output)")
    #expect(lines.contains { $0.hasPrefix("fact: faults/train.low:2 (1 of 5): an empty side") })
  }

  @Test func jsonIsOneObjectWithEveryFinding() throws {
    let found = try sandbox().s2s("corpus", "--corpus", "faults", "--to", "up", "--json")
    #expect(found.outputLines.count == 1)
    let object = try jsonObject(found.output)
    let findings = try #require(object["findings"] as? [[String: Any]])
    let entity = try #require(findings.first { $0["kind"] as? String == "entity" })
    #expect(entity["lines"] as? [Int] == [3] && entity["count"] as? Int == 1)
    #expect(entity["file"] as? String == "faults/train.low")
    let training = try #require(object["training"] as? [String: Any])
    #expect(training["updates"] as? Int == 3_000)
  }

  @Test func aFileOfPairsNamesTheSideOfAFinding() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a b\tA &lt; B\nc d\tC D\na c\tA C\n", to: "pairs.tsv")
    let found = try sandbox.s2s("corpus", "--pairs", "pairs.tsv")
    #expect(found.status == 0)
    #expect(
      found.output.contains("fault: pairs.tsv, target:1 (1 of 3): an HTML entity"),
      "\(found.output)")
  }

  @Test func aLineOfSeveralFilesIsToldWithItsFile() throws {
    let sandbox = try sandbox()
    try sandbox.write("a b\tA B\nc d\tC D\n", to: "x.tsv")
    try sandbox.write("a c\tA C\nc d\tC D\ne f\tE &lt;\n", to: "y.tsv")
    let found = try sandbox.s2s("corpus", "--pairs", "x.tsv", "--pairs", "y.tsv")
    for words in [
      "fault: y.tsv:3, target (1 of 5): an HTML entity",
      "fault: y.tsv:2 (1 of 5): the pair occurs earlier, in line x.tsv:2",
    ] {
      #expect(found.output.contains(words), "\(found.output)")
    }
  }

  @Test func whatTrainingRefusesIsReportedStill() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a b c\td e f\n", to: "pairs.tsv")
    let found = try sandbox.s2s("corpus", "--pairs", "pairs.tsv")
    #expect(found.status == 0)
    #expect(
      found.outputLines.last?.contains("1 sentence pair to train on") == true, "\(found.output)")
  }

  @Test func aCorpusThatCannotBeReadFailsInOneLine() throws {
    let sandbox = try Sandbox()
    try sandbox.write(bytes: [0x61, 0xFF, 0x0A], to: "x")
    try sandbox.write("a\n", to: "y")
    expectOneLine(
      try sandbox.s2s("corpus", "--source", "x", "--target", "y"), "x: line 1 is not valid UTF-8")
    let usage = try sandbox.s2s("corpus", "--test-source", "x")
    #expect(usage.status == 2 && usage.error.contains("--test-target"))
  }

  @Test func aDryRunTellsWhatItWouldTakeAndWritesNothing() throws {
    let sandbox = try sandbox()
    let before = try sandbox.names(in: "models")
    let found = try sandbox.train("--dry-run", "--updates", "50")
    #expect(found.status == 0)
    #expect(try sandbox.names(in: "models") == before)
    let lines = found.outputLines
    for start in ["units: ", "model: ", "schedule: at most 50 updates", "memory: about ", "time: "]
    {
      #expect(lines.contains { $0.hasPrefix("\(start)") }, "\(start) in \(found.output)")
    }
    #expect(lines.last == "would write models/letters-luong.safetensors; nothing is written")
    let cut = try sandbox.train("--dry-run", "--updates", "1000000000", "--time-limit", "90s")
      .output
    #expect(cut.contains("time: 1m30s (--time-limit) of at most about "), "\(cut)")
    let ample = try sandbox.train("--dry-run", "--updates", "5", "--time-limit", "9h").output
    #expect(ample.contains("time: at most about "), "\(ample)")
    let json = try jsonObject(try sandbox.train("--dry-run", "--json").output)
    #expect((json["seconds"] as? Double ?? 0) > 0 && (json["bytes"] as? Int ?? 0) > 1 << 20)
    let translating = try sandbox.train("--dry-run", "--best-by", "exact-match").output
    #expect(translating.contains("translating at each validation"), "\(translating)")
    #expect(try sandbox.train("--dry-run", "--resume").status == 2)
  }

  @Test func aDryRunMakesNoFolder() throws {
    let sandbox = try sandbox()
    try FileManager.default.removeItem(atPath: sandbox.path("models"))
    let found = try sandbox.train("--dry-run", "--updates", "5")
    #expect(found.outputLines.last?.hasPrefix("would write models/letters-luong") == true)
    #expect(!sandbox.has("models"))
  }

  @Test func whatSuitsTheCorpusIsToldAndGivesWayToWhatIsAsked() throws {
    let sandbox = try Sandbox()
    let sounds = ["k", "a", "t", "o"]
    let lines = (0..<40).map { place in
      "wo\(place)rd\t" + (0..<4).map { sounds[(place + $0) % 4] }.joined(separator: " ") + "\n"
    }
    try sandbox.write(lines.joined(), to: "words.tsv")
    func plan(_ more: String...) throws -> [String: Any] {
      let found = try sandbox.s2s(["train", "--pairs", "words.tsv", "--dry-run", "--json"] + more)
      return try jsonObject(found.output)
    }
    let chosen = try plan()
    #expect(chosen["schedule"] as? String == "cosine" && chosen["encoder_layers"] as? Int == 2)
    let asked = try plan("--encoder-layers", "1", "--updates", "9")
    #expect(asked["encoder_layers"] as? Int == 1 && asked["updates"] as? Int == 9)
    #expect(asked["dropout"] as? Double == chosen["dropout"] as? Double)
    let told = try sandbox.s2s("corpus", "--pairs", "words.tsv").output
    #expect(told.contains("2 encoder layers, dropout 0.4"), "\(told)")

    // A model knows what its corpus suited, so that the command that made it needs not say it.
    let trained = try sandbox.s2s(
      "train", "--pairs", "words.tsv", "--updates", "1", "-q", "-m", "m", "--hidden", "8")
    #expect(trained.status == 0, "\(trained.error)")
    let made = try jsonObject(sandbox.s2s("inspect", "--json", "m").output)
    #expect(made["command"] as? String == "s2s train --pairs FILE --hidden 8 --updates 1")
  }
}
