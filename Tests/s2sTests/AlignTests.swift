import Testing

@Suite struct AlignTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  @Test func aSourceAloneIsTranslatedAndAligned() throws {
    let found = try sandbox.s2s("align", "d a b")
    #expect(found.status == 0)
    #expect(found.outputLines.count == 1)
    let links = found.outputLines[0].split(separator: " ")
    #expect(!links.isEmpty && links.allSatisfy { $0.split(separator: "-").count == 2 })
  }

  @Test func argumentsAndLinesAgree() throws {
    let one = try sandbox.s2s("align", "a b", "A B")
    let lines = try sandbox.s2s(["align", "-q"], input: "a b\tA B\n\nd a b\nc\tC C\n\t\n")
    #expect(lines.status == 0)
    #expect(lines.outputLines.count == 5)
    #expect(lines.outputLines[0] + "\n" == one.output)
    #expect(lines.outputLines[1] == "")
    #expect(lines.outputLines[2] + "\n" == (try sandbox.s2s("align", "d a b").output))
    #expect(lines.outputLines[4] == "")
    #expect(lines.error == "")
  }

  @Test func aPictureIsOneSentencesAndReplacesNothingUnasked() throws {
    let drawn = try sandbox.s2s("align", "--svg", "map.svg", "a b", "A B X")
    #expect(drawn.status == 0 && drawn.output == "")
    let picture = try sandbox.text("map.svg")
    #expect(picture.hasPrefix("<svg") && picture.contains(">X</text>"))
    expectOneLine(
      try sandbox.s2s("align", "-q", "--svg", "map.svg", "a b"), "map.svg: already exists",
      "--force")
    let both = try sandbox.s2s("align", "--svg", "map.svg", "--force", "--show", "a b", "A B X")
    #expect(both.output.contains("weight 0") && both.error.isEmpty == false)
    #expect(try sandbox.text("map.svg") == picture)
    expectOneLine(
      try sandbox.s2s(["align", "-q", "--svg", "other.svg"], input: "a\nb\n"), "found 2; give one")
    #expect(!sandbox.has("other.svg"))
    try sandbox.write("my text", to: "text.svg")
    expectOneLine(
      try sandbox.s2s("align", "-q", "--svg", "text.svg", "--force", "a b"), "text.svg")
    #expect(try sandbox.text("text.svg") == "my text")
  }

  @Test func aHeatmapHasARowForEachTargetWord() throws {
    let found = try sandbox.s2s("align", "--show", "a b", "A B X")
    #expect(found.status == 0)
    #expect(found.outputLines.count == 6)  // heading, three words, an empty line, the legend
    #expect(found.outputLines[0].contains("a"))
    #expect(!found.output.contains("\u{1B}"))
    let narrow = try sandbox.s2s("align", "--show", "--width", "20", "a b c a b c a b c", "A")
    #expect(narrow.outputLines.allSatisfy { $0.count <= 20 })
  }

  @Test func showAloneDrawsTheModelsOwnSample() throws {
    let empty = try sandbox.s2s("align", "--show")
    #expect(empty.error.contains("the input holds no sentences; the model's own sample is drawn"))
    let found = try sandbox.s2s("align", "--show")
    #expect(found.status == 0)
    #expect(found.output == (try sandbox.s2s("align", "--show", Sandbox.sources[0]).output))
  }

  @Test func jsonHoldsWordsLinksAndWeights() throws {
    let found = try sandbox.s2s("align", "--json", "a b", "A B")
    let object = try jsonObject(found.output)
    #expect(object["source"] as? [String] == ["a", "b"])
    #expect(object["target"] as? [String] == ["A", "B"])
    let weights = try #require(object["weights"] as? [[Double]])
    #expect(weights.count == 2 && weights.allSatisfy { $0.count == 3 })
    let links = try sandbox.s2s("align", "a b", "A B").output
    #expect((object["alignment"] as? String).map { $0 + "\n" } == links)
  }

  @Test func aPairThatIsTooLongIsLeftOutWithAWord() throws {
    let long = String(repeating: "a ", count: 1001)
    let found = try sandbox.s2s(["align", "-q"], input: "\(long)\tA\na\tA\n")
    #expect(found.status == 1)
    #expect(found.outputLines.count == 2 && found.outputLines[0] == "")
    #expect(
      found.errorLines == [
        "s2s: line 1: 1,001 tokens on a side, more than 1,000; split it; left empty"
      ])
  }

  @Test func aSourceAloneThatIsTooLongIsLeftOutLikeAPair() throws {
    let long = String(repeating: "a ", count: 1001)
    let told = "1,001 tokens on a side, more than 1,000; split it; left empty"
    let found = try sandbox.s2s(["align", "-q"], input: "\(long)\na\n")
    #expect(found.status == 1)
    #expect(found.outputLines.count == 2 && found.outputLines[0] == "")
    #expect(found.errorLines == ["s2s: line 1: \(told)"])
    let one = try sandbox.s2s("align", "-q", long)
    #expect(one.status == 1 && one.output == "\n")
    #expect(one.errorLines == ["s2s: the sentence: \(told)"])
  }

  @Test func aSourceWithBarsThatSeparateNothingIsWarnedOf() throws {
    let plain = try sandbox.s2s("align", "a b")
    #expect(!plain.error.contains("|||"))
    let lines = try sandbox.s2s(["align", "-q"], input: "a b\na|||A\na ||| A\nb |||B\n")
    #expect(lines.status == 0 && lines.outputLines.count == 4)
    #expect(lines.error.contains("s2s: line 2: ||| without a blank on both sides"))
    #expect(lines.error.contains("s2s: 2 lines with ||| that separates nothing"), "\(lines.error)")
    let one = try sandbox.s2s("align", "-q", "a|||A")
    #expect(one.error.contains("s2s: the sentence: ||| without a blank on both sides"))
    let score = try sandbox.s2s(["score", "-q"], input: "a|||A\n")
    #expect(score.status == 1 && score.error.contains("line 1: ||| without a blank"))
  }

  @Test(arguments: [
    ["align", "a", "b", "c"], ["align", "--show", "--json", "a"], ["align", "--width", "3"],
    ["align", "--show=yes"], ["align", "--beam", "0", "a"],
  ])
  func wrongUsageIsToldInTwoLines(_ arguments: [String]) throws {
    let found = try sandbox.s2s(arguments)
    #expect(found.status == 2)
    #expect(found.output == "")
    #expect(found.errorLines.count == 2, "\(found.error)")
  }
}

@Suite struct ScoreTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.bahdanau.sandbox() }

  @Test func argumentsAndLinesAgree() throws {
    let one = try sandbox.s2s("score", "a b", "A B")
    let lines = try sandbox.s2s(
      ["score"], input: "a b\tA B\nno tab\n\t\na b ||| X X X X\n \na b\tA B\tCC-BY 2.0\n")
    #expect(one.status == 0 && lines.status == 1)
    #expect(lines.outputLines.count == 6)
    #expect(lines.outputLines[0] + "\n" == one.output)
    #expect(lines.outputLines[1] == "nan")
    #expect(lines.outputLines[4...] == ["nan", "nan"])
    #expect(lines.error.contains("s2s: line 2: one column; expected two"), "\(lines.error)")
    #expect(!lines.error.contains("line 6"), "the first is told, the others are counted")
    #expect(lines.error.contains("s2s: 2 lines that are not pairs, scored nan"), "\(lines.error)")
    #expect(lines.error.contains("s2s: 1 blank line, scored nan"), "\(lines.error)")
    let scores = lines.outputLines.compactMap { Double($0) }
    #expect(scores[0] < 0 && scores[3] < scores[0])
  }

  /// What is typed is scored as it is translated.
  @Test func sourcesAreReadAsTheyAreTranslated() throws {
    let expected = try sandbox.s2s("score", "-q", "a b", "A B").output
    for typed in ["A b", "A B", "a B"] {
      let found = try sandbox.s2s("translate", "-q", "-n", "1", "--length-penalty", "0", typed)
      let parts = found.output.dropLast().split(separator: "\t")
      let scored = try sandbox.s2s("score", "-q", typed, String(parts[1])).output.dropLast()
      let (translated, score) = (Double(parts[0]) ?? 0, Double(scored) ?? 1)
      #expect(abs(translated - score) < 1e-3, "\(typed): \(found.output), \(scored)")
    }
    #expect(try sandbox.s2s("score", "-q", "A b", "A B").output == expected)
  }

  @Test func columnsChooseTheSides() throws {
    let expected = try sandbox.s2s("score", "-q", input: "a b\tA B\n").output
    let found = try sandbox.s2s("score", "-q", "--columns", "3,1", input: "A B\t7\ta b\n")
    #expect(found.status == 0 && found.output == expected)
    let links = try sandbox.s2s("align", "-q", "--columns", "3,1", input: "A B\t7\ta b\n7\n")
    #expect(links.status == 1 && links.outputLines.count == 2 && links.outputLines[1] == "")
    #expect(links.error.contains("line 2: 1 column, but --columns asks for column 3"))
  }

  @Test func aLineTooLongForAPairIsOneBadLine() throws {
    let long = String(repeating: "a ", count: 100_000)
    for (command, empty) in [("score", "nan"), ("align", "")] {
      let found = try sandbox.s2s([command, "-q"], input: "a\tA\n\(long)\tA\na\tA\n")
      #expect(found.status == 1 && found.outputLines.count == 3)
      #expect(found.outputLines[1] == empty && found.outputLines[2] == found.outputLines[0])
      #expect(found.errorLines.count == 1 && found.error.contains("line 2: more than 65,536 bytes"))
    }
  }

  @Test func normalizedScoresAreDividedByLength() throws {
    let whole = try jsonObject(try sandbox.s2s("score", "--json", "a b", "A B").output)
    let log = try #require(whole["log_probability"] as? Double)
    #expect(whole["tokens"] as? Int == 3)
    let normalized = try sandbox.s2s("score", "--normalize", "a b", "A B").output
    let value = try #require(Double(normalized.dropLast()))
    #expect(abs(value - log / 3) < 1e-6)
    let both = try jsonObject(
      try sandbox.s2s("score", "--normalize", "--json", "a b", "A B").output)
    #expect(both["log_probability"] as? Double == log)
    #expect(abs(try #require(both["mean_log_probability"] as? Double) - log / 3) < 1e-9)
  }

  @Test func oneSideAloneIsWrongUsage() throws {
    let found = try sandbox.s2s("score", "a b")
    #expect(found.status == 2 && found.error.contains("TARGET"))
  }
}

@Suite struct InspectTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  @Test func theModelInUseIsShown() throws {
    let found = try sandbox.s2s("inspect")
    #expect(found.status == 0)
    for word in [
      "models/letters-luong.safetensors", "low → up", "attention       luong",
      "hidden          8", "seed            1", "sample          a b", "attention.weight",
    ] {
      #expect(found.output.contains(word), "\(word)")
    }
    let named = try sandbox.s2s("inspect", "models/letters-luong.safetensors")
    #expect(named.output == found.output)
  }

  @Test func jsonHoldsTheSame() throws {
    let object = try jsonObject(try sandbox.s2s("inspect", "--json").output)
    #expect(object["file"] as? String == "models/letters-luong.safetensors")
    #expect((object["source"] as? [String: Any])?["tokens"] as? Int == 7)
    #expect((object["summary"] as? [String: Any])?["sample"] as? String == "a b")
    #expect((object["tensors"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test func whatIsNoModelIsRefused() throws {
    try sandbox.write("no model", to: "x.safetensors")
    expectOneLine(try sandbox.s2s("inspect", "x.safetensors"), "x.safetensors")
    expectOneLine(try sandbox.s2s("inspect", "-m", "gone"), "gone")
    #expect(try sandbox.s2s("inspect", "a", "b").status == 2)
    #expect(try sandbox.s2s("inspect", "-m", "a", "b").status == 2)
  }
}
