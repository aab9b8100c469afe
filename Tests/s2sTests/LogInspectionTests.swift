import Testing

/// `s2s inspect --log`.
@Suite struct LogInspectionTests {
  private static func report(_ step: Int, _ perplexity: Double) -> String {
    "{\"epoch\":\(1 + step / 100),\"gradient_norm\":0.5,\"learning_rate\":0.003,\"loss\":2,"
      + "\"perplexity\":\(perplexity),\"step\":\(step),\"tokens_per_second\":1234}\n"
  }
  private static func validation(_ step: Int, _ perplexity: Double, best: Bool = true) -> String {
    "{\"best\":\(best),\"epoch\":\(1 + step / 100),\"learning_rate\":0.003,\"step\":\(step),"
      + "\"validation_perplexity\":\(perplexity)}\n"
  }
  static let log =
    report(50, 400) + report(99, 20) + validation(99, 12.5) + report(150, 9) + validation(150, 7.25)

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write(Self.log, to: "one.log.jsonl")
    try sandbox.write(Self.log + Self.report(190, 3), to: "other.log.jsonl")
    return sandbox
  }

  @Test(arguments: [30, 40, 80, 120])
  func curvesAndEpochsKeepWithinTheWidth(_ width: Int) throws {
    let sandbox = try sandbox()
    for files in [["one.log.jsonl"], ["one.log.jsonl", "other.log.jsonl"]] {
      let found = try sandbox.s2s(["inspect", "--log"] + files + ["--width", "\(width)"])
      #expect(found.status == 0 && found.error == "", "\(found.error)")
      #expect(found.outputLines.allSatisfy { $0.unicodeScalars.count <= width })
      if width < 40 { continue }  // the table's last columns have no room
      for words in [
        "loss", "perplexity", "learning rate", "gradient norm", "12.50", "7.25", "best",
      ] {
        #expect(found.output.contains(words), "\(words) at \(width)")
      }
    }
    let both = try sandbox.s2s("inspect", "--log", "one.log.jsonl", "--log", "other.log.jsonl")
    #expect(
      both.output.contains("a one: update 150;") && both.output.contains("b other: update 190;"))
  }

  @Test func aHeadingSaysWhatWasValidated() throws {
    let sandbox = try Sandbox()
    try sandbox.write(Self.report(50, 400), to: "not.log.jsonl")
    try sandbox.write(
      Self.report(50, 400) + Self.validation(50, 900, best: false)
        + Self.validation(90, 700, best: false) + Self.validation(120, 800, best: false),
      to: "none.log.jsonl")
    let not = try sandbox.s2s("inspect", "--log", "not.log.jsonl")
    #expect(not.output.contains("not: update 50; not validated yet\n"))
    for width in [30, 80] {
      let none = try sandbox.s2s("inspect", "--log", "none.log.jsonl", "--width", "\(width)")
      let text = none.outputLines.joined(separator: " ")
      #expect(
        text.contains(
          "none: update 120; lowest validation ppl 700.00 at update 90, none marked as best")
          || width == 30
            && text.contains("lowest validation ppl 700.00 at update 90, none marked as best")
      )
    }
  }

  @Test func valuesBeyondTheAxisAreTold() throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      Self.report(50, 1e20) + Self.report(100, 2) + Self.report(150, 1.5), to: "wide.log.jsonl")
    let found = try sandbox.s2s("inspect", "--log", "wide.log.jsonl")
    #expect(found.outputLines.contains("t: 2 values below 1e8, down to 1.5"), "\(found.output)")
  }

  @Test func jsonHasThePoints() throws {
    let found = try sandbox().s2s("inspect", "--log", "one.log.jsonl", "--json")
    let runs = try #require(try jsonObject(found.output)["runs"] as? [[String: Any]])
    let reports = try #require(runs[0]["reports"] as? [[String: Any]])
    #expect(reports.count == 3 && reports[1]["perplexity"] as? Double == 20)
    #expect(reports[0]["gradient_norm"] as? Double == 0.5)
    let validations = try #require(runs[0]["validations"] as? [[String: Any]])
    #expect(validations.map { $0["update"] as? Int } == [99, 150])
    #expect((runs[0]["epochs"] as? [Any])?.count == 2)
  }

  @Test func aPageIsWrittenAndReplacedOnlyByForce() throws {
    let sandbox = try sandbox()
    let words = ["inspect", "--log", "one.log.jsonl", "other.log.jsonl", "--html", "runs.html"]
    let found = try sandbox.s2s(words)
    #expect(found.status == 0 && found.output == "" && found.error == "wrote runs.html\n")
    let page = try sandbox.text("runs.html")
    #expect(page.contains("<h2>other</h2>") && page.contains("12.50"))
    expectOneLine(try sandbox.s2s(words), "runs.html", "already exists", "--force", "--html")
    #expect(try sandbox.s2s(words + ["--force", "-q"]).error == "")
    #expect(try sandbox.text("runs.html") == page)
    try sandbox.write("mine", to: "runs.html")
    expectOneLine(try sandbox.s2s(words + ["--force"]), "runs.html", "not overwritten")
    #expect(try sandbox.text("runs.html") == "mine")
  }

  @Test func damagedLogsAreToldByFileAndLine() throws {
    let sandbox = try sandbox()
    let flaws: [(String, [UInt8], String)] = [
      ("cut", Array((Self.log + "{\"epoch\":2,\"lea\n").utf8), "line 6 "),
      ("other", Array("{\"a\":[1,2]}\n".utf8), "line 1 "),
      ("binary", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 0xFF, 0x0A, 0, 0], "line 1 "),
      ("empty", [], "no report"), ("text", Array("a\nb\n".utf8), "line 1 "),
    ]
    for (name, bytes, words) in flaws {
      try sandbox.write(bytes: bytes, to: name)
      expectOneLine(try sandbox.s2s("inspect", "--log", name), name, words)
    }
    expectOneLine(try sandbox.s2s("inspect", "--log", "gone"), "gone", "no such file")
    expectOneLine(try sandbox.s2s("inspect", "--log", "."), ".")
    let large = try sandbox.shell("truncate -s 1G zeros; ulimit -v 500000; s2s inspect --log zeros")
    expectOneLine(large, "zeros", "line 1 ")
    // As it stands while training writes it.
    try sandbox.write(Self.log + Self.report(199, 2).prefix(70), to: "running")
    #expect(try sandbox.s2s("inspect", "--log", "running").status == 0)
  }

  @Test func anEmittedNameIsOutOfControl() throws {
    let sandbox = try Sandbox()
    let name = "\u{1B}[2Jé\u{202E}.log.jsonl"
    try sandbox.write(Self.log, to: name)
    let found = try sandbox.s2s("inspect", "--log", name, "--width", "60")
    #expect(found.status == 0)
    #expect(!found.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  static let mistakes: [([String], String)] = [
    (["--log", "a", "--gates", "b"], "exclude each other"),
    (["--log", "a", "--model", "b"], "exclude each other"),
    (["--html", "a"], "--html goes with --log"),
    (["--log", "a", "--force"], "--force goes with --html"),
    (["--log", "a", "--html", "b", "--json"], "exclude each other"),
    (["--width", "50"], "--width goes with --log or --gates or --gradients"),
    (["--log", "a", "--side", "source"], "--side goes with --near or --map"),
    (["--log", "a", "--width", "5"], "--width is '5'"),
  ]

  @Test(arguments: mistakes)
  func optionsThatDoNotGoTogetherAreRefused(_ words: [String], _ message: String) throws {
    let found = try Sandbox().s2s(["inspect"] + words)
    #expect(found.status == 2 && found.error.contains(message), "\(found.error)")
  }
}
