import Foundation
import Testing

@Suite struct InterruptionTests {
  let sandbox: Sandbox

  /// A name that a shell would take apart.
  static let corpus = "it's a corpus"
  static let model = "models/\(corpus)-luong.safetensors"
  static let words =
    ["train", "--corpus", corpus, "--report-every", "1", "--validate-every", "300"] + Sandbox.tiny
  /// More than can be done before the signal comes, even by a fast machine.
  static let endless = ["--updates", "100000000", "--patience", "0"]

  init() throws {
    sandbox = try Sandbox()
    try sandbox.writeCorpus(Self.corpus)
  }

  /// A run that was sent a signal after its first reports. Until then no more than these are read,
  /// and a pipe holds some 900: a longer run cannot end before its signal on any machine.
  private func interrupted(_ more: [String], by number: Int32 = SIGINT) throws -> Finished {
    let program = try sandbox.start(Self.words + more)
    #expect(program.pump(until: { program.error.contains("update 2/") }))
    program.signalled(number)
    return sandbox.check(program.finish(), "train")
  }

  private func resumption(_ found: Finished) throws -> String {
    let line = try #require(found.errorLines.last)
    let parts = line.components(separatedBy: "to continue: ")
    try #require(parts.count == 2, "\(line)")
    return parts[1]
  }

  @Test func ctrlCSavesAndTheCommandItPrintsGivesTheUndisturbedModel() throws {
    let length = ["--updates", "1200", "--patience", "0"]
    let found = try interrupted(length)
    #expect(found.status == 130)
    #expect(found.output == "")
    #expect(found.errorLines.last?.hasPrefix("interrupted at update ") == true)
    let command = try resumption(found)
    #expect(command.contains("--resume"))
    let resumed = try sandbox.shell(command)
    #expect(resumed.status == 0)
    #expect(resumed.output.contains("done after 1,200"))

    let other = try Sandbox()
    try other.writeCorpus(Self.corpus)
    #expect(try other.s2s(Self.words + length + ["--quiet"]).status == 0)
    #expect(try sandbox.bytes(Self.model) == other.bytes(Self.model))
    let logs = [sandbox, other].map { try? steps($0) }
    #expect(logs[0] != nil && logs[0] == logs[1])
  }

  /// The log without its speeds.
  private func steps(_ sandbox: Sandbox) throws -> [String] {
    try lines(of: sandbox.text("models/\(Self.corpus)-luong.log.jsonl")).map {
      var object = try jsonObject($0)
      object["tokens_per_second"] = nil
      return object.keys.sorted().map { "\($0)=\(object[$0] ?? "")" }.joined(separator: " ")
    }
  }

  @Test func anUnfinishedRunIsNeitherOverwrittenNorMixedWithAnother() throws {
    let found = try interrupted(Self.endless, by: SIGTERM)
    #expect(found.status == 143)
    let state = try sandbox.bytes("models/\(Self.corpus)-luong.state.safetensors")

    let plain = try sandbox.s2s(Self.words + Self.endless)
    expectOneLine(plain, "unfinished", "--resume", "--restart")
    let seeded = try sandbox.s2s(Self.words + Self.endless + ["--resume", "--seed", "2"])
    expectOneLine(seeded, "--seed was ", "not 2", "options")
    let wider = Self.words.map { $0 == "8" ? "16" : $0 } + Self.endless + ["--resume"]
    expectOneLine(try sandbox.s2s(wider), "16")
    try sandbox.write("a b\n", to: "\(Self.corpus)/valid.low")
    try sandbox.write("A B\n", to: "\(Self.corpus)/valid.up")
    expectOneLine(try sandbox.s2s(Self.words + Self.endless + ["--resume"]), "other sentences")
    #expect(try sandbox.bytes("models/\(Self.corpus)-luong.state.safetensors") == state)

    let restarted = try sandbox.s2s(Self.words + ["--updates", "2", "--restart"])
    #expect(restarted.status == 0)
    #expect(restarted.output.contains("done after 2"))
  }

  @Test func aTerminalThatGoesAwaySavesTheRun() throws {
    let found = try interrupted(Self.endless, by: SIGHUP)
    #expect(found.status == 129)
    #expect(try resumption(found).contains("--resume"))
  }

  @Test(arguments: [SIGINT, SIGHUP])
  func aSignalThatWasIgnoredStaysIgnored(_ number: Int32) throws {
    let line = "trap '' \(number); exec s2s \"$@\""
    let program = try RunningProgram(
      "/bin/sh", ["-c", line, "sh"] + Self.words + ["--updates", "100"], in: sandbox.folder)
    #expect(program.pump(until: { program.error.contains("update 2/") }))
    program.signalled(number)
    let found = sandbox.check(program.finish(), line)
    #expect(found.status == 0 && found.output.contains("done after 100"), "\(found.error)")
  }

  @Test func whatStandsBehindTwoDashesStaysThere() throws {
    try sandbox.write(String(repeating: "a b c d\n", count: 40), to: "-x.txt")
    let program = try sandbox.start(
      ["lm", "train", "-m", "x.lm.safetensors", "--report-every", "1"] + Sandbox.tiny + Self.endless
        + ["--", "-x.txt"])
    #expect(program.pump(until: { program.error.contains("update 2/") }))
    program.signalled(SIGINT)
    let found = sandbox.check(program.finish(), "lm train")
    #expect(try resumption(found).hasSuffix("--resume -- -x.txt"), "\(found.error.suffix(200))")
  }

  @Test func aRestartedRunIsResumedNotRestarted() throws {
    let command = try resumption(try interrupted(Self.endless + ["--restart"]))
    #expect(!command.contains("--restart"))
    #expect(command.contains("--resume"))
  }

  @Test func aResumedRunPrintsResumeOnce() throws {
    _ = try interrupted(Self.endless)
    let program = try sandbox.start(Self.words + Self.endless + ["--resume"])
    #expect(program.pump(until: { program.error.contains("epoch ") }))
    program.signalled(SIGINT)
    let found = sandbox.check(program.finish(), "train --resume")
    #expect(found.status == 130)
    #expect(try resumption(found).components(separatedBy: "--resume").count == 2)
  }
}
