import Testing

@Suite struct BestByTests {
  let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    try sandbox.writeCorpus()
  }

  static let run = ["--updates", "20", "--validate-every", "10", "--model", "m.safetensors"]

  @Test func theMeasureIsToldWhereverThePerplexityIs() throws {
    let train =
      ["train", "--corpus", "letters", "--to", "up", "--best-by", "chrF++"] + Sandbox.tiny
      + Self.run
    let found = try sandbox.s2s(train)
    #expect(found.status == 0, "\(found.error)")
    let validations = found.errorLines.filter { $0.contains("validation ppl") }
    #expect(validations.count == 2 && validations.allSatisfy { $0.contains("  chrF++ ") })
    #expect(found.output.contains(", chrF++ "), "\(found.output)")
    let log = try sandbox.text("m.log.jsonl")
    #expect(log.contains("\"validation_scores\":{\"chrF++\":"))
    let again = try jsonObject(try sandbox.s2s(train + ["--resume", "--json"]).output)
    #expect(again["validation_chrF++"] is Double && again["validation_perplexity"] is Double)
  }

  @Test func whatIsNoMeasureIsRefused() throws {
    let found = try sandbox.train("--best-by", "bleu")
    #expect(found.status == 2 && found.error.contains("--best-by is 'bleu', expected one of"))
  }

  @Test func aRunGoesOnByTheSameMeasureOnly() throws {
    let train = ["train", "--corpus", "letters", "--to", "up"] + Sandbox.tiny + Self.run
    #expect(try sandbox.s2s(train + ["--best-by", "TER"]).status == 0)
    expectOneLine(
      try sandbox.s2s(train + ["--resume", "-q"]), "--best-by was TER")
  }
}
