import Testing

@testable import Seq2Seq

@Suite struct TrainingLogTests {
  let run: RunFolder

  init() throws { run = try RunFolder() }

  static func report(_ update: Int) -> TrainingReport {
    TrainingReport(
      update: update, epoch: 1, updatesPerEpoch: 9, lastUpdate: 9, loss: 2, perplexity: 3,
      tokensPerSecond: 100.4, learningRate: 0.5, gradientNorm: 1)
  }

  func open(keeping lines: Int) throws -> TrainingLog {
    try TrainingLog(path: run.files.log, keepingLines: lines)
  }

  @Test func aLineIsAReportOrAValidation() throws {
    let log = try open(keeping: 0)
    try log.append(Self.report(1))
    try log.append(Self.report(2), validationPerplexity: 7, isBest: true)
    #expect(try log.synchronize() == nil && log.lineCount == 2)
    #expect(
      try text(at: run.files.log) == """
        {"epoch":1,"gradient_norm":1,"learning_rate":0.5,"loss":2,"perplexity":3,"step":1,\
        "tokens_per_second":100}
        {"best":true,"epoch":1,"learning_rate":0.5,"step":2,"validation_perplexity":7}

        """)
    try TrainingLog.requireReplaceable(run.files.log)
  }

  @Test func aResumedLogIsCutBack() throws {
    let log = try open(keeping: 0)
    for update in 1...3 { try log.append(Self.report(update)) }
    let again = try open(keeping: 2)
    #expect(again.lineCount == 2 && again.lost == nil)
    #expect(try run.log()?.count == 3, "two lines, and nothing behind the last line feed")
  }

  @Test func linesThatAreGoneAreTold() throws {
    try open(keeping: 0).append(Self.report(1))
    let log = try open(keeping: 3)
    #expect(log.lost == .logBegunAgain(path: run.files.log, expectedLines: 3, foundLines: 1))

    try removeIfPresent(run.files.log)
    #expect(
      try log.synchronize()
        == .logBegunAgain(path: run.files.log, expectedLines: 1, foundLines: 0))
    #expect(try log.synchronize() == nil && fileExists(run.files.log))
  }
}
