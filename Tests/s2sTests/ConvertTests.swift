import Testing

@Suite struct ConvertTests {
  static let lines = "a b\nd a b\nc\nb b b\n"
  let sandbox: Sandbox

  init() throws { sandbox = try TrainedModel.luong.sandbox() }

  @Test func bytesTranslateTheSameFromAFileAQuarterOfTheSize() throws {
    let found = try sandbox.s2s("convert", "small.safetensors")
    #expect(found.status == 0)
    #expect(found.error.contains("models/letters-luong.safetensors"))
    #expect(found.outputLines.count == 1 && found.output.hasPrefix("small.safetensors: int8, "))
    let words = ["translate", "-q", "--json", "--weights", "int8"]
    #expect(
      try sandbox.s2s(words + ["-m", "small.safetensors"], input: Self.lines).output
        == sandbox.s2s(words, input: Self.lines).output)
    #expect(try sandbox.s2s("convert", "-m", "small.safetensors", "again.safetensors").status == 0)
    #expect(try sandbox.bytes("again.safetensors") == sandbox.bytes("small.safetensors"))
  }

  @Test func theModelItselfComesOutAsItWentIn() throws {
    #expect(try sandbox.s2s("convert", "--weights", "float32", "copy").status == 0)
    #expect(try sandbox.bytes("copy") == sandbox.bytes("models/letters-luong.safetensors"))
  }

  @Test func jsonNamesBothFilesAndTheirSizes() throws {
    let found = try sandbox.s2s("convert", "--json", "--weights", "float16", "half")
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
      _ = try sandbox.s2s("convert", "--weights", weights, "out")
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
      expectOneLine(try sandbox.s2s("convert", "-q", name), "letters-luong", "name another file")
    }
    _ = try sandbox.shell("ln -s \(model) link")
    expectOneLine(try sandbox.s2s("convert", "-q", "link"), "link")
    #expect(try sandbox.bytes(model) == bytes)
    expectOneLine(try sandbox.s2s("convert", "-q", "gone/out"), "gone")
    expectOneLine(try sandbox.s2s("convert", "-q", "-m", "gone", "out"), "gone")
    #expect(!sandbox.has("out"))
  }
}
