import Testing

@Suite struct ExplainTests {
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  @Test func aTranslationIsFollowedByItsHeatmapAndWhatWasUnsure() throws {
    let found = try sandbox.s2s("translate", "-q", "--explain", "a b")
    let map = try sandbox.s2s("align", "-q", "--show", "a b")
    #expect(found.status == 0 && found.error == "")
    let lines = found.outputLines
    #expect(lines[0] + "\n" == (try sandbox.s2s("translate", "-q", "a b").output))
    #expect(lines[1] == "")
    let end = 2 + map.outputLines.count
    try #require(lines.count == end + 6, "\(found.output)")
    #expect(Array(lines[2..<end]) == map.outputLines)
    #expect(lines[end + 1] == "least sure, and what else was probable:")
    for line in lines[(end + 2)...(end + 4)] {
      let form = #/  (?:word \d+ )?[^ ]+ \d\.\d\d; [^ ]+ \d\.\d\d, [^ ]+ \d\.\d\d, [^ ]+ \d\.\d\d/#
      #expect(line.wholeMatch(of: form) != nil, "\(line)")
    }
    #expect(lines.last == "")
  }

  /// An unknown word that would be copied reads as a token that the vocabulary has, or as a separator.
  @Test func alternativesAreToldApart() throws {
    let alike = try sandbox.s2s("translate", "-q", "--explain", "a B").outputLines
    let line = try #require(alike.first { $0.hasPrefix("  word 2 ") })
    #expect(line.contains(" <unk> 0.") && line.count { $0 == "B" } == 1, "\(line)")
    let comma = try sandbox.s2s("translate", "-q", "--explain", "a ,").outputLines
    #expect(comma.contains { $0.hasPrefix("  word 2 ") && $0.contains(" ',' 0.") }, "\(comma)")
  }

  @Test func aSmallProbabilityIsNotShownAsNone() throws {
    try sandbox.writeCorpus()
    _ = try sandbox.train(
      "-q", "--dropout", "0", "--label-smoothing", "0", "--unknown-rate", "0", "--schedule",
      "plateau",
      "--warmup", "0", "--average-decay", "0", "--updates", "200", "--patience", "0",
      "--learning-rate", "0.05", "-m", "sure.safetensors")
    let found = try sandbox.s2s("translate", "-q", "--explain", "-m", "sure.safetensors", "a b")
    #expect(found.output.contains(" <0.01") && !found.output.contains(" 0.00"), "\(found.output)")
  }

  @Test func aFilterExplainsEveryLine() throws {
    let sentences = ["a b", "", "d a b"]
    let found = try sandbox.s2s(
      ["translate", "-q", "--explain"], input: sentences.map { $0 + "\n" }.joined())
    let each = try sentences.map { try sandbox.s2s("translate", "-q", "--explain", $0).output }
    #expect(found.output == each.joined())
    #expect(each[1] == "\n\n")
    let narrow = try sandbox.s2s("translate", "-q", "--explain", "--width", "24", "d a b")
    #expect(narrow.outputLines.allSatisfy { $0.unicodeScalars.count <= 24 })
    #expect(!found.output.contains("\u{1B}"))
    let color = try sandbox.s2s("translate", "-q", "--explain", "--style", "color", "d a b")
    #expect(color.output.contains("\u{1B}["))
  }

  @Test func jsonHoldsTheSame() throws {
    let found = try sandbox.s2s("translate", "-q", "--explain", "--json", "a b")
    let all = try jsonObject(found.output)["translations"] as? [[String: Any]]
    let entry = try #require(all?.first)
    #expect(all?.count == 1)
    #expect(entry["source_words"] as? [String] == ["a", "b"])
    let words = try #require(entry["words"] as? [String])
    #expect(words.joined(separator: " ") == entry["text"] as? String)
    let weights = try #require(entry["attention"] as? [[Double]])
    #expect(weights.count == words.count && weights.allSatisfy { $0.count == 3 })
    #expect(
      (entry["alignment"] as? String).map { $0 + "\n" }
        == (try sandbox.s2s("align", "-q", "a b").output))
    let choices = try #require(entry["least_sure"] as? [[String: Any]])
    #expect(choices.count == 3)
    for choice in choices {
      let word = try #require(choice["word"] as? String)
      if let place = choice["position"] as? Int { #expect(words[place] == word) }
      let others = try #require(choice["alternatives"] as? [[String: Any]])
      let sum = try others.reduce(try #require(choice["probability"] as? Double)) {
        $0 + (try #require($1["probability"] as? Double))
      }
      #expect(others.count == 3 && sum < 1.0001)
    }
    #expect((entry["copied"] as? [Any])?.isEmpty == true)
    let plain = try sandbox.s2s("translate", "-q", "--json", "a b")
    #expect(!plain.output.contains("least_sure"))
  }

  @Test func aLineTooLongForAHeatmapIsTranslatedAndTold() throws {
    // Ten parts of 200 words with translations of 220 words or more.
    let long = String(repeating: "a ", count: 2_000)
    let options = ["translate", "-q", "--beam", "1", "--min-length", "220"]
    let plain = try sandbox.s2s(options, input: long + "\n")
    let told = plain.errorLines + ["s2s: line 1: too long to be explained; split it"]
    let found = try sandbox.s2s(options + ["--explain"], input: long + "\n")
    #expect(found.status == 0 && found.output == plain.output + "\n")
    #expect(found.errorLines == told)
    let json = try sandbox.s2s(options + ["--explain", "--json"], input: long + "\n")
    #expect(json.errorLines == told && !json.output.contains("attention"))
  }

  @Test func severalModelsAreExplainedTogether() throws {
    try sandbox.write(bytes: TrainedModel.bahdanau.model, to: "other.safetensors")
    let models = ["-m", "models/letters-luong.safetensors", "-m", "other.safetensors"]
    let both = try sandbox.s2s(["translate", "-q", "--explain", "a b"] + models)
    #expect(both.status == 0 && both.output.contains("least sure"))
    #expect(both.output != (try sandbox.s2s("translate", "-q", "--explain", "a b").output))
  }

  /// Where the model writes an unknown word, the hostile one that was copied.
  @Test func noControlCharacterComesOut() throws {
    let hostile = "a z\u{1B}[2Jebra\u{7}\u{202E} \u{9B}31m b"
    for more in [[], ["--prefix", "A \u{1B}[2J"]] {
      let found = try sandbox.s2s(["translate", "-q", "--explain"] + more, input: hostile + "\n")
      #expect(found.status == 0)
      let controls = found.output.unicodeScalars.filter {
        $0 != "\n" && ($0.properties.generalCategory == .control || $0 == "\u{202E}")
      }
      #expect(controls.isEmpty)
    }
  }

  @Test(arguments: [
    ["--explain", "-n", "2"], ["--explain", "--word-scores"], ["--style", "ascii"],
    ["--width", "30"], ["--explain", "--json", "--style", "ascii"],
    ["--explain", "--json", "--width", "30"],
  ])
  func wrongUsageIsToldInTwoLines(_ arguments: [String]) throws {
    let found = try sandbox.s2s(["translate", "a"] + arguments)
    #expect(found.status == 2 && found.output == "")
    #expect(found.errorLines.count == 2, "\(found.error)")
  }
}
