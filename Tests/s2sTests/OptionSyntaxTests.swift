import Testing

@Suite struct OptionSyntaxTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  /// All ask for the two best translations of `a b`.
  static let spellings: [[String]] = [
    ["--n-best", "2", "a b"], ["--n-best=2", "a b"], ["-n", "2", "a b"], ["-n2", "a b"],
    ["a b", "-n2"], ["-n2", "--", "a b"], ["-qn2", "a b"], ["-qn", "2", "a b"],
  ]

  @Test func everySpellingOfAnOptionMeansTheSame() throws {
    let expected = try sandbox.s2s(["translate"] + Self.spellings[0]).output
    #expect(lines(of: expected).count == 2)
    for words in Self.spellings {
      let found = try sandbox.s2s(["translate"] + words)
      #expect(found.status == 0, "\(words)")
      #expect(found.output == expected, "\(words)")
    }
  }

  @Test func afterTwoDashesNothingIsAnOption() throws {
    let found = try sandbox.s2s("translate", "--", "--n-best", "-x", "--", "a b")
    #expect(found.status == 0)
    #expect(found.outputLines.count == 4)
  }

  @Test func aLoneDashIsAnArgument() throws {
    let found = try sandbox.s2s("translate", "-", "a b")
    #expect(found.status == 0)
    #expect(found.outputLines.count == 2)
  }

  /// Only arguments stand for standard input, so that no file of that name is made by mistake.
  @Test func aDashIsNoFileOfAnOption() throws {
    for words in [
      ["align", "--svg", "-", "a b"], ["align", "--html=-", "a b"],
      ["evaluate", "--corpus", "letters", "--html", "-"], ["inspect", "--map", "-"],
      ["inspect", "--log", "-"], ["train", "--model", "-", "--corpus", "letters"],
      ["evaluate", "--hypotheses", "-", "--target", "t"], ["align", "--gold", "-", "a", "A"],
    ] {
      let found = try sandbox.s2s(words)
      #expect(found.status == 2 && found.output == "", "\(words)")
      #expect(found.errorLines[0].contains(" is '-', expected a file's name"), "\(found.error)")
      #expect(!sandbox.has("-"))
    }
    #expect(try sandbox.s2s("align", "-q", "--svg", "./-", "a b").status == 0 && sandbox.has("-"))
  }

  @Test func aValueMayHoldAnEqualsSignOrBeginWithADash() throws {
    let found = try sandbox.s2s("translate", "--model=-a=b.safetensors", "a b")
    expectOneLine(found, "-a=b.safetensors", "no such file")
    #expect(try sandbox.s2s("translate", "--model", "-a=b.safetensors", "a").error == found.error)
  }
}
