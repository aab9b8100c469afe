import Testing

/// The remedy for a bad file is named as it is typed.
@Suite struct FileAdviceTests {
  @Test func languagesAreChosenByOptions() throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    try sandbox.write("a\n", to: "letters/train.xx")
    let advice = "choose them with --from L --to L"
    expectOneLine(
      try sandbox.s2s("train", "--corpus", "letters"), "low, up, xx; expected two;", advice)
    expectOneLine(
      try sandbox.s2s("train", "--corpus", "letters", "--from", "en"),
      "no train.en; its languages are low, up, xx; choose among them with --from L --to L")
    expectOneLine(
      try sandbox.s2s("train", "--corpus", "letters", "--from", "up", "--to", "up"),
      "both 'up'; give --from and --to two languages")
  }

  @Test func otherFilesAreToldByTheCommandThatWritesOrReadsThem() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    // A header of two bytes, and no tensors: a safetensors file of another program.
    try sandbox.write(bytes: [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8), to: "other.safetensors")
    expectOneLine(
      try sandbox.s2s("translate", "--model", "other.safetensors", "a"),
      "this is not a model of s2s (its metadata lacks 'format'); name one that 's2s train' wrote")
    expectOneLine(
      try sandbox.s2s("lm", "predict", "--model", "other.safetensors", "a"),
      "this is not a language model of s2s (its metadata lacks 'format'); name one that "
        + "'s2s lm train' wrote")
    expectOneLine(
      try sandbox.s2s("lm", "generate", "--model", "models/letters-luong.safetensors"),
      "holds a translator, expected a language model; name another file, or use the command for it "
        + "('s2s lm …' is for language models)")
  }

  @Test func aModelNamedWithoutItsEndingIsSuggestedWithIt() throws {
    let sandbox = try TrainedModel.luong.sandbox()
    for arguments in [["translate", "a", "--model"], ["inspect"]] {
      expectOneLine(
        try sandbox.s2s(arguments + ["models/letters-luong"]),
        "models/letters-luong: no such file; "
          + "did you mean 'models/letters-luong.safetensors'?")
      expectOneLine(
        try sandbox.s2s(arguments + ["models/letters"]),
        "models/letters: no such file; check the name")
    }
  }
}
