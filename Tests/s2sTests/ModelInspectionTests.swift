import Testing

/// `s2s inspect` where it looks into a model: `--gates`, `--gradients`, `--near` and `--map`.
@Suite struct ModelInspectionTests {
  @Test(arguments: [30, 40, 80, 120])
  func gatesAreShownAtEachWord(_ width: Int) throws {
    let sandbox = try TrainedModel.luong.sandbox()
    let found = try sandbox.s2s("inspect", "--gates", "a b", "--width", "\(width)")
    #expect(found.status == 0, "\(found.error)")
    #expect(found.outputLines.allSatisfy { $0.unicodeScalars.count <= width }, "\(found.output)")
    #expect(found.outputLines[0] == "a b → A B")
    for words in ["encoder →", "encoder ←", "decoder", "|g|", "|c|", "<s>", "</s>"] {
      #expect(found.output.contains(words), "\(words)")
    }
    #expect(!found.output.unicodeScalars.contains("\u{1B}"))
    let given = try sandbox.s2s("inspect", "--gates", "a b ||| C", "--units", "0", "-q")
    #expect(given.outputLines[0] == "a b → C" && given.error == "")
    let long = [String](repeating: "a b c d", count: 20).joined(separator: " ")
    let whole = try sandbox.s2s(
      "inspect", "-q", "--gates", "\(long) ||| A", "--width", "\(width)")
    #expect(whole.outputLines.allSatisfy { $0.unicodeScalars.count <= width }, "\(whole.output)")
    let heading = whole.outputLines.prefix { $0 != "" }.joined(separator: " ")
    #expect(
      heading
        == "\(long) → A means over units at the word that is read, in per cent; |…| of magnitudes")
    #expect(
      whole.outputLines.contains { $0.contains("encoder") && $0.hasSuffix("…|") },
      "\(whole.output)")
  }

  @Test func barsThatSeparateNothingAreRefused() throws {
    let found = try TrainedModel.luong.sandbox().s2s("inspect", "-q", "--gates", "a|||A")
    #expect(found.status == 2 && found.error.contains("||| between blanks"), "\(found.error)")
  }

  @Test func gatesAreThereAsJSON() throws {
    let sandbox = try TrainedModel.bahdanau.sandbox()
    let found = try sandbox.s2s("inspect", "--gates", "c d", "--json", "--units", "2")
    let object = try jsonObject(found.output)
    let layers = try #require(object["layers"] as? [[String: Any]])
    #expect(layers.count == 3 && layers[0]["words"] as? [String] == ["c", "d", "</s>"])
    let means = try #require(layers[2]["means"] as? [String: [Double]])
    #expect(means.keys.sorted() == ["f", "i", "o", "|c|", "|g|"])
    #expect((object["units"] as? [Any])?.count == 2)
  }

  @Test func aCellWithoutGatesSaysSo() throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    for cell in ["rnn", "gru", "gru-before"] {
      _ = try sandbox.train("--cell", cell, "--updates", "2", "-q", "-m", "\(cell).safetensors")
      let found = try sandbox.s2s("inspect", "-q", "-m", "\(cell).safetensors", "--gates", "a b")
      if cell == "rnn" {
        expectOneLine(found, "rnn.safetensors", "has no gates", "--cell")
      } else {
        #expect(found.status == 0 && found.output.contains(" r ") && found.output.contains(" z "))
      }
    }
  }

  @Test func neighborsAreListedForEachSide() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    let source = try sandbox.s2s("inspect", "--near", "a", "--count", "2", "-q")
    #expect(source.status == 0 && source.error == "", "\(source.error)")
    #expect(source.outputLines.count == 3 && source.outputLines[0] == "source low: 'a'")
    let both = try sandbox.s2s("inspect", "--near", "a", "--near", "A", "--json", "-q")
    let words = try #require(try jsonObject(both.output)["words"] as? [[String: Any]])
    #expect(words.map { $0["word"] as? String } == ["a", "A"])
    expectOneLine(try sandbox.s2s("inspect", "-q", "--near", "a", "--side", "target"), "'a'", "'A'")
    expectOneLine(try sandbox.s2s("inspect", "-q", "--near", "\u{1B}[2J"), "\\u{1b}[2J")
  }

  @Test func aLanguageModelHasNeighborsAndAMap() throws {
    let sandbox = try LanguageModelTests().trained()
    let near = try sandbox.s2s("lm", "inspect", "--near", "crow", "--count", "3", "-q")
    #expect(near.outputLines.count == 4 && near.outputLines[0] == "text: 'crow'", "\(near.error)")
    expectOneLine(
      try sandbox.s2s("lm", "inspect", "-q", "--near", "thirsti"), "did you mean 'thirsty'?")
    let map = try sandbox.s2s("lm", "inspect", "--map", "map.html", "--words", "5")
    #expect(map.status == 0 && map.output == "", "\(map.error)")
    #expect(try sandbox.text("map.html").contains("<!-- s2s -->"))
  }

  @Test func aMapIsWrittenAndReplacedOnlyByForce() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    let words = ["inspect", "-q", "--map", "map.html"]
    #expect(try sandbox.s2s(words).status == 0)
    let page = try sandbox.bytes("map.html")
    expectOneLine(try sandbox.s2s(words), "map.html", "--force", "--map")
    #expect(try sandbox.s2s(words + ["--force"]).status == 0)
    #expect(try sandbox.bytes("map.html") == page)
  }

  @Test func gradientsOfNewAndTrainedTranslatorsAreDrawn() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    try sandbox.writeCorpus()
    let new = try sandbox.s2s(
      "inspect", "--gradients", "--corpus", "letters", "--hidden", "8", "--tokenizer", "none",
      "--width", "60")
    #expect(new.status == 0 && new.error == "", "\(new.error)")
    #expect(new.outputLines.allSatisfy { $0.unicodeScalars.count <= 60 }, "\(new.output)")
    for words in [
      "decoder's state", "encoder states", "through attention", "lstm", "gru-before", "rnn",
    ] {
      #expect(new.output.contains(words), "\(words)")
    }
    let narrow = try sandbox.s2s(
      "inspect", "--gradients", "--corpus", "letters", "--distance", "2", "--width", "30",
      "models/letters-luong.safetensors")
    #expect(narrow.outputLines.allSatisfy { $0.unicodeScalars.count <= 30 }, "\(narrow.output)")
    let told = narrow.outputLines.joined(separator: " ")
    for words in [
      "norm of the gradient of a target token's loss", "by the decoder's state k tokens before",
      "by encoder states, from where reading ends", "the same, but not through attention",
      "tokens before the end", "decoder ", "encoder ", "without attention ",
    ] {
      #expect(told.contains(words), "\(words)")
    }
    let trained = try sandbox.s2s(
      "inspect", "--gradients", "--corpus", "letters", "--distance", "2", "--json",
      "models/letters-luong.safetensors")
    let found = try #require(try jsonObject(trained.output)["gradients"] as? [[String: Any]])
    #expect((found[0]["decoder"] as? [Double])?.count == 3, "\(trained.error)")
    expectOneLine(
      try sandbox.s2s(
        "inspect", "--gradients", "--corpus", "letters", "--distance", "40",
        "models/letters-luong.safetensors"), "40", "--distance")
  }
}
