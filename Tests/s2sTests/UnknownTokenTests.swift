import Testing

/// What is reported about words that a model does not know.
@Suite struct UnknownTokenTests {
  @Test func theirNumberIsToldOnceAtTheEndOfARun() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    let found = try sandbox.s2s("translate", input: "a b\na zebra\nquux zorblax\n")
    #expect(found.status == 0 && found.outputLines.count == 3)
    #expect(found.errorLines.count == 3, "the model, the number, the line: \(found.error)")
    #expect(found.errorLines[1].contains("3 of 6 tokens unknown"))
    #expect(found.errorLines[2].contains("line 3: every token is unknown"))
    #expect(found.errorLines[2].contains("words of 'low'"))

    let quiet = try sandbox.s2s("translate", "--quiet", "a zebra")
    #expect(quiet.status == 0 && quiet.error == "")
    let known = try sandbox.s2s("translate", "a b")
    #expect(known.errorLines.count == 1, "\(known.error)")
    let kept = try sandbox.s2s("translate", "--no-copy-unknown", "a zebra")
    #expect(kept.error.contains("1 of 2 tokens unknown") && kept.error.contains("<unk>"))
  }

  @Test func aLexiconIsReadByAllThatTranslateAndRefusedInOneLine() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    try sandbox.write("zebra\tZebra\nzebra\tZ\n", to: "lexicon.tsv")
    let found = try sandbox.s2s("translate", "--lexicon", "lexicon.tsv", input: "a zebra\n")
    #expect(found.status == 0 && found.outputLines.count == 1)
    #expect(
      found.error.contains("lexicon.tsv: 1 line with a word that occurred before"),
      "\(found.error)")
    #expect(found.error.contains("1 of 2 tokens unknown to the model, looked up or copied"))
    try sandbox.write("a b\nzebra d\n", to: "t.low")
    try sandbox.write("A B\nZebra D\n", to: "t.up")
    try sandbox.write("a\tb\tc\n", to: "columns.tsv")
    try sandbox.write("zebra Zebra\n", to: "spaces.tsv")
    let files = [("columns.tsv", "line 1 has 3 columns"), ("spaces.tsv", "line 1 has no tab")]
    for (file, words) in files {
      expectOneLine(try sandbox.s2s("translate", "-q", "--lexicon", file, "a"), file, words)
      expectOneLine(try sandbox.s2s("align", "-q", "--lexicon", file, "a"), file, words)
      expectOneLine(
        try sandbox.s2s(
          "evaluate", "-q", "--source", "t.low", "--target", "t.up", "--lexicon", file), file, words
      )
    }
    let both = try sandbox.s2s("translate", "--lexicon", "lexicon.tsv", "--no-copy-unknown", "a")
    #expect(both.status == 2 && both.error.contains("--no-copy-unknown"))
  }

  @Test func alignAndEvaluateTellThemToo() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    let aligned = try sandbox.s2s("align", input: "a zebra\tA B\nb\n")
    #expect(
      aligned.errorLines.count { $0.contains("1 of 3 tokens unknown") } == 1, "\(aligned.error)")

    try sandbox.write("a b\nzebra d\n", to: "t.low")
    try sandbox.write("A B\nOKAPI GNU\n", to: "t.up")
    let measured = try sandbox.s2s("evaluate", "--source", "t.low", "--target", "t.up", "--json")
    let report = try jsonObject(measured.output)
    #expect(report["unknown_source"] as? Double == 25)
    #expect(report["unknown_target"] as? Double == 100 * 2.0 / 6, "end symbols counted")
    let all = try #require(report["perplexity"] as? Double)
    let known = try #require(report["perplexity_known"] as? Double)
    #expect(known > 1 && known != all)
    #expect(measured.error.contains("1 of 4 tokens unknown"))
  }

  @Test func scoresComeWithThePerplexityWithAndWithoutThem() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    let scored = try sandbox.s2s("score", input: "a b\tA B\na b\tA OKAPI\n")
    #expect(scored.outputLines.count == 2)
    #expect(scored.errorLines.last?.contains("1 of 6 tokens unknown") == true, "\(scored.error)")
    #expect(scored.errorLines.last?.contains("without them") == true)
    let known = try sandbox.s2s("score", input: "a b\tA B\n")
    #expect(!known.error.contains("unknown"))
  }

  @Test func aTextScoreLeavesThemOutToo() throws {
    let sandbox = try Sandbox()
    try sandbox.write(String(repeating: "a b c d\n", count: 40), to: "text.txt")
    let trained = try sandbox.s2s(
      ["lm", "train", "text.txt", "--updates", "20", "--quiet"] + Sandbox.tiny)
    #expect(trained.status == 0, "\(trained.error)")
    let found = try sandbox.s2s("lm", "score", "--json", input: "a zebra\n")
    let report = try jsonObject(found.output)
    #expect(report["tokens"] as? Int == 3 && report["unknown_tokens"] as? Int == 1)
    let all = try #require(report["perplexity"] as? Double)
    let known = try #require(report["perplexity_known"] as? Double)
    #expect(known > 1 && known < all, "an unknown token is improbable here")
    #expect(found.error.contains("1 of 3 tokens unknown"))
    let lines = try sandbox.s2s("lm", "score", "--quiet", input: "a zebra\n")
    #expect(lines.outputLines.map { $0.prefix { $0 != " " } }.contains("perplexity-known"))
    #expect(lines.error == "")
  }
}
