import Testing

@Suite struct SymmetrizeTests {
  @Test func twoFilesOfLinksBecomeOne() throws {
    let sandbox = try Sandbox()
    try sandbox.write("0-0 1-1 1-2 5-5\n\n0-0 2p2\n", to: "there")
    try sandbox.write("0-0 1-1 1-0\n0-1\n0-0\n", to: "back")
    func joined(_ kind: String) throws -> Finished {
      try sandbox.s2s("align", "--symmetrize", kind, "--forward", "there", "--backward", "back")
    }
    #expect(try joined("intersection").output == "0-0 1-1\n\n0-0\n")
    #expect(try joined("union").output == "0-0 0-1 1-1 1-2 5-5\n1-0\n0-0\n")
    #expect(try joined("grow-diag").output == "0-0 1-1 1-2\n\n0-0\n")
    #expect(try joined("grow-diag-final-and").output == "0-0 1-1 1-2 5-5\n1-0\n0-0\n")
    try sandbox.write("0-0\n", to: "back")
    let short = try joined("union")
    #expect(short.status == 1 && short.errorLines.count == 1)
    #expect(short.error.contains("back: 1 line, but there has 3"), "\(short.error)")
    try sandbox.write("0-0\n0:0\n\n", to: "back")
    let bad = try joined("union")
    #expect(bad.status == 1 && bad.error.contains("back: line 2 holds '0:0'"), "\(bad.error)")
  }

  /// Joining with two models gives the same as joining their links.
  @Test func twoModelsAlignAsTheirFilesDo() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    try sandbox.writeCorpus()
    let reverse = try sandbox.s2s(
      ["train", "--corpus", "letters", "--from", "up", "--to", "low", "--updates", "20", "-q"]
        + Sandbox.tiny + ["--model", "reverse.safetensors"])
    #expect(reverse.status == 0)
    let pairs = Array(zip(Sandbox.sources, Sandbox.targets))
    let input = pairs.map { "\($0)\t\($1)\n" }.joined() + "\n"
    let turned = pairs.map { "\($1)\t\($0)\n" }.joined() + "\n"
    try sandbox.write(try sandbox.s2s(["align", "-q"], input: input).output, to: "there")
    try sandbox.write(
      try sandbox.s2s(["align", "-q", "-m", "reverse.safetensors"], input: turned).output,
      to: "back")
    let all = try sandbox.s2s(
      ["align", "-q", "--every-word", "--symmetrize", "union", "--reverse-model"]
        + ["reverse.safetensors"], input: input)
    for (line, (source, target)) in zip(all.outputLines, pairs) {
      let links = line.split(separator: " ").map { $0.split(separator: "-") }
      #expect(Set(links.map { $0[0] }).count == source.split(separator: " ").count, "\(line)")
      #expect(Set(links.map { $0[1] }).count == target.split(separator: " ").count, "\(line)")
    }
    for kind in ["intersection", "grow-diag-final-and", "union"] {
      let expected = try sandbox.s2s(
        "align", "--symmetrize", kind, "--forward", "there", "--backward", "back")
      let found = try sandbox.s2s(
        ["align", "-q", "--symmetrize", kind, "--reverse-model", "reverse.safetensors"],
        input: input)
      #expect(found.status == 0 && found.output == expected.output)
      #expect(found.outputLines.count == 7 && found.output.contains("-"))
    }
    func agreed(_ kind: String) throws -> [Set<Substring>] {
      let found = try sandbox.s2s(
        ["align", "-q", "--agreement", "--every-word", "--symmetrize", kind, "--reverse-model"]
          + ["reverse.safetensors"], input: input)
      #expect(found.status == 0 && found.outputLines.count == 7)
      return found.outputLines.map { Set($0.split(separator: " ")) }
    }
    let (few, many) = try (agreed("intersection"), agreed("union"))
    #expect(zip(few, many).allSatisfy { $0.isSubset(of: $1) })
    #expect(few.dropLast().allSatisfy { !$0.isEmpty }, "the greatest product of all is both's")
    let one = try sandbox.s2s(
      "align", "--symmetrize", "union", "--reverse-model", "reverse.safetensors", "a b", "A B")
    #expect(one.status == 0 && one.outputLines.count == 1)
    #expect(!one.error.contains("s2s:"))
    let same = try sandbox.s2s(
      "align", "--symmetrize", "union", "--reverse-model", "models/letters-luong.safetensors",
      "a b", "A B")
    #expect(same.status == 0 && same.error.contains("translates low → up, not up → low"))
  }

  @Test(arguments: [
    ["--symmetrize", "union"], ["--symmetrize", "some", "--reverse-model", "x"],
    ["--forward", "x", "--backward", "y"], ["--symmetrize", "union", "--forward", "x"],
    ["--reverse-model", "x"],
    ["--symmetrize", "union", "--forward", "x", "--backward", "y", "-m", "z"],
    ["--symmetrize", "union", "--forward", "x", "--backward", "y", "a", "b"],
    ["--symmetrize", "union", "--reverse-model", "x", "--json"], ["--agreement", "a", "A"],
    ["--symmetrize", "union", "--forward", "x", "--backward", "y", "--agreement"],
    ["--symmetrize", "union", "--reverse-model", "x", "a"],
  ])
  func wrongUsageIsToldInTwoLines(_ arguments: [String]) throws {
    let found = try Sandbox().s2s(["align"] + arguments)
    #expect(found.status == 2 && found.output == "")
    #expect(found.errorLines.count == 2, "\(found.error)")
  }
}
