import Testing

/// An option that cannot change while a run is resumed is named as it is typed.
@Suite struct ResumeTests {
  struct Change: Sendable, CustomTestStringConvertible {
    let words: [String]
    let says: String
    var testDescription: String { words.joined(separator: " ") }

    init(_ words: String, _ says: String) {
      self.words = words.split(separator: " ").map { String($0) }
      self.says = says
    }
  }

  static let ofTranslators = [
    Change("--from up --to low", "--from was low, not up"),
    Change("--held-out 0.1", "--held-out was 0.05, not 0.1"),
    Change("--tokenizer characters", "--tokenizer was words, not characters"),
    Change("--lowercase", "--lowercase was off, not on"),
    Change("--normalize nfd", "--normalize was nfc, not nfd"),
    Change("--vocabulary-size 5", "--vocabulary-size was not given, not 5"),
    Change("--shared-vocabulary", "--shared-vocabulary was off, not on"),
    Change("--unknown-rate 0.3", "--unknown-rate was 0.1, not 0.3"),
    Change("--max-length 50", "--max-length was 100, not 50"),
    Change("--attention bahdanau", "--attention was luong, not bahdanau"),
    Change("--cell gru", "--cell was lstm, not gru"),
    Change("--encoder-layers 2", "--encoder-layers was 1, not 2"),
    Change("--decoder-layers 2", "--decoder-layers was 1, not 2"),
    Change("--unidirectional", "--unidirectional was off, not on"),
    Change("--no-input-feeding", "--no-input-feeding was off, not on"),
    Change("--no-tie-embeddings", "--no-tie-embeddings was off, not on"),
    Change("--dropout 0.25", "--dropout was 0.5, not 0.25"),
    Change("--label-smoothing 0.3", "--label-smoothing was 0.1, not 0.3"),
    Change("--batch 3", "--batch was 32, not 3"),
    Change("--optimizer sgd", "--optimizer was adam, not sgd"),
    Change("--learning-rate 0.01", "--learning-rate was 0.003, not 0.01"),
    Change("--plateau 0.7", "--plateau was 0.5, not 0.7"),
    Change("--decay 0.1", "--decay was 0.3, not 0.1"),
    Change("--clip 2", "--clip was 1, not 2"),
    Change("--clip-value 1", "--clip-value was 0, not 1"),
    Change("--seed 3", "--seed was 1, not 3"),
    Change("--precision bfloat16", "--precision was float32, not bfloat16"),
    Change("--validate-every 7", "--validate-every was not given, not 7"),
  ]

  @Test func defaultsThatAreTypedDoNotChangeARun() throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus(valid: false)
    #expect(try sandbox.train("--updates", "1", "-q", "-m", "m").status == 0)
    let resumed = try sandbox.train("--resume", "--updates", "2", "--held-out", "0.05", "-m", "m")
    #expect(resumed.status == 0, "\(resumed.error)")
    #expect(resumed.error.contains("to learn in so few: --warmup 0"), "\(resumed.error)")
  }

  @Test func aTranslatorsRunNamesWhatChanged() throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    #expect(try sandbox.train("--updates", "1", "-q", "-m", "m").status == 0)
    for change in Self.ofTranslators {
      let found = try sandbox.s2s(
        ["train", "--corpus", "letters", "-m", "m", "-q", "--resume"] + Sandbox.tiny
          + (change.words.contains("--to") ? [] : ["--to", "up"]) + change.words)
      expectOneLine(found, "\(change.says);", "--restart")
    }
  }

  static let ofLanguageModels = [
    Change("--mode lines", "--mode was stream, not lines"),
    Change("--layers 2", "--layers was 1, not 2"),
    Change("--tie-embeddings", "--tie-embeddings was off, not on"),
    Change("--dropout 0.5", "--dropout was 0, not 0.5"),
    Change("--sequence-length 5", "--sequence-length was 30, not 5"),
    Change("--test-share 0.2", "--test-share was 0, not 0.2"),
    Change("--batch 3", "--batch was 20, not 3"),
    Change("--seed 3", "--seed was 1, not 3"),
  ]

  @Test func aLanguageModelsRunNamesWhatChanged() throws {
    let sandbox = try Sandbox()
    try sandbox.write(String(repeating: LanguageModelTests.story, count: 9), to: "story.txt")
    let words = ["lm", "train", "story.txt", "-q"] + Sandbox.tiny
    #expect(try sandbox.s2s(words + ["--updates", "1"]).status == 0)
    for change in Self.ofLanguageModels {
      let found = try sandbox.s2s(words + ["--resume"] + change.words)
      expectOneLine(found, "\(change.says);", "--restart")
    }
  }

  @Test func howLongARunGoesOnMayChange() throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    #expect(try sandbox.train("--updates", "1", "-q").status == 0)
    let found = try sandbox.train(
      "--updates", "2", "--epochs", "9", "--patience", "3", "--report-every", "1", "--resume", "-q")
    #expect(found.status == 0, "\(found.error)")
  }

  static let times: [(word: String, says: String)] = [
    ("1s", "after 1s (--time-limit), at update "), ("0.5", "--time-limit is '0.5', expected"),
    ("0", "--time-limit is '0', expected minutes"), ("0h0s", "is '0h0s', expected"),
    ("1m1h", "is '1m1h', expected"), ("h", "is 'h', expected"), ("-1", "is '-1', expected"),
    ("99999999999999999999s", "expected"), ("9223372036854775807", "expected"),
    ("1 m", "is '1 m', expected"), ("1m2", "is '1m2', expected"),
  ]

  @Test(arguments: times)
  func aTimeLimitIsATime(_ word: String, _ says: String) throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    let found = try sandbox.train(
      "--updates", "100000000", "--patience", "0", "-q", "--time-limit", word)
    #expect((found.output + found.error).contains(says), "\(found.output)\(found.error)")
    #expect(found.status == (word == "1s" ? 0 : 2))
    guard word == "1s" else { return }
    let again = try sandbox.train("--updates", "1", "-q", "--resume", "--time-limit", "1h30m5s")
    #expect(again.output.contains("was finished after"), "\(again.output)\(again.error)")
  }

  @Test func theLearningRateChangesOnlyInSoManyWords() throws {
    let sandbox = try Sandbox()
    try sandbox.writeCorpus()
    #expect(try sandbox.train("--updates", "1", "-q").status == 0)
    let refused = try sandbox.train("--new-learning-rate", "0.5", "-q")
    #expect(refused.status == 2 && refused.error.contains("--resume"), "\(refused.error)")
    let found = try sandbox.train(
      "--updates", "3", "-q", "--resume", "--new-learning-rate", "0.5", "--validate-every", "50")
    expectOneLine(found, "--validate-every was not given")
    let changed = try sandbox.train(
      "--updates", "3", "-q", "--resume", "--new-learning-rate", "0.5")
    #expect(changed.status == 0, "\(changed.error)")
    #expect(
      try sandbox.text("models/letters-luong.log.jsonl").contains(
        "\"new_learning_rate\":true,\"step\":1}"))
    expectOneLine(
      try sandbox.train("--updates", "3", "-q", "--resume", "--new-learning-rate", "0.25"),
      "the run has ended after 3 updates; raise --updates")
    let shown = try sandbox.train(
      "--updates", "4", "--resume", "--new-learning-rate", "0.25")
    #expect(shown.status == 0 && shown.error.contains("; rate 0.25, "), "\(shown.error)")
  }
}
