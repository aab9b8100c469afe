import Testing

@Suite struct HelpTests {
  static let commands = ["train", "translate", "align", "evaluate", "score", "inspect", "convert"]
  static let requests =
    [["help"], ["--help"], ["-h"]]
    + commands.flatMap { [["help", $0], [$0, "--help"], [$0, "-h"]] }

  @Test(arguments: requests)
  func helpGoesToStandardOutputWithinEightyColumns(_ words: [String]) throws {
    let found = try Sandbox().s2s(words)
    #expect(found.status == 0)
    #expect(found.error == "")
    #expect(found.output.contains("Usage: s2s"))
    for line in found.outputLines {
      #expect(line.unicodeScalars.count <= 80, "\(line)")
      #expect(line.last != " ", "'\(line)'")
    }
  }

  @Test func theOverviewNamesEveryCommand() throws {
    let found = try Sandbox().s2s("help")
    for command in Self.commands + ["help"] {
      #expect(found.outputLines.contains { $0.hasPrefix("  \(command) ") }, "\(command)")
    }
  }

  @Test(arguments: commands)
  func helpIsTheSameHoweverItIsAskedFor(_ command: String) throws {
    let sandbox = try Sandbox()
    let found = try sandbox.s2s("help", command).output
    #expect(try sandbox.s2s(command, "--help").output == found)
    #expect(try sandbox.s2s(command, "--quiet", "-h").output == found)
    #expect(found.contains("Usage: s2s \(command) "))
    #expect(found.contains("\nExamples:\n  s2s \(command)"))
    for option in ["--threads N", "--quiet", "--help", "--model FILE", "--json"] {
      #expect(found.contains(option), "\(option)")
    }
  }

  static let all =
    commands + [
      "corpus", "average", "tokenize", "detokenize", "bench", "lm train",
      "lm generate", "lm predict",
      "lm score", "lm inspect",
    ]

  /// Names and letters of options in a help's tables.
  private func table(_ help: [String]) throws -> (names: [String], letters: [String]) {
    let entries = try help.prefix { $0 != "Examples:" }.compactMap {
      try #/^  (?:-(.), |    )--([a-z-]+)(?: |$)/#.firstMatch(in: $0)
    }
    return (entries.map { String($0.2) }, entries.compactMap { $0.1.map { String($0) } })
  }

  @Test(arguments: all)
  func namesAndLettersOfOptionsAreUnique(_ command: String) throws {
    let (names, letters) = try table(
      Sandbox().s2s(["help"] + command.split(separator: " ").map { String($0) }).outputLines)
    #expect(names.count >= 4)
    #expect(Set(names).count == names.count, "\(names)")
    #expect(Set(letters).count == letters.count, "\(letters)")
  }

  /// This includes prose and examples, except what is said about another command.
  @Test(arguments: all)
  func aHelpNamesOnlyOptionsThatThereAre(_ command: String) throws {
    let help = try Sandbox().s2s(
      ["help"] + command.split(separator: " ").map { String($0) })
    let (names, _) = try table(help.outputLines)
    let own = help.output.replacing(#/'translate [^']*'/#, with: "")
    for name in own.matches(of: #/(?:^|[ (])--([a-z][a-z-]*)/#) {
      #expect(names.contains(String(name.1)), "--\(name.1)")
    }
  }

  /// The least width in the help is the one that is checked.
  @Test func theLeastWidthIsTold() throws {
    for command in ["translate", "align", "inspect", "lm inspect"] {
      let words = command.split(separator: " ").map { String($0) }
      let help = try Sandbox().s2s(["help"] + words).output.replacing(#/\n +/#, with: " ")
      let least = try #require(
        help.firstMatch(of: #/--width N +[^;\n]*, at least (\d+); default/#)?.1, "\(command)")
      let found = try Sandbox().s2s(words + ["--width", "1"])
      #expect(found.error.contains("--width is '1', expected a whole number from \(least) to"))
    }
  }

  @Test func withoutArgumentsTheOverviewIsAnError() throws {
    let sandbox = try Sandbox()
    let found = try sandbox.s2s()
    #expect(found.status == 2)
    #expect(found.output == "")
    #expect(found.error == (try sandbox.s2s("help").output))
  }

  @Test func theVersionIsOneLine() throws {
    let sandbox = try Sandbox()
    let found = try sandbox.s2s("--version")
    #expect(found.status == 0)
    #expect(found.error == "")
    #expect(found.outputLines.count == 1)
    #expect(try sandbox.s2s("-V").output == found.output)
    #expect(try #/s2s \d+\.\d+\.\d+\n/#.wholeMatch(in: found.output) != nil)
  }
}
