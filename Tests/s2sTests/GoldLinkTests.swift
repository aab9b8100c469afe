import Testing

/// `align` beside gold links, and what it says of all pairs together.
@Suite struct GoldLinkTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try TrainedModel.luong.sandbox()
    try sandbox.write("0-0 1p1\n", to: "one")
    try sandbox.write("0-0 1-1\n\n1-0 0p0\n", to: "three")
  }

  private let pairs = "a b\tA B\n\nc d\tC D\n"

  func values(_ found: Finished) -> [String: Double] {
    var values: [String: Double] = [:]
    for line in found.outputLines {
      let words = line.split(separator: " ")
      if words.count == 2 { values[String(words[0])] = Double(words[1]) }
    }
    return values
  }

  @Test func aHeatmapMarksThem() throws {
    // The model links 0-0 and 1-1.
    #expect(try sandbox.s2s("align", "-q", "a b", "A B").output == "0-0 1-1\n")
    let found = try sandbox.s2s("align", "-q", "--show", "--gold", "one", "a b", "A B")
    #expect(found.status == 0 && found.error == "")
    #expect(found.output.contains("O]") && found.output.contains("o]"))
    #expect(
      found.outputLines.last
        == "gold:  O sure, found  X sure, missed  o possible, found  x possible, missed")
    let lines = try sandbox.s2s(
      ["align", "-q", "--show", "--style", "blocks", "--gold", "three"], input: pairs)
    #expect(lines.status == 0)
    #expect(
      lines.output.contains("●]") && lines.output.contains("○") && lines.output.contains("◆]"))
    let drawn = try sandbox.s2s("align", "-q", "--svg", "a.svg", "--gold", "one", "a b", "A B")
    #expect(drawn.status == 0 && drawn.output == "")
    #expect(try sandbox.text("a.svg").contains("gold sure found"))
    let plain = try sandbox.s2s("align", "-q", "--show", "a b", "A B")
    #expect(!plain.output.contains("gold"))
  }

  @Test func withoutAHeatmapTheErrorRateIsPrinted() throws {
    let found = try sandbox.s2s(["align", "-q", "--gold", "three"], input: pairs)
    #expect(found.status == 0)
    let expected = values(found)
    // Found 0-0 1-1 and 0-0 1-1: two sure links of three, one possible one.
    #expect(expected["AER"] == 0.286 && expected["alignment-precision"] == 0.75)
    #expect(expected["alignment-recall"] == 0.667)
    for name in ["coverage", "entropy", "entropy-share"] {
      #expect((0...2).contains(try #require(expected[name])), "\(name)")
    }
    let object = try jsonObject(
      try sandbox.s2s(["align", "-q", "--gold", "three", "--json"], input: pairs).output)
    #expect(object["pairs"] as? Int == 2 && object["links"] as? Int == 4)
    let precise = try #require(object["AER"] as? Double)
    #expect(abs(precise - 2.0 / 7) < 1e-9)
    let without = values(try sandbox.s2s(["align", "-q", "--summary"], input: pairs))
    #expect(without["AER"] == nil && without["entropy"] == expected["entropy"])
    #expect(without["coverage"] == expected["coverage"])
    let open = try sandbox.s2s(["align", "-q", "--summary"], input: "a b\n")
    #expect(open.status == 0 && values(open)["entropy"] != nil)
  }

  @Test func evaluationTellsTheSame() throws {
    try sandbox.write("a b\nc d\n", to: "t.low")
    try sandbox.write("A B\nC D\n", to: "t.up")
    try sandbox.write("0-0 1-1\n1-0 0p0\n", to: "gold")
    let weights = ["-q", "--weights", "float32"]
    let aligned = values(
      try sandbox.s2s(["align", "--gold", "gold"] + weights, input: "a b\tA B\nc d\tC D\n"))
    let evaluated = values(
      try sandbox.s2s(
        ["evaluate", "--source", "t.low", "--target", "t.up", "--alignments", "gold"] + weights))
    #expect(aligned.count == 6)
    for (name, value) in aligned { #expect(evaluated[name] == value, "\(name)") }
  }

  @Test func twoDirectionsThatAreJoinedTellTheSame() throws {
    try sandbox.write("0-0 1-1\n\n0-0 1-1\n", to: "links")
    let files = ["--symmetrize", "intersection", "--forward", "links", "--backward", "links"]
    let found = try sandbox.s2s(["align", "--gold", "three"] + files)
    #expect(found.status == 0)
    #expect(values(found)["AER"] == 0.286 && values(found)["entropy"] == nil)
    let models = ["--symmetrize", "union", "--reverse-model", "models/letters-luong.safetensors"]
    let both = try sandbox.s2s(["align", "-q", "--gold", "three"] + models, input: pairs)
    #expect(both.status == 0)
    let names = both.outputLines.map { $0.split(separator: " ")[0] }
    #expect(
      names == [
        "AER", "alignment-precision", "alignment-recall", "coverage", "entropy", "entropy-share",
        "reverse-coverage", "reverse-entropy", "reverse-entropy-share",
      ])
    let json = try jsonObject(
      try sandbox.s2s(["align", "-q", "--json", "--gold", "three"] + models, input: pairs).output)
    #expect(json["AER"] != nil && json["reverse_coverage"] != nil)
  }

  @Test func whatDoesNotFitIsToldInOneLine() throws {
    func align(_ gold: String, _ input: String = "a b\tA B\nc d\tC D\n") throws -> Finished {
      try sandbox.write(gold, to: "gold")
      return try sandbox.s2s(["align", "-q", "--gold", "gold"], input: input)
    }
    expectOneLine(try align("0-0\n"), "gold: 1 line, but there are more sentence pairs")
    expectOneLine(try align("0-0\n\n\n"), "gold: 3 lines, but there are 2 sentence pairs")
    expectOneLine(try align("0-0\n2-0\n"), "gold: line 2 links word 2 to 0", "2 and 2 words")
    expectOneLine(try align("0-0 \u{1B}[2J\n\n"), "gold: line 1 holds '\\u{1b}[2J'")
    expectOneLine(
      try sandbox.s2s("align", "-q", "--show", "--gold", "three", "a b", "A B"), "three: 3 lines")
    expectOneLine(try sandbox.s2s("align", "-q", "--gold", "none", "a", "A"), "none: no such file")
    let alone = try align("0-0\n0-0\n", "a b\nc d\tC D\n")
    #expect(alone.status == 1 && alone.error.contains("line 1: one column"), "\(alone.error)")
    // What is no pair has no part in the rate.
    try sandbox.write("0-0 1-1\n5-5\n", to: "gold")
    let bad = try sandbox.s2s(["align", "-q", "--gold", "gold"], input: "a b\tA B\nc d\n")
    #expect(bad.status == 1 && values(bad)["AER"] == 0)
  }

  @Test(arguments: [
    ["--gold", "x", "--tokens", "a", "A"], ["--gold", "x", "a"], ["--summary", "--show", "a"],
    ["--summary", "--svg", "y", "a"], ["--summary", "--tokens", "a"],
    ["--summary", "--symmetrize", "union", "--forward", "x", "--backward", "y"],
    ["--symmetrize", "union", "--forward", "x", "--backward", "y", "--svg", "z"],
  ])
  func wrongUsageIsToldInTwoLines(_ arguments: [String]) throws {
    let found = try sandbox.s2s(["align"] + arguments)
    #expect(found.status == 2 && found.output == "")
    #expect(found.errorLines.count == 2, "\(found.error)")
  }
}
