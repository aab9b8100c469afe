import Testing

/// Options of the search for translations, as they are typed.
@Suite struct SearchOptionTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  private func translate(_ words: String, _ input: String = "a b\nd a b\nc\n") throws -> Finished {
    try sandbox.s2s(
      ["translate", "-q"] + words.split(separator: " ").map { String($0) }, input: input)
  }

  @Test func lengthsAndRepetitionsAreLimited() throws {
    func words(_ found: Finished) -> [[Substring]] {
      found.outputLines.map { $0.split(separator: " ") }
    }
    let long = words(try translate("--min-length 7 --forbid-unknown"))
    #expect(long.count == 3 && long.allSatisfy { $0.count >= 7 })
    #expect(words(try translate("--max-output 1")).allSatisfy { $0.count == 1 })
    let once = words(try translate("--min-length 3 --max-output 3 --no-repeat-ngram 1"))
    #expect(once.allSatisfy { $0.count == 3 && Set($0).count == 3 }, "\(once)")
    let begun = words(try translate("--prefix D"))
    #expect(begun.allSatisfy { $0.first == "D" } && begun.count == 3)
    #expect(try translate("--coverage-penalty 1 -n 2").output != translate("-n 2").output)
  }

  @Test func scoresOfTokensAreWritten() throws {
    let found = try translate("--word-scores", "a b\n\n")
    let parts = found.outputLines.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    #expect(parts.count == 2 && parts.allSatisfy { $0.count == 2 })
    #expect(parts[0][0] == "A B" && parts[0][1].split(separator: " ").count == 3)
    #expect(parts[1] == ["", ""])
    let best = try translate("--word-scores -n 2", "a b\n")
    #expect(best.outputLines.allSatisfy { $0.split(separator: "\t").count == 3 })
    let object = try jsonObject(try translate("--word-scores --json", "a b\n").outputLines[0])
    let entry = try #require((object["translations"] as? [[String: Any]])?.first)
    #expect(entry["tokens"] as? [String] == ["A", "B", "</s>"])
    #expect((entry["token_scores"] as? [Double])?.count == 3)
  }

  @Test func samplesDependOnTheSeedAndTheLineAlone() throws {
    let lines = String(repeating: "a b c\n", count: 12)
    let found = try translate("--sample --temperature 3 -n 2", lines)
    #expect(found.status == 0 && found.outputLines.count == 24)
    #expect(Set(found.outputLines).count > 12)
    #expect(try translate("--sample --temperature 3 -n 2 -b 1 -t 1", lines).output == found.output)
    let other = try translate("--sample --temperature 3 -n 2 --seed 2", lines)
    #expect(other.status == 0 && other.output != found.output)
    let greedy = try translate("--beam 1")
    #expect(try translate("--sample --temperature 0").output == greedy.output)
    #expect(try translate("--sample --top-k 1").output == greedy.output)
    #expect(try translate("--sample --top-p 0.000001").output == greedy.output)
    try sandbox.write("a b\tA B\nc d\tC D\n", to: "pairs")
    let evaluated = try sandbox.s2s(
      "evaluate", "-q", "--pairs", "pairs", "--sample", "--temperature", "9", "--seed", "3")
    #expect(evaluated.status == 0)
    #expect(
      try sandbox.s2s("evaluate", "-q", "--pairs", "pairs", "--beam", "1").output
        != evaluated.output)
  }

  @Test(arguments: [
    ("--sample --beam 3", "--sample and --beam exclude each other"),
    ("--sample --coverage-penalty 1", "--sample and --coverage-penalty exclude each other"),
    ("--temperature 2", "--temperature goes with --sample"),
    ("--top-k 2", "--top-k goes with --sample"), ("--top-p 0.5", "--top-p goes with --sample"),
    ("--seed 2", "--seed goes with --sample"), ("--top-p 0 --sample", "--top-p is '0'"),
    ("--top-k 0 --sample", "--top-k is '0'"),
    ("--temperature -1 --sample", "--temperature is '-1'"),
    ("--coverage-penalty -1", "--coverage-penalty is '-1'"),
    ("--coverage-penalty 1 --beam 1", "--coverage-penalty and --beam 1 exclude each other"),
    ("--min-length 4 --max-output 3", "--min-length is '4', expected a number of at most"),
    ("--max-output 0", "--max-output is '0'"), ("--no-repeat-ngram 0", "--no-repeat-ngram is '0'"),
    ("--min-length -1", "--min-length is '-1'"),
    ("--lexicon x --forbid-unknown", "--lexicon and --forbid-unknown exclude each other"),
  ])
  func whatDoesNotGoTogetherIsRefused(_ words: String, _ message: String) throws {
    let found = try translate(words)
    #expect(found.status == 2 && found.output == "")
    #expect(
      found.errorLines.count == 2 && found.error.hasPrefix("s2s: \(message)"), "\(found.error)")
  }

  @Test func modelsThatJoinTheirOwnSubwordsNeedNoJoining() throws {
    let sandbox = try Sandbox()
    try sandbox.write("aa ab\tAA AB\nab aa\tAB AA\n", to: "pairs")
    let trained = try sandbox.s2s(
      [
        "train", "--pairs", "pairs", "--valid-pairs", "pairs", "--tokenizer", "bpe", "--merges",
        "3",
        "--updates", "1", "-q", "-m", "m",
      ] + Sandbox.tiny)
    #expect(trained.status == 0, "\(trained.error)")
    expectOneLine(
      try sandbox.s2s("translate", "-q", "-m", "m", "--join-subwords", "a b"),
      "m: cuts words and joins them itself", "leave it out")
  }
}
