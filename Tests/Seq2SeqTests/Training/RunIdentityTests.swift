import Testing

@testable import Seq2Seq

/// Which runs can continue which.
@Suite struct RunIdentityTests {
  static func run(
    corpus: String = "c", languages: [String] = ["en", "fr"],
    kernels: String = "avx2", _ change: (inout TrainingOptions) -> Void = { _ in }
  ) throws -> RunIdentity {
    var options = TrainingExample.options()
    change(&options)
    return RunIdentity(
      kind: .translator, corpus: corpus, languages: languages, options: try jsonText(options),
      kernels: kernels)
  }

  @Test func whatSaysHowLongARunGoesOnMayChange() throws {
    let other = try Self.run {
      $0.updates = nil
      $0.epochs = 4
      $0.patience += 1
      $0.reportInterval += 1
    }
    try Self.run().check(other, state: "s")
  }

  @Test func aDifferenceIsNamedWithBothValues() throws {
    let run = try Self.run()
    let cases: [(RunIdentity, TrainingError)] = [
      (try Self.run(corpus: "d"), .otherCorpus(state: "s")),
      (
        try Self.run(languages: ["en", "de"]),
        .otherOption(state: "s", option: "targetLanguage", found: "fr", expected: "de")
      ),
      (
        try Self.run { $0.seed = .max },
        .otherOption(state: "s", option: "run.seed", found: "7", expected: "\(UInt64.max)")
      ),
      (
        try Self.run { $0.learningRate = 0.02 },
        .otherOption(state: "s", option: "run.learningRate", found: "0.01", expected: "0.02")
      ),
      (
        try Self.run { $0.source.lowercase = true },
        .otherOption(state: "s", option: "source.lowercase", found: "off", expected: "on")
      ),
      (
        try Self.run { $0.target.tokenizer = .words },
        .otherOption(state: "s", option: "target.tokenizer", found: "none", expected: "words")
      ),
      (
        try Self.run { $0.target.vocabularySize = 9 },
        .otherOption(state: "s", option: "target.vocabularySize", found: "nothing", expected: "9")
      ),
      (
        try Self.run(kernels: "portable"),
        .otherKernels(state: "s", found: "avx2", expected: "portable")
      ),
    ]
    for (earlier, error) in cases {
      #expect(throws: error) { try run.check(earlier, state: "s") }
    }
  }

  @Test func aRunFromBeforeEachSideHadItsOwnOptionsIsTheSame() throws {
    let now = try Self.run()
    let sides = try ["source", "target"].map { side in
      let text = try jsonText(TrainingExample.options().source)
      return "\"\(side)\":\(text)"
    }
    var old = now.options
    for side in sides { old = old.replacing(side + ",", with: "") }
    #expect(old != now.options)
    old = "{\"lowercase\":false,\"minimumFrequency\":1,\"tokenizer\":\"none\"," + old.dropFirst()
    func run(_ options: String) -> RunIdentity {
      RunIdentity(
        kind: now.kind, corpus: now.corpus, languages: now.languages, options: options,
        kernels: now.kernels)
    }
    try now.check(run(old), state: "s")
    #expect(throws: TrainingError.self) {
      try now.check(run(old.replacing("false", with: "true")), state: "s")
    }
  }

  @Test func theModelsConfigurationIsFoundInTheOptions() throws {
    let run = try Self.run()
    let text = try jsonText(TrainingExample.options().configuration)
    #expect(run.configuration == jsonLeaves(text))
    #expect(run.configuration["hidden"] == "6" && run.seed == 7)
  }

  @Test(arguments: ["", "1", "[]", "null", "\"a\"", "{", "{\"a\":[1]}", "{\"a\":null}"])
  func onlyObjectsOfValuesHaveLeaves(_ text: String) {
    #expect(jsonLeaves(text) == nil)
  }
}
