import Testing

/// What `inspect` shows of how a model was trained, and `average`.
@Suite struct TrainedWithTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    // Each letter twice, so that there are merges to learn.
    func lines(_ sentences: [String]) -> String {
      sentences.map { $0.map { $0 == " " ? " " : "\($0)\($0)" }.joined() + "\n" }.joined()
    }
    for (part, count) in [("train", Sandbox.sources.count), ("valid", 2)] {
      try sandbox.write(lines(Array(Sandbox.sources.prefix(count))), to: "letters/\(part).low")
      try sandbox.write(lines(Array(Sandbox.targets.prefix(count))), to: "letters/\(part).up")
    }
  }

  static let commands: [String] = [
    "",
    "--attention bahdanau --cell gru --encoder-layers 2 --unidirectional --dropout 0.35 --seed 3",
    "--no-input-feeding --lowercase --source-tokenizer characters --target-min-frequency 2",
    "--held-out 0.25 --unknown-rate 0.3 --max-length 50 --no-tie-embeddings --label-smoothing 0",
    "--tokenizer bpe --source-merges 7 --target-merges 5 --normalize nfd --batch 3",
    "--optimizer sgd --learning-rate 1e-3 --schedule plateau --plateau 0.7 --decay 0 --clip 2.5 "
      + "--clip-value 1",
    "--patience 3 --time-limit 1h30m --validate-every 2 --report-every 1 --keep-checkpoints 1",
    "--best-by chrF --tie-embeddings --shared-vocabulary --precision bfloat16",
  ]

  @Test(arguments: commands)
  func theCommandThatTrainedAModelTrainsItAgain(_ words: String) throws {
    let typed = words.split(separator: " ").map { String($0) }
    if typed.contains("--held-out") { _ = try sandbox.shell("rm letters/valid.*") }
    let found = try sandbox.s2s(
      ["train", "--corpus", "letters", "--from", "low", "--to", "up", "-q", "--updates", "3"]
        + Sandbox.tiny + typed + ["-m", "first.safetensors"])
    #expect(found.status == 0, "\(found.error)")
    let told = try jsonObject(sandbox.s2s("inspect", "--json", "first.safetensors").output)
    let command = try #require(told["command"] as? String)
    #expect(told["options"] as? [String] == [])
    for option in typed where option.hasPrefix("--") {
      #expect(command.contains(option), "\(option) in \(command)")
    }
    #expect(command.split(separator: " ").count <= 16 + typed.count, "\(command)")
    let again = command.replacing(" DIR ", with: " letters ").split(separator: " ").dropFirst()
    let second = try sandbox.s2s(
      again.map { String($0) } + ["-q", "--threads", "1", "-m", "second.safetensors"])
    #expect(second.status == 0, "\(command): \(second.error)")
    #expect(
      try sandbox.bytes("first.safetensors") == sandbox.bytes("second.safetensors"), "\(command)")
  }

  @Test func namesOfFilesAreNotInAModelAndAnOldOneSaysThatItTellsNothing() throws {
    try sandbox.write("#version: 0.2\na a</w>\n", to: "secret.codes")
    let found = try sandbox.s2s(
      [
        "train", "--corpus", "letters", "--to", "up", "-q", "--updates", "1", "-m", "m",
        "--bpe-codes", "secret.codes",
      ] + Sandbox.tiny)
    #expect(found.status == 0, "\(found.error)")
    #expect(!String(decoding: try sandbox.bytes("m"), as: UTF8.self).contains("secret"))
    let told = try sandbox.s2s("inspect", "m")
    #expect(told.output.contains("trained with"), "\(told.output)")
    #expect(told.output.contains("--bpe-codes FILE"), "\(told.output)")
    let builtIn = try sandbox.s2s("inspect")
    #expect(builtIn.output.contains("--guided-alignment FILE"), "\(builtIn.output)")
    // As files from before they held options.
    let bytes = try sandbox.bytes("m"), key = Array("\"options\"".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: key) })
    var old = bytes
    old[place + 1] = UInt8(ascii: "x")
    try sandbox.write(bytes: old, to: "old")
    let untold = try sandbox.s2s("inspect", "old")
    #expect(
      untold.output.contains("unknown: the file holds no options"),
      "\(untold.output)\(untold.error)")
  }

  @Test func theMeanOfModelsIsWritten() throws {
    _ = try sandbox.train(
      "-q", "--updates", "9", "--validate-every", "3", "--patience", "0", "--keep-checkpoints", "3",
      "-m", "run.safetensors")
    let names = [3, 6, 9].map { "run.update-\($0).safetensors" }
    #expect(names.allSatisfy { sandbox.has($0) })
    let found = try sandbox.s2s(["average"] + names + ["--output", "mean.safetensors"])
    #expect(found.output == "mean.safetensors: the mean of 3 models\n", "\(found.error)")
    #expect(try sandbox.s2s("translate", "-q", "-m", "mean.safetensors", "a b").status == 0)
    expectOneLine(
      try sandbox.s2s(["average"] + names + ["--output", "mean.safetensors"]), "already exists")
    expectOneLine(
      try sandbox.s2s(["average"] + names + ["--output", names[0], "--force"]), "is the model that")
    let one = try sandbox.s2s("average", names[0], "--output", "x")
    #expect(one.status == 2 && one.error.contains("second MODEL"))
    let twice = try sandbox.s2s("average", names[0], "./\(names[0])", "--output", "x")
    #expect(twice.status == 2 && twice.error.contains("is given twice"), "\(twice.error)")
    let told = try sandbox.s2s("inspect", "mean.safetensors").output
    #expect(told.contains("--keep-checkpoints 3"), "\(told)")
    #expect(told.contains("mean of         3 models, the last one: update 9, epoch"), "\(told)")
    _ = try sandbox.train("-q", "--updates", "1", "--cell", "gru", "-m", "other")
    expectOneLine(
      try sandbox.s2s("average", names[0], "other", "--output", "x"), "other: has other sizes")
  }

  @Test func aModelOfAValidationIsNeverTheNewest() throws {
    _ = try sandbox.train(
      "-q", "--updates", "3", "--validate-every", "3", "--keep-checkpoints", "3")
    #expect(sandbox.has("models/letters-luong.update-3.safetensors"))
    try sandbox.date("models/letters-luong.safetensors", 1)
    let found = try sandbox.s2s("translate", "a b")
    #expect(found.error.contains("models/letters-luong.safetensors"), "\(found.error)")
  }

  @Test func wordVectorsAreToldBeforeTraining() throws {
    try sandbox.write("aa 1 2\nbb 3 4\n", to: "v.vec")
    let words = ["train", "--corpus", "letters", "--to", "up", "--updates", "1", "--threads", "1"]
    expectOneLine(
      try sandbox.s2s(words + ["--embeddings", "v.vec"]), "--embedding is 128; give --embedding 2")
    let found = try sandbox.s2s(
      words + ["--source-embeddings", "v.vec", "--embedding", "2", "--hidden", "4"])
    #expect(found.error.contains("low: word vectors for 2 of 4 words"), "\(found.error)")
  }
}
