import Foundation
import Testing

/// Several models that one command trains.
@Suite struct EnsembleTrainingTests {
  let sandbox: Sandbox
  static let short = ["--updates", "6", "--validate-every", "3", "--ensemble", "3"]

  init() throws {
    sandbox = try Sandbox()
    try sandbox.writeCorpus(valid: false)
  }

  private func train(_ more: [String], in sandbox: Sandbox? = nil) throws -> Finished {
    try (sandbox ?? self.sandbox).s2s(
      ["train", "--corpus", "letters", "--to", "up", "--held-out", "0.4"] + Sandbox.tiny + more)
  }

  private static let paths = (1...3).map { "models/letters-luong.\($0).safetensors" }

  @Test func modelsDifferByTheirSeedAndTranslateTogether() throws {
    let found = try train(Self.short + ["--seed", "7"])
    #expect(found.status == 0 && found.outputLines.count == 3)
    for (place, path) in Self.paths.enumerated() {
      #expect(found.outputLines[place].hasPrefix("\(path): validation perplexity"))
      #expect(found.error.contains("model \(place + 1) of 3: "))
      #expect(found.error.contains("writing \(path)"))
      let inspected = try jsonObject(sandbox.s2s("inspect", "--json", "-m", path).output)
      let summary = try #require(inspected["summary"] as? [String: Any])
      #expect(summary["seed"] as? Int == 7 + place)
    }
    #expect(Set(try Self.paths.map { try sandbox.bytes($0) }).count == 3)
    let next = try #require(found.errorLines.last).components(separatedBy: "next: ")
    #expect(Self.paths.allSatisfy { next[1].contains("--model \($0)") })
    let tried = try sandbox.shell(next[1])
    #expect(tried.status == 0 && tried.errorLines.count >= 3)
    #expect(try sandbox.s2s("translate", "a b").error.hasPrefix("model \(Self.paths[0]) "))
    #expect(try sandbox.names(in: "models").count { $0.hasSuffix(".log.jsonl") } == 3)
    // The command printed for the second model trains it alone.
    let told = try jsonObject(sandbox.s2s("inspect", "--json", "-m", Self.paths[1]).output)
    let command = try #require(told["command"] as? String)
    #expect(command.contains("--seed 8") && command.contains("--held-out-seed 7"))
    let again = try sandbox.shell(
      command.replacing(" DIR ", with: " letters ") + " -q --threads 1 -m again.safetensors")
    #expect(again.status == 0, "\(again.error)")
    #expect(try sandbox.bytes("again.safetensors") == sandbox.bytes(Self.paths[1]))
    // The first one is what its seed alone gives, trained on the same pairs.
    #expect(
      try train(["--seed", "7", "-m", "one.safetensors"] + Self.short.dropLast(2)).status == 0)
    #expect(try sandbox.bytes("one.safetensors") == sandbox.bytes(Self.paths[0]))
  }

  @Test func resultsOfAllAreOneJSONObject() throws {
    let found = try train(Self.short + ["-q", "--json", "-m", "x.safetensors"])
    let models = try #require(jsonObject(found.output)["models"] as? [[String: Any]])
    #expect(
      models.map { $0["model"] as? String } == (1...3).map { "x.\($0).safetensors" })
    #expect(models.allSatisfy { $0["validation_perplexity"] as? Double != nil })
  }

  @Test func anInterruptedEnsembleGoesOnWithItsFirstUnfinishedModel() throws {
    let length = [
      "--updates", "900", "--patience", "0", "--ensemble", "3", "--report-every", "1",
    ]
    let program = try sandbox.start(
      ["train", "--corpus", "letters", "--to", "up", "--held-out", "0.4"]
        + Sandbox.tiny + length)
    #expect(
      program.pump(until: {
        let parts = program.error.components(separatedBy: "model 2 of 3")
        return parts.count == 2 && parts[1].contains("update 2/")
      }))
    program.signalled(SIGINT)
    let found = sandbox.check(program.finish(), "train")
    #expect(found.status == 130)
    let first = try sandbox.bytes(Self.paths[0])
    let again = try train(length)
    #expect(again.status == 1 && again.error.contains(".2.state.safetensors: an unfinished run"))
    #expect(try sandbox.bytes(Self.paths[0]) == first)

    let line = try #require(found.errorLines.last).components(separatedBy: "to continue: ")
    try #require(line.count == 2)
    let resumed = try sandbox.shell(line[1])
    #expect(resumed.status == 0 && resumed.outputLines.count == 3)
    #expect(resumed.outputLines[0].contains("was finished"))
    let other = try Sandbox()
    try other.writeCorpus(valid: false)
    #expect(try train(length + ["-q"], in: other).status == 0)
    for path in Self.paths { #expect(try sandbox.bytes(path) == other.bytes(path), "\(path)") }
  }

  @Test(arguments: [["--seed", "7"], ["--restart"]])
  func aNewEnsembleContinuesNoModelOfAnEarlierOne(_ more: [String]) throws {
    let common = ["--patience", "0", "--report-every", "1", "--ensemble", "2"]
    #expect(try train(common + ["--updates", "6", "-q"]).status == 0)
    let earlier = try sandbox.bytes(Self.paths[1])
    let program = try sandbox.start(
      ["train", "--corpus", "letters", "--to", "up", "--held-out", "0.4"] + Sandbox.tiny + common
        + ["--updates", "1000000"] + more)
    #expect(program.pump(until: { program.error.contains("update 2/") }))
    program.signalled(SIGINT)
    let found = sandbox.check(program.finish(), "train")
    #expect(found.status == 130 && !found.error.contains("model 2 of 2"))
    let previous = "models/letters-luong.2.previous.safetensors"
    #expect(found.error.contains("the earlier model is kept as \(previous)"), "\(found.error)")
    #expect(try sandbox.bytes(previous) == earlier)
    #expect(!sandbox.has("models/letters-luong.2.state.safetensors"))

    let resumed = try train(
      common + ["--updates", "6", "--resume"] + more.filter { $0 != "--restart" })
    #expect(resumed.status == 0 && resumed.outputLines.count == 2, "\(resumed.error)")
    #expect(resumed.outputLines.last?.contains("done after 6 updates") == true)
    #expect(try sandbox.bytes(previous) == earlier)
  }

  @Test func modelsOfALargerEnsembleDoNotJoinASmallerOne() throws {
    #expect(try train(Self.short + ["-q", "-m", "x.safetensors"]).status == 0)
    let third = try sandbox.bytes("x.3.safetensors")
    let two = ["--updates", "6", "--validate-every", "3", "--ensemble", "2", "-m", "x.safetensors"]
    #expect(try train(two + ["--resume"]).status == 0)
    #expect(try sandbox.bytes("x.3.safetensors") == third)
    expectOneLine(
      try train(two + ["-q", "--start-from", "x.3.safetensors"]), "x.3.safetensors: would be read")

    let smaller = try train(two)
    #expect(smaller.status == 0)
    let kept = smaller.errorLines.filter { $0.contains("the earlier model is kept as") }
    #expect(kept.first?.contains("x.3.previous.safetensors") == true, "\(kept)")
    #expect(kept.contains { $0.contains("x.2.previous.safetensors") }, "\(kept)")
    #expect(try sandbox.bytes("x.3.previous.safetensors") == third)
    #expect(!sandbox.has("x.3.safetensors") && !sandbox.has("x.3.state.safetensors"))
    let translated = try sandbox.s2s("translate", "-m", "x.safetensors", "a b")
    #expect(translated.status == 0 && translated.error.contains("x.2.safetensors"))
    #expect(!translated.error.contains("x.3"))
  }

  @Test func whatDoesNotGoTogetherIsRefused() throws {
    for more in [["--dry-run"], ["--resume", "--new-learning-rate", "1"]] {
      let found = try train(Self.short + more)
      #expect(found.status == 2 && found.error.contains("--ensemble"), "\(found.error)")
    }
    #expect(try train(["--ensemble", "1"]).error.contains("from 2 to 100"))
    #expect(try train(Self.short + ["--resume"]).error.contains("no run to resume"))
    try sandbox.write("x", to: "x.2.safetensors")
    expectOneLine(try train(Self.short + ["-q", "-m", "x"]), "x.2.safetensors")
  }
}
