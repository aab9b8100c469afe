import Testing

/// `align` with gold links, and its measures of all pairs together.
@Suite struct GoldLinkTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try TrainedModel.luong.sandbox()
    try sandbox.write("0-0 1p1\n", to: "one")
    try sandbox.write("0-0 1-1\n\n1-0 0p0\n", to: "three")
  }

  private let pairs = "a b\tA B\n\nc d\tC D\n"

  /// The links that the model has.
  func modelLinks(_ source: String, _ target: String) throws -> [String] {
    try sandbox.s2s("align", "-q", source, target).outputLines.first?
      .split(separator: " ").map { String($0) } ?? []
  }

  func values(_ found: Finished) -> [String: Double] {
    var values: [String: Double] = [:]
    for line in found.outputLines {
      let words = line.split(separator: " ")
      if words.count == 2 { values[String(words[0])] = Double(words[1]) }
    }
    return values
  }

  @Test func aHeatmapMarksThem() throws {
    // Of the four links there are, the first two, whichever the model has.
    let links = try Set(modelLinks("a b", "A B"))
    let all = ["0-0", "0-1", "1-0", "1-1"]
    let kept = try #require(all.first { links.contains($0) })
    let others = all.filter { !links.contains($0) }
    let missed = try #require(others.first)
    try sandbox.write("\(kept) \(missed.replacing("-", with: "p"))\n", to: "one")
    let found = try sandbox.s2s("align", "-q", "--show", "--gold", "one", "a b", "A B")
    #expect(found.status == 0 && found.error == "")
    let rows = found.outputLines[1...2].joined()
    #expect(rows.contains("O]") && rows.contains("x") && !rows.contains("X"))
    try sandbox.write("\(missed) \(kept.replacing("-", with: "p"))\n", to: "one")
    let turned = try sandbox.s2s("align", "-q", "--show", "--gold", "one", "a b", "A B")
    let rest = turned.outputLines[1...2].joined()
    #expect(rest.contains("o]") && rest.contains("X") && !rest.contains("O"))
    #expect(
      found.outputLines.last
        == "gold:  O sure, found  X sure, missed  o possible, found  x possible, missed")
    let lines = try sandbox.s2s(
      ["align", "-q", "--show", "--style", "blocks", "--gold", "three"], input: pairs)
    #expect(lines.status == 0 && lines.output.matches(of: #/gold:  ●/#).count == 2)
    let drawn = try sandbox.s2s("align", "-q", "--svg", "a.svg", "--gold", "one", "a b", "A B")
    #expect(drawn.status == 0 && drawn.output == "")
    #expect(try sandbox.text("a.svg").contains("gold sure missed"))
    let plain = try sandbox.s2s("align", "-q", "--show", "a b", "A B")
    #expect(!plain.output.contains("gold"))
  }

  @Test func withoutAHeatmapTheErrorRateIsPrinted() throws {
    let found = try sandbox.s2s(["align", "-q", "--gold", "three"], input: pairs)
    #expect(found.status == 0)
    let expected = values(found)
    let (first, last) = try (Set(modelLinks("a b", "A B")), Set(modelLinks("c d", "C D")))
    let hits = ["0-0", "1-1"].count { first.contains($0) } + (last.contains("1-0") ? 1 : 0)
    let allowed = hits + (last.contains("0-0") ? 1 : 0), count = first.count + last.count
    let rate = 1 - Double(hits + allowed) / Double(count + 3)
    #expect(hits > 0)
    #expect(abs(try #require(expected["AER"]) - rate) < 0.001)
    let precision = Double(allowed) / Double(count), recall = Double(hits) / 3
    #expect(abs(try #require(expected["alignment-precision"]) - precision) < 0.001)
    #expect(abs(try #require(expected["alignment-recall"]) - recall) < 0.001)
    for name in ["coverage", "entropy", "entropy-share"] {
      #expect((0...2).contains(try #require(expected[name])), "\(name)")
    }
    let object = try jsonObject(
      try sandbox.s2s(["align", "-q", "--gold", "three", "--json"], input: pairs).output)
    #expect(object["pairs"] as? Int == 2 && object["links"] as? Int == count)
    #expect(abs(try #require(object["AER"] as? Double) - rate) < 1e-9)
    let summary = try jsonObject(
      try sandbox.s2s(["align", "-q", "--summary", "--json"], input: pairs).output)
    #expect(summary["links"] == nil && summary["pairs"] != nil, "links are counted beside gold")
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
    // Lines that are not pairs do not count in the rate.
    try sandbox.write("\(modelLinks("a b", "A B").joined(separator: " "))\n5-5\n", to: "gold")
    let bad = try sandbox.s2s(["align", "-q", "--gold", "gold"], input: "a b\tA B\nc d\n")
    #expect(bad.status == 1 && values(bad)["AER"] == 0)
  }

  @Test func measuresOfNothingAreRefused() throws {
    try sandbox.write("", to: "none")
    try sandbox.write("\n\n", to: "blank")
    let models = ["--symmetrize", "union", "--reverse-model", "models/letters-luong.safetensors"]
    let files = ["--symmetrize", "union", "--forward", "none", "--backward", "none"]
    for (words, input) in [
      (["--summary"], ""), (["--summary"], "\n \n"), (["--summary", "--json"], ""),
      (["--summary", ""], ""), (["--gold", "none"], ""), (["--gold", "none", "--json"], ""),
      (["--gold", "blank"], "\n\n"), (["--summary"] + models, ""),
      (["--gold", "none"] + files, ""),
    ] {
      let found = try sandbox.s2s(["align", "-q"] + words, input: input)
      #expect(found.status == 1 && found.output == "", "\(words)")
      #expect(
        found.errorLines.last?.contains("\(words[0]): the input holds no sentences") == true,
        "\(words): \(found.error)")
    }
    #expect(try sandbox.s2s(["align", "-q", "--summary"], input: "\na b\n").status == 0)
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
