import Seq2Seq
import Testing

@Suite struct TranslateTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try TrainedModel.luong.sandbox()
    try sandbox.write("a b\tA B\nc d\tC D\n", to: "pairs")
  }

  @Test func argumentsAndLinesGiveTheSameTranslations() throws {
    let sentences = ["a b", "d a b", "c", "b b b"]
    let arguments = try sandbox.s2s(["translate"] + sentences)
    let piped = try sandbox.s2s(["translate"], input: sentences.joined(separator: "\n") + "\n")
    #expect(arguments.status == 0 && piped.status == 0)
    #expect(arguments.outputLines.count == 4)
    #expect(arguments.output == piped.output)
    for (sentence, translation) in zip(sentences, arguments.outputLines) {
      #expect(try sandbox.s2s("translate", sentence).output == translation + "\n")
    }
  }

  @Test func weightsRoundedToBytesTranslateTheSameAtAnyBatch() throws {
    let lines = "a b\nd a b\nc\nb b b\n"
    let found = try sandbox.s2s(["translate", "--weights", "int8"], input: lines)
    #expect(found.status == 0 && found.outputLines.count == 4)
    let alone = try sandbox.s2s(
      ["translate", "--weights", "int8", "--batch", "1", "--threads", "1"], input: lines)
    #expect(alone.output == found.output)
    #expect(try sandbox.s2s("translate", "--weights", "int4", "a").status == 2)
  }

  @Test(arguments: KernelSet.available)
  func automaticWeightsAreBytesWhereTheKernelsMultiplyThemInHardware(_ set: KernelSet) throws {
    let expected = set.hasByteProducts ? "int8" : "float32"
    #expect(![.portable, .avx2].contains(set) || expected == "float32")
    let lines = "a b\\nd a b\\nc\\n"
    func translate(_ more: String) throws -> Finished {
      try sandbox.shell("printf '\(lines)' | S2S_KERNELS=\(set.rawValue) s2s translate \(more)")
    }
    let found = try translate("--json"), named = try translate("--json --weights \(expected)")
    #expect(found.error.contains("(low → up, luong, \(expected))") && found.error == named.error)
    #expect(found.output == named.output)
    #expect(try jsonObject(found.outputLines[0])["weights"] as? String == expected)
    #expect(try translate("--weights auto --json").output == found.output)
    let other = try translate("--weights \(expected == "int8" ? "float32" : "int8")")
    #expect(!other.error.contains(expected))
  }

  @Test func scoresOfGivenTranslationsAreAlwaysInFloat32() throws {
    let score = try sandbox.s2s("score", "a b", "A B")
    #expect(score.status == 0 && !score.error.contains("int8"))
    #expect(try sandbox.s2s("score", "--weights", "int8", "a b", "A B").status == 2)
    let measures = try ["float32", "int8"].map { weights in
      try jsonObject(
        sandbox.s2s(
          ["evaluate", "--json", "--weights", weights, "--pairs", "pairs"]).output)
    }
    #expect(measures.map { $0["weights"] as? String } == ["float32", "int8"])
    #expect(measures[0]["perplexity"] as? Double == measures[1]["perplexity"] as? Double)
  }

  @Test func theModelInUseIsNamedOnStandardError() throws {
    let found = try sandbox.s2s("translate", "a b")
    #expect(found.errorLines.count == 1)
    #expect(found.error.contains("models/letters-luong.safetensors"))
    #expect(found.error.contains("low → up"))
  }

  @Test func quietLeavesStandardErrorEmpty() throws {
    let loud = try sandbox.s2s(["translate"], input: "a b\n")
    for flag in ["--quiet", "-q"] {
      let found = try sandbox.s2s(["translate", flag], input: "a b\n")
      #expect(found.status == 0)
      #expect(found.error == "")
      #expect(found.output == loud.output)
    }
  }

  // MARK: - Lines

  struct Input: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let lines: Int

    init(_ label: String, _ text: String, lines: Int) {
      (testDescription, bytes, self.lines) = (label, Array(text.utf8), lines)
    }
  }

  static let inputs = [
    Input("nothing", "", lines: 0),
    Input("an empty line", "\n", lines: 1),
    Input("a last line without line feed", "a b\nc d", lines: 2),
    Input("empty lines", "\n\na b\n\n", lines: 4),
    Input("white space alone", " \n\t\n\u{A0}\n", lines: 3),
    Input("CRLF", "a b\r\n\r\nc d\r\n", lines: 3),
    Input("a carriage return inside", "a\rb\n", lines: 1),
    Input("NUL", "a\0b\n\0\nc\n", lines: 3),
    Input("other separators", "a\u{2028}b\u{85}c\u{0B}d\u{0C}a\n", lines: 1),
    Input("a byte order mark", "\u{FEFF}a b\n", lines: 1),
    Input("unknown words", "zebra 🦓 e\u{301}\n", lines: 1),
    Input("a word of 60,000 letters", String(repeating: "x", count: 60_000) + " a\n", lines: 1),
  ]

  @Test(arguments: inputs)
  func everyInputLineGivesOneOutputLine(_ input: Input) throws {
    let found = try sandbox.s2s(["translate", "--quiet", "--beam", "2"], bytes: input.bytes)
    #expect(found.status == 0)
    #expect(found.error == "")
    #expect(found.outputBytes.count { $0 == UInt8(ascii: "\n") } == input.lines)
    #expect(found.outputLines.count == input.lines)
    let objects = try sandbox.s2s(["translate", "--json", "--beam", "2"], bytes: input.bytes)
    #expect(objects.outputLines.count == input.lines)
    for line in objects.outputLines { _ = try jsonObject(line) }
  }

  @Test func anEmptyLineGivesAnEmptyLine() throws {
    let found = try sandbox.s2s(["translate"], input: "a b\n\n \nc d\n")
    #expect(found.outputLines.map(\.isEmpty) == [false, true, true, false])
  }

  @Test func aCarriageReturnBeforeTheLineFeedIsNoPartOfTheLine() throws {
    let plain = try sandbox.s2s(["translate", "-n2"], input: "a b\nc d\n").output
    #expect(try sandbox.s2s(["translate", "-n2"], input: "a b\r\nc d\r\n").output == plain)
    #expect(try sandbox.s2s(["translate", "-n2"], input: "a b\nc d").output == plain)
  }

  @Test func aLineFeedInAnArgumentMakesNoSecondLine() throws {
    #expect(try sandbox.s2s("translate", "a\nb", "").outputLines.count == 2)
  }

  @Test(arguments: [["translate"], ["translate", "--quiet"]])
  func invalidUTF8IsMendedWithOneWarning(_ words: [String]) throws {
    let input = Array("a b\nc".utf8) + [0xFF, 0x0A] + [0xC3, 0x0A] + Array("c d\n".utf8)
    let found = try sandbox.s2s(words, bytes: input)
    #expect(found.status == 0)
    #expect(found.outputLines.count == 4)
    #expect(found.errorLines.count { $0.hasPrefix("s2s: ") && $0.contains("UTF-8") } == 1)
    let mended = try sandbox.s2s(words, input: "a b\nc\u{FFFD}\n\u{FFFD}\nc d\n")
    #expect(mended.output == found.output)
    #expect(!mended.error.contains("UTF-8"))
  }

  // MARK: - Results

  @Test func nBestGivesSoManyScoredLinesBestFirst() throws {
    for count in [1, 2, 7] {
      let found = try sandbox.s2s("translate", "-n\(count)", "a b", "c d")
      #expect(found.outputLines.count == 2 * count)
      let parts = found.outputLines.map { $0.split(separator: "\t", maxSplits: 1) }
      let scores = try parts.map { try #require(Double($0[0])) }
      for list in [scores[..<count], scores[count...]] {
        #expect(zip(list, list.dropFirst()).allSatisfy { $0 >= $1 })
      }
      let best = try sandbox.s2s("translate", "--beam", "\(max(5, count))", "a b").output
      #expect(String(parts[0].count > 1 ? parts[0][1] : "") + "\n" == best)
    }
  }

  @Test func jsonHoldsSourceTextAndScore() throws {
    let sentences = ["a b", "say \"b\" \\ é\u{7}", ""]
    let found = try sandbox.s2s(["translate", "--json", "--n-best", "3"] + sentences)
    #expect(found.outputLines.count == 3)
    for (line, sentence) in zip(found.outputLines, sentences) {
      let object = try jsonObject(line)
      #expect(object["source"] as? String == sentence)
      let translations = try #require(object["translations"] as? [[String: Any]])
      #expect(translations.count == (sentence.isEmpty ? 1 : 3))
      for entry in translations {
        #expect(entry["text"] is String)
        #expect(entry["score"] is Double)
      }
    }
    let plain = try sandbox.s2s(["translate", "--n-best", "3", "a b"]).outputLines
    let best = try jsonObject(found.outputLines[0])["translations"] as? [[String: Any]]
    let texts = best?.compactMap { $0["text"] as? String }
    #expect(texts == plain.map { $0.split(separator: "\t", maxSplits: 1).dropFirst().joined() })
  }

  /// Scores are printed with all that JSON holds, so equal text here means equal bits.
  @Test(arguments: [TrainedModel.luong, .bahdanau])
  func resultsDoNotDependOnBatchThreadsOrRepetition(_ model: TrainedModel) throws {
    let sandbox = try model.sandbox()
    let letters = ["a", "b", "c", "d", "e"]
    var input = ""
    for number in 0..<40 {
      let sentence = (0...number % 7).map { letters[(number * 3 + $0 * $0) % 5] }
      input += sentence.joined(separator: " ") + "\n"
    }
    let changes: [[String]] = [
      [], ["--batch", "1"], ["--batch", "64"], ["--threads", "1"], ["--threads", "3"],
      ["--batch", "3", "--threads", "2"],
    ]
    for beam in ["1", "3"] {
      let words = ["translate", "--json", "--beam", beam]
      let expected = try sandbox.s2s(words, input: input).output
      #expect(lines(of: expected).count == 40)
      for change in changes {
        let found = try sandbox.s2s(words + change, input: input).output
        #expect(found == expected, "\(model.attention), beam \(beam), \(change)")
      }
    }
  }

  // MARK: - Pipes

  @Test func aLineIsAnsweredBeforeTheInputEnds() throws {
    let program = try sandbox.start(["translate"])
    let expected = try sandbox.s2s("translate", "a b", "", "d a b").outputLines
    for (count, sentence) in ["a b", "", "d a b"].enumerated() {
      program.send(sentence + "\n")
      #expect(program.pump(until: { lines(of: program.output).count > count }))
      #expect(lines(of: program.output) == Array(expected[...count]))
    }
    // The end of a line may come later than its beginning.
    program.send("a b\nd a")
    #expect(program.pump(until: { lines(of: program.output).count > 3 }))
    program.send(" b")
    let found = sandbox.check(program.finish(), "translate")
    #expect(found.status == 0)
    #expect(found.outputLines == expected + [expected[0], expected[2]])
  }

  @Test func aReaderThatLeavesEndsTheProgramQuietly() throws {
    try sandbox.write(String(repeating: "a b\n", count: 300), to: "many")
    let found = try sandbox.shell("s2s translate -q -k1 -b1 <many | head -n 1")
    #expect(found.outputLines.count == 1)
    #expect(found.error == "")
  }

  @Test func outputThatNobodyReadsIsNoCrash() throws {
    for words in [
      ["translate", "-q"], ["translate", "-q", "a b"], ["help"], ["train", "--help"],
    ] {
      let program = try sandbox.start(words, outputIsClosed: true)
      program.send("a b\n")
      let found = sandbox.check(program.finish(), "\(words)")
      #expect(found.status == 0, "\(words)")
      #expect(found.error == "", "\(words)")
    }
  }

  @Test func aDashIsStandardInputUnlessItIsSaidToBeASentence() throws {
    let expected = try sandbox.s2s(["translate", "-q"], input: "a b\nc\n").output
    #expect(try sandbox.s2s(["translate", "-q", "-"], input: "a b\nc\n").output == expected)
    let pairs = "a b\tA B\n"
    for command in ["align", "score"] {
      let found = try sandbox.s2s([command, "-q", "-"], input: pairs)
      #expect(found.status == 0, "\(command)")
      #expect(
        found.output == (try sandbox.s2s([command, "-q"], input: pairs).output), "\(command)")
    }
    let sentence = try sandbox.s2s(["translate", "-q", "--json", "--", "-"], input: "a b\nc\n")
    #expect(try jsonObject(sentence.output)["source"] as? String == "-")
  }

  @Test func aSentenceMayBeginWithADashAndASpace() throws {
    let found = try sandbox.s2s("translate", "-q", "--json", "- a b")
    #expect(try jsonObject(found.output)["source"] as? String == "- a b")
    for sentence in ["-5 degrees", "-5", "--a b"] {
      let refused = try sandbox.s2s("translate", sentence)
      #expect(refused.status == 2 && refused.error.contains("put -- before it: -- '\(sentence)'"))
    }
  }

  @Test func aFileThatIsGivenAsASentenceIsHintedAt() throws {
    try sandbox.write("a b\n", to: "in.low")
    let found = try sandbox.s2s("translate", "-q", "in.low", "a")
    #expect(found.status == 0 && found.outputLines.count == 2)
    #expect(found.errorLines.filter { $0.contains("s2s translate <in.low") }.count == 1)
  }

  #if os(Linux)
    @Test func aFullDiskIsToldInOneLine() throws {
      let found = try sandbox.shell("s2s translate -q 'a b' >/dev/full")
      expectOneLine(found, "standard output")
    }
  #endif
}
