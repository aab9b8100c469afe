import Testing

@Suite struct CharacterModelTests {
  let sandbox: Sandbox

  init() throws { sandbox = try Sandbox() }

  @Test(arguments: ["if a:\n\treturn a\n", "\u{3000}a\u{A0}b\u{2028}c\n"])
  func whiteSpaceComesOutAsItWentIn(_ text: String) throws {
    try sandbox.write(String(repeating: text, count: 30), to: "text")
    let trained = try sandbox.s2s(
      "lm", "train", "text", "--tokenizer", "characters", "--updates", "2", "--hidden", "8", "-t",
      "1",
      "-q", "-m", "x.lm.safetensors")
    #expect(trained.status == 0, "\(trained.error)")
    let known = try sandbox.s2s("lm", "score", "--json", "-m", "x.lm.safetensors", input: text)
    #expect(try jsonObject(known.output)["unknown_tokens"] as? Int == 0)
    let space = try sandbox.s2s(
      "lm", "score", "--json", "-m", "x.lm.safetensors",
      input: text.replacing("\t", with: " ")
        .replacing("\u{3000}", with: " "))
    #expect(space.output != known.output, "another character, another probability")
  }

  @Test func aNormalFormIsKeptInTheModel() throws {
    try sandbox.write(String(repeating: "\u{E9}a\n", count: 40), to: "text")
    for (form, tokens) in [("nfc", 2), ("nfd", 3), ("none", 2)] {
      let trained = try sandbox.s2s(
        "lm", "train", "text", "--tokenizer", "characters", "--normalize", form, "--updates", "1",
        "--hidden", "8", "-t", "1", "-q", "-m", "\(form).lm.safetensors")
      #expect(trained.status == 0, "\(trained.error)")
      let score = try sandbox.s2s(
        "lm", "score", "-q", "--json", "-m", "\(form).lm.safetensors", input: "\u{E9}a\n")
      #expect(try jsonObject(score.output)["tokens"] as? Int == tokens + 1)
      let apart = try sandbox.s2s(
        "lm", "score", "-q", "--json", "-m", "\(form).lm.safetensors", input: "e\u{301}a\n")
      #expect(try jsonObject(apart.output)["unknown_tokens"] as? Int == (form == "none" ? 2 : 0))
    }
  }
}
