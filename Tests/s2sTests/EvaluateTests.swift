import Testing

@Suite struct EvaluateTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try TrainedModel.luong.sandbox()
    try sandbox.write("a b\n\nd a b\n", to: "letters/test.low")
    try sandbox.write("A B\n\nD A B\n", to: "letters/test.up")
    try sandbox.write("c\n", to: "letters/valid.low")
    try sandbox.write("C\n", to: "letters/valid.up")
  }

  static func values(_ found: Finished) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: found.outputLines.map { line in
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        return (parts[0], parts[1])
      })
  }

  @Test func measuresAreLinesOfNameAndValue() throws {
    let found = try sandbox.s2s("evaluate", "--corpus", "letters", "-q")
    #expect(found.status == 0, "\(found.error)")
    let values = Self.values(found)
    #expect(
      Set(values.keys) == [
        "BLEU", "chrF", "chrF++", "TER", "exact-match", "token-error-rate", "character-error-rate",
        "perplexity", "perplexity-known", "unknown-source", "unknown-target", "BLEU-signature",
        "chrF-signature", "chrF++-signature", "TER-signature",
      ])
    #expect(values["BLEU-signature"] == "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp")
    #expect(Double(values["perplexity"] ?? "").map { $0 > 1 } == true)
    let files = try sandbox.s2s(
      "evaluate", "-q", "--source", "letters/test.low", "--target", "letters/test.up")
    #expect(files.output == found.output)
    let object = try jsonObject(
      try sandbox.s2s("evaluate", "-q", "--corpus", "letters", "--json").output)
    #expect(object["sentences"] as? Int == 3)
    let other = try sandbox.s2s(
      "evaluate", "-q", "--corpus", "letters", "--part", "valid", "--json")
    #expect(try jsonObject(other.output)["sentences"] as? Int == 1)
  }

  @Test func furtherReferencesCountBesideTheFirst() throws {
    try sandbox.write("x\n\nx\n", to: "other")
    let words = ["evaluate", "-q", "--source", "letters/test.low", "--target"]
    let one = Self.values(try sandbox.s2s(words + ["letters/test.up"]))
    let two = Self.values(try sandbox.s2s(words + ["letters/test.up", "--target", "other"]))
    #expect(two["BLEU-signature"]?.hasPrefix("nrefs:2|") == true)
    #expect(one["exact-match"] == two["exact-match"] && one["perplexity"] == two["perplexity"])
  }

  @Test func alignmentsAddTheirErrorRate() throws {
    try sandbox.write("0-0 1-1\n\n0-0 1-1 2-2\n", to: "gold")
    let found = try sandbox.s2s(
      "evaluate", "--corpus", "letters", "-q", "--alignments", "gold", "--tokenize", "none",
      "--lowercase")
    let values = Self.values(found)
    let rate = try #require(Double(values["AER"] ?? ""))
    #expect((0...1).contains(rate))
    #expect(values["BLEU-signature"] == "nrefs:1|case:lc|eff:no|tok:none|smooth:exp")
  }

  @Test func whatDoesNotFitIsToldInOneLine() throws {
    try sandbox.write("0-0\n\n", to: "short")
    try sandbox.write("0-0 9-0\n\n\n", to: "beyond")
    func evaluate(_ more: String...) throws -> Finished {
      try sandbox.s2s(["evaluate", "-q"] + more)
    }
    expectOneLine(
      try evaluate("--corpus", "letters", "--alignments", "short"), "short: 2 lines", "3")
    expectOneLine(
      try evaluate("--corpus", "letters", "--alignments", "beyond"), "beyond: line 1", "9")
    expectOneLine(try evaluate("--corpus", "gone"), "gone: no such folder")
    expectOneLine(
      try evaluate("--corpus", "letters", "--part", "dev"), "letters/dev.low: no such file")
    let usage = [
      ["--corpus", "letters", "--source", "x", "--target", "y"], ["--source", "x"], ["extra"],
      ["--tokenize", "zh-cn"], ["--pairs", "x", "--part", "test"],
    ]
    for words in usage {
      #expect(try sandbox.s2s(["evaluate"] + words).status == 2, "\(words)")
    }
  }
}

/// Without a model.
@Suite struct MeasureTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    try sandbox.write("The crow drank.\nit was hot\n\n", to: "ours")
    try sandbox.write("A crow.\nit was\nso\n", to: "theirs")
    try sandbox.write("The crow drank.\nIt was hot\n\n", to: "first")
    try sandbox.write("The crow has drunk.\nit  was hot \n.\n", to: "second")
  }

  func measure(_ more: String...) throws -> Finished {
    try sandbox.s2s(["evaluate", "--hypotheses", "ours", "--target", "first"] + more)
  }

  @Test func translationsAreMeasuredAgainstEachReference() throws {
    let one = EvaluateTests.values(try measure())
    #expect(one["exact-match"] == "66.67" && one["TER"] == "0.00")
    #expect(one["token-error-rate"] == "16.67" && one["perplexity"] == nil)
    let two = EvaluateTests.values(try measure("--target", "second"))
    #expect(two["exact-match"] == "100.00" && two["token-error-rate"] == "0.00")
    #expect(two["BLEU-signature"] == "nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp")
    let lower = EvaluateTests.values(try measure("--lowercase", "--tokenize", "intl"))
    #expect(lower["exact-match"] == "100.00" && lower["chrF"] == "100.00")
    #expect(lower["BLEU-signature"] == "nrefs:1|case:lc|eff:no|tok:intl|smooth:exp")
  }

  @Test func intervalsComeFromTheSeed() throws {
    let found = try measure("--confidence")
    let values = EvaluateTests.values(found)
    for name in ["BLEU", "chrF++", "TER", "character-error-rate"] {
      #expect(values["\(name)-mean"] != nil && values["\(name)-interval"] != nil, "\(name)")
    }
    #expect(values["exact-match-p"] == nil)
    #expect(try measure("--bootstrap", "1000").output == found.output)
    #expect(try measure("--confidence", "--seed", "2").output != found.output)
  }

  @Test func anotherSystemIsComparedInPairs() throws {
    let object = try jsonObject(try measure("--baseline", "theirs", "--json").output)
    #expect(object["exact_match_baseline"] as? Double == 0)
    #expect(object["BLEU_baseline_mean"] is Double && object["BLEU_mean"] is Double)
    let p = try #require(object["token_error_rate_p"] as? Double)
    #expect(p > 0 && p <= 1)
    // Without a difference in any test set there is nothing to be tested.
    let same = try jsonObject(try measure("--baseline", "ours", "--json").output)
    #expect(same["BLEU_p"] == nil && same["BLEU_baseline"] is Double)
  }

  @Test func mistakesAreToldInOneLine() throws {
    try sandbox.write("one\n", to: "short")
    try sandbox.write("", to: "empty")
    try sandbox.write(bytes: [0x61, 0x0A, 0xFF, 0x0A, 0x0A], to: "binary")
    expectOneLine(
      try measure("--target", "short"), "short: 1 line", "ours has 3", "line 2 of ours")
    expectOneLine(try measure("--baseline", "short"), "short: 1 line", "ours has 3")
    expectOneLine(try measure("--target", "empty"), "empty: empty")
    expectOneLine(try measure("--target", "binary"), "binary: line 2", "UTF-8")
    expectOneLine(try measure("--baseline", "gone"), "gone: no such file")
    for words in [
      ["--hypotheses", "x"], ["--hypotheses", "x", "--hypotheses", "y", "--target", "z"],
      ["--hypotheses", "x", "--target", "y", "--source", "z"],
      ["--hypotheses", "x", "--target", "y", "--beam", "2"],
      ["--hypotheses", "x", "--target", "y", "--bootstrap", "0"],
    ] {
      #expect(try sandbox.s2s(["evaluate"] + words).status == 2, "\(words)")
    }
  }
}
