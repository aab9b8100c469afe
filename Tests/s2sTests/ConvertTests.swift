import Testing

@Suite struct ConvertTests {
  static let lines = "a b\nd a b\nc\nb b b\n"
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  @Test func bytesTranslateTheSameFromAFileAQuarterOfTheSize() throws {
    let found = try sandbox.s2s("convert", "--output", "small.safetensors")
    #expect(found.status == 0)
    #expect(found.error.contains("models/letters-luong.safetensors"))
    #expect(found.outputLines.count == 1 && found.output.hasPrefix("small.safetensors: int8, "))
    let words = ["translate", "-q", "--json", "--weights", "int8"]
    #expect(
      try sandbox.s2s(words + ["-m", "small.safetensors"], input: Self.lines).output
        == sandbox.s2s(words, input: Self.lines).output)
    #expect(try sandbox.s2s("convert", "small.safetensors", "-o", "again.safetensors").status == 0)
    #expect(try sandbox.bytes("again.safetensors") == sandbox.bytes("small.safetensors"))
  }

  @Test func theModelItselfComesOutAsItWentIn() throws {
    #expect(try sandbox.s2s("convert", "--weights", "float32", "-o", "copy").status == 0)
    #expect(try sandbox.bytes("copy") == sandbox.bytes("models/letters-luong.safetensors"))
  }

  @Test func jsonNamesBothFilesAndTheirSizes() throws {
    let found = try sandbox.s2s("convert", "--json", "--weights", "float16", "-o", "half")
    let object = try jsonObject(found.output)
    #expect(object["model"] as? String == "half" && object["weights"] as? String == "float16")
    #expect(object["bytes"] as? Int == (try sandbox.bytes("half").count))
    #expect(object["source"] as? String == "models/letters-luong.safetensors")
    #expect(object["source_bytes"] as? Int == TrainedModel.luong.model.count)
    #expect(try sandbox.s2s(["translate", "-m", "half"], input: Self.lines).status == 0)
  }

  @Test func inspectionShowsTheTypes() throws {
    for (weights, type, format) in [
      ("float32", "F32", 1), ("float16", "F16", 1), ("int8", "I8", 2),
    ] {
      _ = try sandbox.s2s("convert", "--weights", weights, "-o", "out", "--force")
      let found = try sandbox.s2s("inspect", "out")
      let tensor = found.outputLines.first { $0.hasPrefix("attention.weight ") }
      #expect(tensor?.hasSuffix(" \(type)") == true, "\(found.output)")
      let object = try jsonObject(sandbox.s2s("inspect", "--json", "out").output)
      #expect(object["format"] as? Int == format)
      let tensors = try #require(object["tensors"] as? [[String: Any]])
      #expect(
        tensors.contains {
          $0["name"] as? String == "attention.weight" && $0["type"] as? String == type
        })
    }
  }

  @Test func aModelIsNotRoundedOverItself() throws {
    let model = "models/letters-luong.safetensors", bytes = TrainedModel.luong.model
    for name in [model, "./models/../models/letters-luong.safetensors"] {
      let words = ["convert", "-q", "--force", "-m", model, "-o", name]
      expectOneLine(try sandbox.s2s(words), "letters-luong", "name another file")
    }
    _ = try sandbox.shell("ln -s \(model) link")
    expectOneLine(try sandbox.s2s("convert", "-q", "--force", "-o", "link"), "link")
    #expect(try sandbox.bytes(model) == bytes)
    expectOneLine(try sandbox.s2s("convert", "-q", "-o", "gone/out"), "gone")
    expectOneLine(try sandbox.s2s("convert", "-q", "gone", "-o", "out"), "gone")
    #expect(!sandbox.has("out"))
  }

  @Test func theFileThatIsNamedIsReadAndAnotherIsWrittenBesideIt() throws {
    let model = "models/letters-luong.safetensors"
    try sandbox.write(bytes: TrainedModel.luong.model, to: "mine.safetensors")
    let before = try sandbox.bytes("mine.safetensors")
    try sandbox.write("half a model", to: ".mine.float16.safetensors.999999999-0.tmp")
    let found = try sandbox.s2s("convert", "mine.safetensors", "--weights", "float16")
    #expect(found.status == 0)
    #expect(found.output.hasPrefix("mine.float16.safetensors: float16, "))
    #expect(try sandbox.bytes("mine.safetensors") == before)
    #expect(!sandbox.has(".mine.float16.safetensors.999999999-0.tmp"))
    #expect(try sandbox.s2s("convert", "-q", model).status == 0)
    #expect(sandbox.has("models/letters-luong.int8.safetensors"))
  }

  @Test func whatIsThereIsReplacedWithForceAloneAndOnlyWhereItIsAModel() throws {
    let words = ["convert", "-q", "-o", "out"]
    #expect(try sandbox.s2s(words).status == 0)
    let bytes = try sandbox.bytes("out")
    let float16 = words + ["--weights", "float16"]
    expectOneLine(try sandbox.s2s(float16), "out: ", "--force")
    #expect(try sandbox.bytes("out") == bytes)
    #expect(try sandbox.s2s(float16 + ["--force"]).status == 0)
    #expect(try sandbox.bytes("out") != bytes)

    for (name, content) in [
      ("text", Array("Some text.\n".utf8)), ("state", TrainedModel.luong.state),
    ] {
      try sandbox.write(bytes: content, to: name)
      for more in [[], ["--force"]] {
        let found = try sandbox.s2s(["convert", "-q", "-o", name] + more)
        expectOneLine(found, "\(name): ", "is not a model of s2s")
      }
      #expect(try sandbox.bytes(name) == content)
    }
  }
}
